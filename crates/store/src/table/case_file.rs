//! `case_file`: what lists show of each case, and where its entries are.

use super::{
    case_search, date, date_number, from_json, from_word, json, moment, void_licence, word,
};
use crate::error::{Doing as _, StoreError};
use crate::history;
use crate::placed::Placed;
use crate::store::Store;
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_domain::calendar::Due;
use clerk_domain::case::{Case, CaseState};
use clerk_domain::clock::china_date;
use clerk_domain::identity::mask;
use clerk_domain::ids::{Author, CaseId, CaseNumber, ItemCode, JournalId, WindowId};
use clerk_domain::number;
use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};

/// The columns of a [`CaseRow`], in its order.
pub const ROW: &str = "row, case_id, number, window, item, state, applicant, applicant_number, \
                       licence, received_ms, updated_ms, due, fee_open, conflict, green";

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Grows with time; the place to go on from in [`crate::CaseFilter::before`].
    pub row: i64,
    /// Its identifier.
    pub id: CaseId,
    /// Its number.
    pub number: CaseNumber,
    /// The window that received it.
    pub window: WindowId,
    /// What is applied for.
    pub item: ItemCode,
    /// Where it stands.
    pub state: CaseState,
    /// Who applies.
    pub applicant: String,
    /// The applicant's number, masked.
    pub applicant_number: String,
    /// The licence's number, once issued; none while it is void.
    pub licence: Option<String>,
    /// When it was received, to the millisecond.
    pub received_at: DateTime<FixedOffset>,
    /// When its last act was done, to the millisecond.
    pub updated_at: DateTime<FixedOffset>,
    /// The promised last day.
    pub due: Option<NaiveDate>,
    /// Whether a fee is to be paid.
    pub fee_open: bool,
    /// Whether an entry was pulled that the case's rule refused: somebody must look at it.
    pub conflict: bool,
    /// Whether it is in the green channel (绿色通道).
    pub green: bool,
}

/// The entries of a case in the order in which they are folded, in runs of one journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Places(Vec<(JournalId, Vec<u64>)>);

impl Places {
    pub fn push(&mut self, journal: &JournalId, seq: u64) {
        match self.0.last_mut() {
            Some((last, run)) if last == journal => run.push(seq),
            _ => self.0.push((journal.clone(), vec![seq])),
        }
    }

    /// Puts an entry that comes by in the scope where the centre has it: before the own ones that the
    /// centre has not placed yet. Whether others now come after it.
    pub fn place(&mut self, journal: &JournalId, seq: u64, placed: &Placed) -> bool {
        let Some(waiting) = self.iter().position(|place| placed.waits(place)) else {
            self.push(journal, seq);
            return false;
        };
        self.insert(waiting, journal, seq);
        true
    }

    /// As [`Places::place`], for an entry that is held and comes by again: after all that did before it;
    /// whether it was moved.
    pub fn place_again(&mut self, journal: &JournalId, seq: u64, placed: &Placed) -> bool {
        let Some(held) = self.iter().position(|place| place == (journal, seq)) else {
            return false;
        };
        let waiting = self.iter().position(|place| placed.waits(place));
        // What follows it of its own journal comes by later anyway.
        let end = waiting.unwrap_or(usize::MAX);
        let comes_later = |(its, at): (&JournalId, u64)| its == journal && at > seq;
        let is_last = self.iter().take(end).skip(held + 1).all(comes_later);
        if held < end && is_last {
            return false;
        }
        let mut places = Self::default();
        self.iter()
            .filter(|place| *place != (journal, seq))
            .for_each(|(its, at)| places.push(its, at));
        places.place(journal, seq, placed);
        *self = places;
        true
    }

    fn insert(&mut self, at: usize, journal: &JournalId, seq: u64) {
        let mut places = Self::default();
        for (place, (other, its)) in self.iter().enumerate() {
            if place == at {
                places.push(journal, seq);
            }
            places.push(other, its);
        }
        *self = places;
    }

    pub fn iter(&self) -> impl Iterator<Item = (&JournalId, u64)> {
        self.0.iter().flat_map(|(journal, run)| run.iter().map(move |seq| (journal, *seq)))
    }
}

