//! `void_licence`: by which number the case of a void licence is found.

use super::{case_file, print_job};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::case::Case;
use clerk_domain::register::Revocation;
use rusqlite::{Connection, OptionalExtension as _};

impl Store {
    /// How a licence of this number came to be void, as far as the entries here tell: `None` where
    /// they do not.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn voided(&self, number: &str) -> Result<Option<Revocation>, StoreError> {
        const DOING: &str = "look a void licence up";
        let tx = self.read(DOING)?;
        let sql = "SELECT case_id FROM void_licence JOIN case_file ON row = case_row \
                   WHERE void_licence.number = ? LIMIT 1";
        let mut statement = tx.prepare_cached(sql).doing(DOING)?;
        let id = statement.query_row([number], |row| row.get(0)).optional().doing(DOING)?;
        let case = id.map_or(Ok(None), |id| case_file::find(&tx, case_file::case_id(id)))?;
        Ok(case.and_then(|case| case.products.revocation(number)))
    }
}

/// Notes the void licences of a case that are not noted yet. What was to be printed of them, or was, is
/// spoiled.
pub fn keep(db: &Connection, row: i64, case: &Case, at_ms: i64) -> rusqlite::Result<()> {
    if case.products.voided.is_empty() {
        return Ok(());
    }
    let noted = count(db, row)?;
    for (edition, void) in case.products.voided.iter().enumerate().skip(noted) {
        print_job::spoil(db, case.id, edition, at_ms)?;
        let sql = "INSERT INTO void_licence VALUES (?, ?) ON CONFLICT DO NOTHING";
        db.prepare_cached(sql)?.execute((&void.number, row))?;
    }
    Ok(())
}

/// How many licences of a case are void: the edition of the paper of the next one.
pub fn count(db: &Connection, row: i64) -> rusqlite::Result<usize> {
    let sql = "SELECT count(*) FROM void_licence WHERE case_row = ?";
    db.prepare_cached(sql)?.query_row([row], |row| row.get(0))
}

/// Whether just the void licences of a case are noted.
pub fn shows(db: &Connection, row: i64, case: &Case) -> rusqlite::Result<bool> {
    let sql = "SELECT number FROM void_licence WHERE case_row = ? ORDER BY number";
    let mut statement = db.prepare_cached(sql)?;
    let noted = statement.query_map([row], |row| row.get::<_, String>(0))?;
    let noted: Vec<_> = noted.collect::<rusqlite::Result<_>>()?;
    let mut expected: Vec<_> =
        case.products.voided.iter().map(|void| void.number.as_str()).collect();
    expected.sort_unstable();
    Ok(noted == expected)
}
