//! `cursor`: how far each scope was pulled.

use crate::error::{Doing as _, StoreError};
use crate::placed;
use crate::store::Store;
use clerk_domain::digest::Digest;
use clerk_domain::ids::DepartmentId;
use rusqlite::{Connection, OptionalExtension as _};

/// How far a scope was pulled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The scope's counter at the last entry; 0 before the first.
    pub counter: u64,
    /// The running digest up to there, [`Digest::chain`] from [`Digest::ZERO`] on.
    pub digest: Digest,
}

impl Cursor {
    /// Before the first entry.
    pub const START: Self = Self { counter: 0, digest: Digest::ZERO };
}

impl Store {
    /// How far a scope was pulled.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn cursor(&self, scope: &DepartmentId) -> Result<Cursor, StoreError> {
        read(&self.db, scope).doing("read the cursor")
    }

    /// Puts the cursor back to the start: the scope is pulled anew, and what is held is skipped.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn reset_cursor(&mut self, scope: &DepartmentId) -> Result<(), StoreError> {
        const DOING: &str = "reset the cursor";
        let tx = self.write(DOING)?;
        save(&tx, scope, Cursor::START).doing(DOING)?;
        placed::save(&tx, 0).doing(DOING)?;
        tx.commit().doing(DOING)
    }
}

pub fn read(db: &Connection, scope: &DepartmentId) -> rusqlite::Result<Cursor> {
    let mut statement = db.prepare_cached("SELECT counter, digest FROM cursor WHERE scope = ?")?;
    let read = statement.query_row([scope.as_str()], |row| {
        Ok(Cursor { counter: row.get(0)?, digest: Digest(row.get(1)?) })
    });
    Ok(read.optional()?.unwrap_or(Cursor::START))
}

pub fn save(db: &Connection, scope: &DepartmentId, cursor: Cursor) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO cursor VALUES (?, ?, ?)";
    let row = (scope.as_str(), cursor.counter, cursor.digest.0);
    db.prepare_cached(sql)?.execute(row).map(drop)
}