/// What the row holds that is not in the case itself.
#[derive(Clone, Debug, Default)]
pub struct Held {
    pub row: i64,
    pub places: Places,
    pub conflict: bool,
}

impl Store {
    /// A case as it stands.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, StoreError> {
        find(&*self.read("read the case")?, id)
    }

    /// The case of this number; the newest one, should a copied machine have given it twice.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn case_by_number(&self, number: &CaseNumber) -> Result<Option<Case>, StoreError> {
        const DOING: &str = "read the case by its number";
        let tx = self.read(DOING)?;
        let sql = "SELECT case_id FROM case_file WHERE number = ? ORDER BY row DESC LIMIT 1";
        let mut statement = tx.prepare_cached(sql).doing(DOING)?;
        let id = statement.query_row([number.as_str()], |row| row.get(0)).optional();
        id.doing(DOING)?.map_or(Ok(None), |id| find(&tx, case_id(id)))
    }
}

/// A case, folded from its entries.
pub fn find(db: &Connection, id: CaseId) -> Result<Option<Case>, StoreError> {
    match held(db, id).doing("read the case")? {
        Some(held) => history::fold(db, &held.places, id).map(Some),
        None => Ok(None),
    }
}

pub fn held(db: &Connection, id: CaseId) -> rusqlite::Result<Option<Held>> {
    let sql = "SELECT row, entries, conflict FROM case_file WHERE case_id = ?";
    let mut statement = db.prepare_cached(sql)?;
    let read = statement.query_row([id.0.into_bytes()], |row| {
        Ok(Held { row: row.get(0)?, places: places(1, row)?, conflict: row.get(2)? })
    });
    read.optional()
}

pub fn places(column: usize, row: &Row<'_>) -> rusqlite::Result<Places> {
    from_json(column, row.get_ref(column)?.as_str()?)
}

/// Writes a case that begins, together with what it is found by.
pub fn insert(
    db: &Connection,
    case: &Case,
    held: &Held,
    updated: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO case_file (case_id, number, window, item, pack_version, state, closed, applicant, \
               applicant_number, licence, day, received_ms, updated_ms, due, fee_open, conflict, \
               green, entries) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    db.prepare_cached(sql)?.execute(params![
        case.id.0.into_bytes(),
        case.number.as_str(),
        case.window.as_str(),
        case.item.as_str(),
        case.pack_version,
        word(&case.state())?,
        case.state().is_closed(),
        case.parties.named(),
        case.parties.applicant.number,
        licence(case),
        date_number(china_date(case.received_at.to_utc())),
        case.received_at.timestamp_millis(),
        updated.timestamp_millis(),
        case.clock.due.and_then(Due::date).map(date_number),
        case.money.is_open(),
        held.conflict,
        !case.queue.is_normal(),
        json(&held.places)?,
    ])?;
    let row = db.last_insert_rowid();
    case_search::add(db, row, case)?;
    void_licence::keep(db, row, case, held.conflict, updated.timestamp_millis())
}

/// Writes how a case now stands. Columns that have an index are
/// written only where they changed: an index page not touched is a page less to encrypt and sync.
pub fn update(
    db: &Connection,
    case: &Case,
    held: &Held,
    updated: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    let sql = "UPDATE case_file SET updated_ms = ?, due = ?, fee_open = ?, conflict = ?, \
               entries = ? WHERE row = ?";
    db.prepare_cached(sql)?.execute(params![
        updated.timestamp_millis(),
        case.clock.due.and_then(Due::date).map(date_number),
        case.money.is_open(),
        held.conflict,
        json(&held.places)?,
        held.row,
    ])?;
    let sql = "UPDATE case_file SET state = ?1 WHERE row = ?2 AND state <> ?1";
    db.prepare_cached(sql)?.execute((word(&case.state())?, held.row))?;
    let sql = "UPDATE case_file SET closed = ?1 WHERE row = ?2 AND closed <> ?1";
    db.prepare_cached(sql)?.execute((case.state().is_closed(), held.row))?;
    let sql = "UPDATE case_file SET licence = ?1 WHERE row = ?2 AND licence IS NOT ?1";
    db.prepare_cached(sql)?.execute((licence(case), held.row))?;
    correct_applicant(db, case, held.row)?;
    void_licence::keep(db, held.row, case, held.conflict, updated.timestamp_millis())
}

