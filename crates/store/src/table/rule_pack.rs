//! `rule_pack`: every rule pack that was in force here, and those that were in force at an earlier device of
//! this window: a case keeps to the item that it was received under.

use super::meta::SignedText;
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::case::CaseAct;
use clerk_domain::ids::CaseId;
use clerk_domain::journal::Entry;
use rusqlite::{Connection, OptionalExtension as _};

impl Store {
    /// A rule pack that is or was in force at the window; `None` where none of this version is here.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn pack_of(&self, version: u32) -> Result<Option<SignedText>, StoreError> {
        let sql = "SELECT text, signature FROM rule_pack WHERE version = ? AND text <> ''";
        let read = |row: &rusqlite::Row<'_>| {
            Ok(SignedText { version: version.into(), text: row.get(0)?, signature: row.get(1)? })
        };
        let mut statement = self.db.prepare_cached(sql).doing("read a rule pack")?;
        statement.query_row([version], read).optional().doing("read a rule pack")
    }

    /// The versions that cases which came back keep to and that are not here, at most ten of them.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn packs_lacked(&self) -> Result<Vec<u32>, StoreError> {
        const DOING: &str = "look which rule packs are lacking";
        let sql = "SELECT version FROM rule_pack WHERE text = '' ORDER BY version DESC LIMIT 10";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        let rows = statement.query_map([], |row| row.get(0));
        rows.and_then(Iterator::collect).doing(DOING)
    }

    /// Keeps a rule pack that is lacking; of any other nothing is kept.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn keep_lacked_pack(&mut self, pack: &SignedText) -> Result<(), StoreError> {
        const DOING: &str = "keep an earlier rule pack";
        let sql = "UPDATE rule_pack SET text = ?2, signature = ?3 WHERE version = ?1 AND text = ''";
        let tx = self.write(DOING)?;
        let row = (pack.version, &pack.text, &pack.signature);
        tx.prepare_cached(sql).doing(DOING)?.execute(row).doing(DOING)?;
        tx.commit().doing(DOING)
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

/// Notes the rule packs that an entry of this window rests on, where they are not here.
pub fn note_lacked(db: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let version = match entry.about.case() {
        Some((_, CaseAct::Received(received))) => received.pack_version,
        Some((_, CaseAct::Issued(issued))) => issued.licence.pack_version,
        _ => return Ok(()),
    };
    let sql = "INSERT INTO rule_pack VALUES (?, '', '') ON CONFLICT (version) DO NOTHING";
    db.prepare_cached(sql)?.execute([version]).map(drop)
}
