//! `case_file`: what the entries make of each case, kept so that nothing is folded twice.

use super::{case_search, date, date_number, from_json, from_word, json, moment, word};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_domain::case::{Case, CaseState};
use clerk_domain::clock::china_date;
use clerk_domain::identity::mask;
use clerk_domain::ids::{CaseId, CaseNumber, ItemCode, WindowId};
use clerk_domain::number;
use rusqlite::{Connection, OptionalExtension as _, Row, params, params_from_iter};
use serde::{Deserialize, Serialize};

/// The columns of a [`CaseRow`], in its order.
pub const ROW: &str = "row, case_id, number, window, item, state, applicant, applicant_number, \
                       licence, received_ms, updated_ms, due, fee_open, conflict";
/// Above any row.
const NO_ROW_ABOVE: i64 = i64::MAX;

/// A case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseRow {
    /// Grows with time; the place to go on from in [`CaseFilter::before`].
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
    /// The licence's number, once issued.
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
}

/// Which cases a list shows, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFilter {
    /// In any of these states; none for all.
    pub states: Vec<CaseState>,
    /// Received on this legal date.
    pub day: Option<NaiveDate>,
    /// Older than this [`CaseRow::row`].
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

impl CaseFilter {
    /// The newest cases.
    pub fn newest(limit: u32) -> Self {
        Self { states: Vec::new(), day: None, before: None, limit }
    }

    /// The newest cases with which the window is not done.
    pub fn open(limit: u32) -> Self {
        let open = CaseState::ALL.into_iter().filter(|state| !state.is_closed());
        Self { states: open.collect(), ..Self::newest(limit) }
    }
}

/// The entries of a case in the order in which they were folded, in runs of one window.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Places(Vec<(WindowId, Vec<u64>)>);

impl Places {
    pub fn push(&mut self, window: &WindowId, seq: u64) {
        match self.0.last_mut() {
            Some((last, run)) if last == window => run.push(seq),
            _ => self.0.push((window.clone(), vec![seq])),
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = (&WindowId, u64)> {
        self.0.iter().flat_map(|(window, run)| run.iter().map(move |seq| (window, *seq)))
    }
}

/// What stands beside the case in its row.
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
        find(&self.db, id).doing("read the case")
    }

    /// The case of this number; the newest one, should a copied machine have given it twice.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn case_by_number(&self, number: &CaseNumber) -> Result<Option<Case>, StoreError> {
        const DOING: &str = "read the case by its number";
        let sql = "SELECT file FROM case_file WHERE number = ? ORDER BY row DESC LIMIT 1";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        statement.query_row([number.as_str()], file).optional().doing(DOING)
    }

    /// The cases of a legal date, of all windows held, newest first.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn received_on(&self, day: NaiveDate) -> Result<Vec<CaseRow>, StoreError> {
        self.list(&CaseFilter { day: Some(day), ..CaseFilter::newest(u32::MAX) })
    }

    /// Cases, newest first.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn list(&self, filter: &CaseFilter) -> Result<Vec<CaseRow>, StoreError> {
        const DOING: &str = "list the cases";
        let before = filter.before.unwrap_or(NO_ROW_ABOVE);
        let day = filter.day.map(date_number);
        let states: rusqlite::Result<Vec<_>> = filter.states.iter().map(word).collect();
        let states = states.doing(DOING)?;
        let mut statement = self.db.prepare_cached(&list_sql(day, states.len())).doing(DOING)?;
        let numbers = [before, i64::from(filter.limit), day.unwrap_or_default()];
        let numbers = numbers.map(rusqlite::types::Value::from);
        let values = numbers.into_iter().chain(states.into_iter().map(Into::into));
        let rows = statement.query_map(params_from_iter(values), case_row);
        rows.and_then(Iterator::collect).doing(DOING)
    }

    /// How many cases stand in each state, of one legal date or of all; states without one are left
    /// out. All of a million cases take some 50 ms.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn counts(&self, day: Option<NaiveDate>) -> Result<Vec<(CaseState, u64)>, StoreError> {
        const DOING: &str = "count the cases";
        let sql = match day {
            Some(_) => "SELECT state, count(*) FROM case_file WHERE day = ? GROUP BY +state",
            None => "SELECT state, count(*) FROM case_file WHERE ? IS NULL GROUP BY state",
        };
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        let rows = statement
            .query_map([day.map(date_number)], |row| Ok((from_word(0, row.get(0)?)?, row.get(1)?)));
        rows.and_then(Iterator::collect).doing(DOING)
    }
}

/// Each state's newest rows come in order from its index, so that a page costs the same whether a
/// state holds ten cases or a million.
fn list_sql(day: Option<i64>, states: usize) -> String {
    let rows = match (day, states) {
        (Some(_), 0) => "SELECT row FROM case_file WHERE day = ?3 AND row < ?1".to_owned(),
        (Some(_), _) => {
            let states: Vec<_> = (0..states).map(|i| format!("?{}", i + 4)).collect();
            let states = states.join(", ");
            format!(
                "SELECT row FROM case_file WHERE day = ?3 AND row < ?1 AND +state IN ({states})"
            )
        }
        (None, 0) => "SELECT row FROM case_file WHERE ?3 = 0 AND row < ?1".to_owned(),
        (None, _) => {
            let newest = |i| {
                let of = "SELECT row FROM case_file INDEXED BY case_file_state";
                let parameter = i + 4;
                format!(
                    "SELECT row FROM ({of} WHERE ?3 = 0 AND state = ?{parameter} AND row < ?1 \
                     ORDER BY row DESC LIMIT ?2)"
                )
            };
            (0..states).map(newest).collect::<Vec<_>>().join(" UNION ALL ")
        }
    };
    format!(
        "SELECT {ROW} FROM case_file WHERE row IN ({rows} ORDER BY row DESC LIMIT ?2) \
         ORDER BY row DESC"
    )
}