/// Writes and indexes anew who applies, where that was corrected.
fn correct_applicant(db: &Connection, case: &Case, row: i64) -> rusqlite::Result<()> {
    let applicant = &case.parties.applicant;
    let now = (row, case.parties.named(), &applicant.number);
    let sql = "SELECT applicant, applicant_number FROM case_file \
               WHERE row = ?1 AND (applicant <> ?2 OR applicant_number <> ?3)";
    let differs = db
        .prepare_cached(sql)?
        .query_row((row, &now.1, now.2), |row| Ok((row.get(0)?, row.get(1)?)));
    let Some((name, number)) = differs.optional()? else { return Ok(()) };
    let mut before = case.clone();
    // Indexed by the name that lists show.
    before.parties.to_be = None;
    before.parties.applicant.name = name;
    before.parties.applicant.number = number;
    case_search::replace(db, row, &before, case)?;
    let sql = "UPDATE case_file SET applicant = ?2, applicant_number = ?3 WHERE row = ?1";
    db.prepare_cached(sql)?.execute(now).map(drop)
}

/// The window's next count on a day: one more than the highest that it gave.
pub fn next_count(db: &Connection, author: &Author, day: NaiveDate) -> rusqlite::Result<u32> {
    // Counts of four digits stand in their order; longer ones are looked through, all of the day.
    const FOUR_DIGITS: u32 = 9999;
    let prefix = number::case_day(&WindowId(author.0.clone()), day);
    let highest = |of: &str| -> rusqlite::Result<u32> {
        // What comes after the count is no digit, and is left out as it is read as a number.
        let sql = format!(
            "SELECT CAST(substr(number, length(?1) + 1) AS INTEGER) AS count FROM case_file \
             WHERE number >= ?1 AND number < ?2 ORDER BY {of} DESC LIMIT 1"
        );
        let mut statement = db.prepare_cached(&sql)?;
        let ends = [&prefix, &case_search::after_all(&prefix)];
        Ok(statement.query_row(ends, |row| row.get(0)).optional()?.unwrap_or(0))
    };
    let last = match highest("number")? {
        last if last < FOUR_DIGITS => last,
        _ => highest("count")?,
    };
    Ok(last + 1)
}

pub fn case_row(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    let due: Option<i64> = row.get(11)?;
    Ok(CaseRow {
        row: row.get(0)?,
        id: case_id(row.get(1)?),
        number: CaseNumber(row.get(2)?),
        window: WindowId(row.get(3)?),
        item: ItemCode(row.get(4)?),
        state: from_word(5, row.get(5)?)?,
        applicant: row.get(6)?,
        applicant_number: mask(row.get_ref(7)?.as_str()?),
        licence: row.get(8)?,
        received_at: moment(9, row.get(9)?)?,
        updated_at: moment(10, row.get(10)?)?,
        due: due.map(|due| date(11, due)).transpose()?,
        fee_open: row.get(12)?,
        conflict: row.get(13)?,
        green: row.get(14)?,
    })
}

/// Whether a row shows what the case is.
pub fn shows(row: &CaseRow, case: &Case) -> bool {
    row.id == case.id
        && row.number == case.number
        && row.window == case.window
        && row.item == case.item
        && row.state == case.state()
        && row.applicant == case.parties.named()
        && row.applicant_number == mask(&case.parties.applicant.number)
        && row.licence.as_deref() == licence(case)
        && row.received_at.timestamp_millis() == case.received_at.timestamp_millis()
        && row.due == case.clock.due.and_then(Due::date)
        && row.fee_open == case.money.is_open()
        && row.green != case.queue.is_normal()
}

pub fn case_id(bytes: [u8; 16]) -> CaseId {
    CaseId(uuid::Uuid::from_bytes(bytes))
}

fn licence(case: &Case) -> Option<&str> {
    case.products.licence.as_ref().map(|licence| licence.number.as_str())
}
