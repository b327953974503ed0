//! `draft`: cases being taken in, as typed so far.

use super::moment;
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use rusqlite::Connection;

/// A case being taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its identifier, as the desk gave it.
    pub id: String,
    /// What was typed, in the desk's own form.
    pub text: String,
    /// When it was last kept, to the millisecond.
    pub saved_at: DateTime<FixedOffset>,
}

impl Store {
    /// Keeps a draft in place of what stood under its identifier; on return it is on the disk.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn save_draft(
        &mut self,
        id: &str,
        text: &str,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        const DOING: &str = "keep the draft";
        let sql = "INSERT OR REPLACE INTO draft VALUES (?, ?, ?)";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        statement.execute((id, text, now.timestamp_millis())).map(drop).doing(DOING)
    }

    /// Removes a draft; `false` where there is none.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn remove_draft(&mut self, id: &str) -> Result<bool, StoreError> {
        remove(&self.db, id)
    }

    /// The drafts, newest first.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn drafts(&self) -> Result<Vec<Draft>, StoreError> {
        const DOING: &str = "read the drafts";
        let sql = "SELECT id, body, saved_ms FROM draft ORDER BY saved_ms DESC, id";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        let rows = statement.query_map([], |row| {
            Ok(Draft { id: row.get(0)?, text: row.get(1)?, saved_at: moment(2, row.get(2)?)? })
        });
        rows.and_then(Iterator::collect).doing(DOING)
    }
}

pub fn remove(db: &Connection, id: &str) -> Result<bool, StoreError> {
    const DOING: &str = "remove the draft";
    let mut statement = db.prepare_cached("DELETE FROM draft WHERE id = ?").doing(DOING)?;
    Ok(statement.execute([id]).doing(DOING)? == 1)
}
