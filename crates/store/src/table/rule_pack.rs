//! `rule_pack`: every rule pack that was in force here: a case keeps to the item that it was received under.

use super::meta::SignedText;
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::ids::CaseId;
use rusqlite::{Connection, OptionalExtension as _};

impl Store {
    /// A rule pack that is or was in force here; `None` where none of this version was.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn pack_of(&self, version: u32) -> Result<Option<SignedText>, StoreError> {
        let sql = "SELECT text, signature FROM rule_pack WHERE version = ?";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(SignedText { version: version.into(), text: row.get(0)?, signature: row.get(1)? })
        };
        let mut statement = self.db.prepare_cached(sql).doing("read a rule pack")?;
        statement.query_row([version], read).optional().doing("read a rule pack")
    }

    /// The version of the rule pack whose item a case keeps to.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn pack_version_of(&self, case: CaseId) -> Result<Option<u32>, StoreError> {
        const DOING: &str = "read the version of a case's rules";
        let sql = "SELECT pack_version FROM case_file WHERE case_id = ?";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        statement.query_row([case.0.into_bytes()], |row| row.get(0)).optional().doing(DOING)
    }
}

pub fn keep(db: &Connection, pack: &SignedText) -> rusqlite::Result<()> {
    let sql = "INSERT INTO rule_pack VALUES (?, ?, ?) ON CONFLICT (version) DO UPDATE \
               SET text = excluded.text, signature = excluded.signature";
    let row = (pack.version, &pack.text, &pack.signature);
    db.prepare_cached(sql)?.execute(row).map(drop)
}
