//! `foreign_entry`: entries of other windows, as pulled.

use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use rusqlite::{Connection, OptionalExtension as _};

/// An entry as it is kept.
pub struct ForeignRow {
    pub hash: Digest,
    pub text: String,
    /// Why the case's rule refused it.
    pub refused: Option<String>,
}

pub fn find(db: &Connection, window: &str, seq: u64) -> rusqlite::Result<Option<ForeignRow>> {
    let sql = "SELECT hash, text, refused FROM foreign_entry WHERE window = ? AND seq = ?";
    let mut statement = db.prepare_cached(sql)?;
    let read = statement.query_row((window, seq), |row| {
        Ok(ForeignRow { hash: Digest(row.get(0)?), text: row.get(1)?, refused: row.get(2)? })
    });
    read.optional()
}

pub fn hash(db: &Connection, window: &WindowId, seq: u64) -> rusqlite::Result<Option<Digest>> {
    let sql = "SELECT hash FROM foreign_entry WHERE window = ? AND seq = ?";
    let mut statement = db.prepare_cached(sql)?;
    statement.query_row((window.as_str(), seq), |row| row.get(0).map(Digest)).optional()
}

/// Adds an entry; `false`, and nothing done, where its place is taken.
pub fn add(
    db: &Connection,
    window: &WindowId,
    seq: u64,
    hash: Digest,
    text: &str,
) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO foreign_entry (window, seq, hash, text) VALUES (?, ?, ?, ?) \
               ON CONFLICT (window, seq) DO NOTHING";
    let added = db.prepare_cached(sql)?.execute((window.as_str(), seq, hash.0, text))?;
    Ok(added == 1)
}

/// Notes why the case's rule refused an entry.
pub fn refuse(db: &Connection, window: &WindowId, seq: u64, why: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE foreign_entry SET refused = ? WHERE window = ? AND seq = ?";
    db.prepare_cached(sql)?.execute((why, window.as_str(), seq)).map(drop)
}
