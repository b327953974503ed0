//! Numbers on acts: of this instance of the window, and of those that it lost. A projection of their
//! entries, written with them.

use crate::error::{Doing as _, StoreError};
use clerk_domain::case::{CaseAct, acts::Voided};
use clerk_domain::ids::JournalId;
use clerk_domain::journal::Entry;
use clerk_domain::product;
use rusqlite::Connection;
use std::collections::BTreeSet;

const DOING: &str = "note the numbers on acts";

/// Notes what an entry gives and makes void. One that its case's rule refused makes none void.
pub fn note(
    db: &Connection,
    journal: &JournalId,
    entry: &Entry,
    refused: bool,
) -> Result<(), StoreError> {
    for number in entry.about.numbers() {
        add(db, journal, entry.seq, number, false)?;
    }
    match entry.about.case() {
        // A later version of a number took none from a block, and gives none back.
        Some((_, CaseAct::Voided(Voided { number, .. })))
            if !refused && product::is_first_version(number) =>
        {
            add(db, journal, entry.seq, number, true)
        }
        _ => Ok(()),
    }
}

/// Notes anew what an entry gives and makes void, which may have been noted.
pub fn note_again(
    db: &Connection,
    journal: &JournalId,
    entry: &Entry,
    refused: bool,
) -> Result<(), StoreError> {
    let sql = "DELETE FROM number_use WHERE journal = ? AND seq = ?";
    let removed = db
        .prepare_cached(sql)
        .and_then(|mut statement| statement.execute((journal.as_str(), entry.seq)));
    removed.doing(DOING)?;
    note(db, journal, entry, refused)
}

fn add(
    db: &Connection,
    journal: &JournalId,
    seq: u64,
    number: &str,
    void: bool,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO number_use (journal, seq, number, void) VALUES (?, ?, ?, ?)";
    let added = db
        .prepare_cached(sql)
        .and_then(|mut statement| statement.execute((journal.as_str(), seq, number, void)));
    added.map(drop).doing(DOING)
}

/// The numbers that were given, and those of them that are void.
pub fn all(db: &Connection) -> rusqlite::Result<(Vec<String>, BTreeSet<String>)> {
    let mut statement = db.prepare("SELECT number, void FROM number_use")?;
    let mut rows = statement.query([])?;
    let (mut given, mut void) = (Vec::new(), BTreeSet::new());
    while let Some(row) = rows.next()? {
        let number: String = row.get(0)?;
        if row.get(1)? {
            void.insert(number);
        } else {
            given.push(number);
        }
    }
    Ok((given, void))
}
