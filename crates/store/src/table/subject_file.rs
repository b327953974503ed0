//! `subject_file`: enquiries and windows' days: which are open, and where their entries are.

use super::case_file::Places;
use super::{foreign_entry, from_json, json};
use crate::error::{Doing as _, StoreError};
use crate::history::{self, Fold};
use crate::placed::Placed;
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use clerk_domain::day::Day;
use clerk_domain::enquiry::{Enquiry, EnquiryState};
use clerk_domain::ids::{JournalId, Subject};
use clerk_domain::journal::Entry;
use clerk_domain::why_not::WhyNot;
use rusqlite::{Connection, OptionalExtension as _, params};

const DOING: &str = "read what entries are about";

/// What is folded from its entries as it is read, and is no case.
pub trait Folded: Fold {
    /// With what its subject begins as text.
    const PREFIX: &'static str;

    /// Whether somebody has still to do something.
    fn is_open(&self) -> bool;

    /// When it began: lists go by it.
    fn began_at(&self) -> DateTime<FixedOffset>;
}

impl Fold for Enquiry {
    fn begin(entry: &Entry) -> Result<Self, WhyNot> {
        Self::begin(entry)
    }

    fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        self.apply(entry)
    }
}

impl Fold for Day {
    fn begin(entry: &Entry) -> Result<Self, WhyNot> {
        Self::begin(entry)
    }

    fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        self.apply(entry)
    }
}

impl Folded for Enquiry {
    const PREFIX: &'static str = "enquiry/";

    fn is_open(&self) -> bool {
        self.state() == EnquiryState::Waiting
    }

    fn began_at(&self) -> DateTime<FixedOffset> {
        self.asked_at
    }
}

impl Folded for Day {
    const PREFIX: &'static str = "day/";

    fn is_open(&self) -> bool {
        self.closing.is_none()
    }

    fn began_at(&self) -> DateTime<FixedOffset> {
        self.opened_at
    }
}

impl Store {
    /// A subject as it stands.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn subject<S: Folded>(&self, subject: &Subject) -> Result<Option<S>, StoreError> {
        find(&*self.read(DOING)?, subject)
    }

    /// The newest subjects of a kind, the open ones first; at most `limit`.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn subjects<S: Folded>(&self, limit: u32) -> Result<Vec<S>, StoreError> {
        let tx = self.read(DOING)?;
        let sql = "SELECT entries FROM subject_file WHERE substr(subject, 1, length(?1)) = ?1 \
                   ORDER BY open DESC, began_ms DESC LIMIT ?2";
        let mut statement = tx.prepare_cached(sql).doing(DOING)?;
        let places = statement
            .query_map((S::PREFIX, limit), |row| from_json::<Places>(0, row.get_ref(0)?.as_str()?));
        let places: Vec<_> = places.and_then(Iterator::collect).doing(DOING)?;
        places.iter().map(|places| folded(&tx, places)).collect()
    }

    /// How many subjects of a kind there are.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn subject_count<S: Folded>(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM subject_file WHERE substr(subject, 1, length(?1)) = ?1";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        statement.query_row([S::PREFIX], |row| row.get(0)).doing(DOING)
    }

    /// How many subjects of a kind are open.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn open_subjects<S: Folded>(&self) -> Result<u64, StoreError> {
        let sql = "SELECT count(*) FROM subject_file \
                   WHERE open = 1 AND substr(subject, 1, length(?1)) = ?1";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        statement.query_row([S::PREFIX], |row| row.get(0)).doing(DOING)
    }
}

/// A subject, folded from its entries.
pub fn find<S: Folded>(db: &Connection, subject: &Subject) -> Result<Option<S>, StoreError> {
    let Some(places) = places(db, subject).doing(DOING)? else { return Ok(None) };
    // Entries that came before the one that begins it make nothing yet.
    let begun = history::kept(db, &places)?.iter().any(|entry| entry.refused.is_none());
    begun.then(|| folded(db, &places)).transpose()
}

fn places(db: &Connection, subject: &Subject) -> rusqlite::Result<Option<Places>> {
    let sql = "SELECT entries FROM subject_file WHERE subject = ?";
    let mut statement = db.prepare_cached(sql)?;
    let read = |row: &rusqlite::Row<'_>| from_json(0, row.get_ref(0)?.as_str()?);
    statement.query_row([subject.to_string()], read).optional()
}

