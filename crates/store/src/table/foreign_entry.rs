//! `foreign_entry`: entries of other journals, as pulled: other windows', and those that this window
//! wrote before it was restored to an older copy.

use super::EntryRow;
use clerk_domain::digest::Digest;
use clerk_domain::ids::JournalId;
use rusqlite::{Connection, OptionalExtension as _};

pub fn find(db: &Connection, journal: &JournalId, seq: u64) -> rusqlite::Result<Option<EntryRow>> {
    let sql = "SELECT hash, text, refused FROM foreign_entry WHERE journal = ? AND seq = ?";
    let mut statement = db.prepare_cached(sql)?;
    let read = statement.query_row((journal.as_str(), seq), |row| {
        Ok(EntryRow { hash: Digest(row.get(0)?), text: row.get(1)?, refused: row.get(2)? })
    });
    read.optional()
}

pub fn hash(db: &Connection, journal: &JournalId, seq: u64) -> rusqlite::Result<Option<Digest>> {
    let sql = "SELECT hash FROM foreign_entry WHERE journal = ? AND seq = ?";
    let mut statement = db.prepare_cached(sql)?;
    statement.query_row((journal.as_str(), seq), |row| row.get(0).map(Digest)).optional()
}

/// Adds an entry; `false`, and nothing done, where its place is taken.
pub fn add(
    db: &Connection,
    journal: &JournalId,
    seq: u64,
    hash: Digest,
    text: &str,
) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO foreign_entry (journal, seq, hash, text) VALUES (?, ?, ?, ?) \
               ON CONFLICT (journal, seq) DO NOTHING";
    let added = db.prepare_cached(sql)?.execute((journal.as_str(), seq, hash.0, text))?;
    Ok(added == 1)
}

/// Why the rule of what it is about refuses an entry, where it does.
pub fn refused(db: &Connection, journal: &JournalId, seq: u64) -> rusqlite::Result<Option<String>> {
    Ok(find(db, journal, seq)?.and_then(|row| row.refused))
}

/// Notes why the case's rule refuses an entry; `None` where it does not.
pub fn refuse(
    db: &Connection,
    journal: &JournalId,
    seq: u64,
    why: Option<&str>,
) -> rusqlite::Result<()> {
    let sql = "UPDATE foreign_entry SET refused = ? WHERE journal = ? AND seq = ?";
    db.prepare_cached(sql)?.execute((why, journal.as_str(), seq)).map(drop)
}