pub fn find(db: &Connection, id: CaseId) -> rusqlite::Result<Option<Case>> {
    let mut statement = db.prepare_cached("SELECT file FROM case_file WHERE case_id = ?")?;
    statement.query_row([id.0.into_bytes()], file).optional()
}

pub fn row_of(db: &Connection, id: CaseId) -> rusqlite::Result<Option<i64>> {
    let mut statement = db.prepare_cached("SELECT row FROM case_file WHERE case_id = ?")?;
    statement.query_row([id.0.into_bytes()], |row| row.get(0)).optional()
}

pub fn held(db: &Connection, id: CaseId) -> rusqlite::Result<Option<Held>> {
    let sql = "SELECT row, entries, conflict FROM case_file WHERE case_id = ?";
    let mut statement = db.prepare_cached(sql)?;
    let read = statement.query_row([id.0.into_bytes()], |row| {
        let entries: String = row.get(1)?;
        let places = from_json(1, &entries)?;
        Ok(Held { row: row.get(0)?, places, conflict: row.get(2)? })
    });
    read.optional()
}

/// Writes a case that begins, together with what it is found by.
pub fn insert(
    db: &Connection,
    case: &Case,
    held: &Held,
    updated: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO case_file (case_id, number, window, item, state, applicant, \
               applicant_number, licence, day, received_ms, updated_ms, due, fee_open, conflict, \
               entries, file) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    db.prepare_cached(sql)?.execute(params![
        case.id.0.into_bytes(),
        case.number.as_str(),
        case.window.as_str(),
        case.item.as_str(),
        word(&case.state)?,
        case.applicant.name,
        case.applicant.number,
        licence(case),
        date_number(china_date(case.received_at.to_utc())),
        case.received_at.timestamp_millis(),
        updated.timestamp_millis(),
        case.due.map(date_number),
        case.fee_is_open(),
        held.conflict,
        json(&held.places)?,
        json(case)?,
    ])?;
    case_search::add(db, db.last_insert_rowid(), case)
}

/// Writes how a case now stands. What it is found by never changes. State and licence are written
/// only where they changed, because each has an index: an index page not touched is a page less to
/// encrypt and sync in each act.
pub fn update(
    db: &Connection,
    case: &Case,
    held: &Held,
    updated: DateTime<FixedOffset>,
) -> rusqlite::Result<()> {
    let sql = "UPDATE case_file SET updated_ms = ?, due = ?, fee_open = ?, conflict = ?, \
               entries = ?, file = ? WHERE row = ?";
    db.prepare_cached(sql)?.execute(params![
        updated.timestamp_millis(),
        case.due.map(date_number),
        case.fee_is_open(),
        held.conflict,
        json(&held.places)?,
        json(case)?,
        held.row,
    ])?;
    let sql = "UPDATE case_file SET state = ?1 WHERE row = ?2 AND state <> ?1";
    db.prepare_cached(sql)?.execute((word(&case.state)?, held.row))?;
    let sql = "UPDATE case_file SET licence = ?1 WHERE row = ?2 AND licence IS NOT ?1";
    db.prepare_cached(sql)?.execute((licence(case), held.row)).map(drop)
}

/// The window's next count on a day: one more than the highest that it gave.
pub fn next_count(db: &Connection, window: &WindowId, day: NaiveDate) -> rusqlite::Result<u32> {
    let first = number::case_number(window, day, 0);
    let prefix = first.as_str().trim_end_matches('0');
    let sql = "SELECT coalesce(max(CAST(substr(number, length(?1) + 1) AS INTEGER)), 0) + 1 \
               FROM case_file WHERE number >= ?1 AND number < ?2";
    let mut statement = db.prepare_cached(sql)?;
    statement.query_row([prefix, &case_search::after_all(prefix)], |row| row.get(0))
}

pub fn case_row(row: &Row<'_>) -> rusqlite::Result<CaseRow> {
    let due: Option<i64> = row.get(11)?;
    let applicant_number: String = row.get(7)?;
    Ok(CaseRow {
        row: row.get(0)?,
        id: case_id(row.get(1)?),
        number: CaseNumber(row.get(2)?),
        window: WindowId(row.get(3)?),
        item: ItemCode(row.get(4)?),
        state: from_word(5, row.get(5)?)?,
        applicant: row.get(6)?,
        applicant_number: mask(&applicant_number),
        licence: row.get(8)?,
        received_at: moment(9, row.get(9)?)?,
        updated_at: moment(10, row.get(10)?)?,
        due: due.map(|due| date(11, due)).transpose()?,
        fee_open: row.get(12)?,
        conflict: row.get(13)?,
    })
}

pub fn case_id(bytes: [u8; 16]) -> CaseId {
    CaseId(uuid::Uuid::from_bytes(bytes))
}

/// The case in the row's only column.
pub fn file(row: &Row<'_>) -> rusqlite::Result<Case> {
    let file: String = row.get(0)?;
    from_json(0, &file)
}

fn licence(case: &Case) -> Option<&str> {
    case.licence.as_ref().map(|licence| licence.number.as_str())
}