fn folded<S: Folded>(db: &Connection, places: &Places) -> Result<S, StoreError> {
    let broken = || StoreError::damaged("the entries about a subject do not follow each other");
    let entries = history::kept(db, places)?;
    let mut followed = entries.iter().filter(|recorded| recorded.refused.is_none());
    let first = followed.next().ok_or_else(broken)?;
    let mut subject = S::begin(&first.entry).map_err(|_| broken())?;
    for recorded in followed {
        subject.apply(&recorded.entry).map_err(|_| broken())?;
    }
    Ok(subject)
}

/// Carries an entry into what it is about, and writes where that entry is; why it was refused, where it
/// was. The entry is kept by whoever calls.
pub fn fold<S: Folded>(
    db: &Connection,
    journal: &JournalId,
    entry: &Entry,
) -> Result<Result<S, WhyNot>, StoreError> {
    let subject = entry.about.subject();
    let folded = match find::<S>(db, &subject)? {
        Some(mut held) => held.apply(entry).map(|()| held),
        None => S::begin(entry),
    };
    let mut places = places(db, &subject).doing(DOING)?.unwrap_or_default();
    places.push(journal, entry.seq);
    write(db, &subject, folded.as_ref().ok(), &places).doing("keep what the entry is about")?;
    Ok(folded)
}

/// As [`fold`], for an entry that comes by in the scope; why it was refused, where it was.
pub fn place<S: Folded>(
    db: &Connection,
    journal: &JournalId,
    entry: &Entry,
    placed: &Placed,
) -> Result<Option<String>, StoreError> {
    let mut places = places(db, &entry.about.subject()).doing(DOING)?.unwrap_or_default();
    if places.place(journal, entry.seq, placed) {
        refold::<S>(db, &entry.about.subject(), &places)?;
        return foreign_entry::refused(db, journal, entry.seq).doing(DOING);
    }
    Ok(fold::<S>(db, journal, entry)?.err().map(|why| why.to_string()))
}

/// As [`place`], for an entry that is held.
pub fn place_again<S: Folded>(
    db: &Connection,
    journal: &JournalId,
    entry: &Entry,
    placed: &Placed,
) -> Result<(), StoreError> {
    let subject = entry.about.subject();
    let mut places = places(db, &subject).doing(DOING)?.unwrap_or_default();
    let moved = places.place_again(journal, entry.seq, placed);
    if moved { refold::<S>(db, &subject, &places) } else { Ok(()) }
}

fn refold<S: Folded>(
    db: &Connection,
    subject: &Subject,
    places: &Places,
) -> Result<(), StoreError> {
    let (folded, _) = history::refold::<S>(db, places)?;
    write(db, subject, folded.as_ref(), places).doing("keep what the entry is about")
}

fn write<S: Folded>(
    db: &Connection,
    subject: &Subject,
    folded: Option<&S>,
    places: &Places,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO subject_file (subject, open, began_ms, entries) VALUES (?1, 0, 0, ?2) \
               ON CONFLICT (subject) DO UPDATE SET entries = ?2";
    db.prepare_cached(sql)?.execute(params![subject.to_string(), json(places)?])?;
    let Some(folded) = folded else { return Ok(()) };
    let sql = "UPDATE subject_file SET open = ?, began_ms = ? WHERE subject = ?";
    let began = folded.began_at().timestamp_millis();
    db.prepare_cached(sql)?.execute(params![folded.is_open(), began, subject.to_string()])?;
    Ok(())
}

/// Folds each subject of a kind, and compares what lists go by; how many entries they hold of `own`.
pub fn check<S: Folded>(db: &Connection, own: Option<&JournalId>) -> Result<u64, StoreError> {
    const DOING: &str = "check what entries are about";
    let sql = "SELECT subject, open, began_ms, entries FROM subject_file \
               WHERE substr(subject, 1, length(?1)) = ?1";
    let mut statement = db.prepare(sql).doing(DOING)?;
    let mut rows = statement.query([S::PREFIX]).doing(DOING)?;
    let mut own_entries = 0;
    while let Some(row) = rows.next().doing(DOING)? {
        let (name, open, began): (String, bool, i64) =
            (row.get(0).doing(DOING)?, row.get(1).doing(DOING)?, row.get(2).doing(DOING)?);
        let places: Places =
            row.get_ref(3).and_then(|text| from_json(3, text.as_str()?)).doing(DOING)?;
        let subject: Subject = name.parse().map_err(StoreError::damaged)?;
        if let Some(folded) = find::<S>(db, &subject)?
            && (folded.is_open(), folded.began_at().timestamp_millis()) != (open, began)
        {
            return Err(StoreError::damaged(format!("{name} is not what its entries make it")));
        }
        own_entries += places.iter().filter(|(journal, _)| Some(*journal) == own).count() as u64;
    }
    Ok(own_entries)
}
