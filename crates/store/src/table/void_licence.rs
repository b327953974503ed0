//! `void_licence`: by which number the case is found that made a licence void, or put a newer version in its
//! place.

use super::{case_file, print_job};
use crate::act::ActTransaction;
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::case::Case;
use clerk_domain::ids::WindowId;
use clerk_domain::licence::Licence;
use clerk_domain::product::{self, ExistingLicence};
use clerk_domain::register::Revocation;
use clerk_domain::search::number_key;
use rusqlite::Connection;

impl Store {
    /// How a licence ([`clerk_domain::product::id`]) came to hold no more, as far as a window's acts here
    /// tell: `None` where they do not. Of another window's only the register tells: whether the centre lets
    /// its acts have effect, nobody knows here.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn voided(&self, number: &str, by: &WindowId) -> Result<Option<Revocation>, StoreError> {
        const DOING: &str = "look a void licence up";
        let tx = self.read(DOING)?;
        // What was made void first: a version that was put in its place may be void as well.
        let sql = "SELECT case_id FROM void_licence JOIN case_file ON row = case_row \
                   WHERE void_licence.number = ? ORDER BY superseded, case_row DESC";
        let mut statement = tx.prepare_cached(sql).doing(DOING)?;
        let ids = statement.query_map([number], |row| row.get(0));
        let ids: Vec<_> = ids.and_then(Iterator::collect).doing(DOING)?;
        let held = if ids.is_empty() { Vec::new() } else { cases_with(&tx, number)? };
        for id in ids {
            let Some(case) = case_file::find(&tx, case_file::case_id(id))? else { continue };
            if case.window != *by {
                continue;
            }
            let revocation = case.products.revocation(number);
            if let Some(revocation) = revocation.filter(|_| may_end(&case, number, &held)) {
                return Ok(Some(revocation));
            }
        }
        Ok(None)
    }

    /// The newest licence of a number that the entries here tell of, with its case.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn newest_licence(&self, number: &str) -> Result<Option<(Licence, Case)>, StoreError> {
        newest(&*self.read("look a licence up")?, number)
    }
}

impl ActTransaction<'_> {
    /// As [`Store::newest_licence`], in this transaction.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn newest_licence(&self, number: &str) -> Result<Option<(Licence, Case)>, StoreError> {
        newest(self.connection(), number)
    }
}

fn newest(db: &Connection, number: &str) -> Result<Option<(Licence, Case)>, StoreError> {
    let mut newest: Option<(Licence, Case)> = None;
    for (licence, case) in cases_with(db, number)? {
        let version =
            |found: &Option<(Licence, Case)>| found.as_ref().map(|(l, _)| l.product.version);
        if Some(licence.product.version) > version(&newest) {
            newest = Some((licence, case));
        }
    }
    Ok(newest)
}

/// The cases that hold a licence of this number, in any version, with it.
fn cases_with(db: &Connection, id: &str) -> Result<Vec<(Licence, Case)>, StoreError> {
    const DOING: &str = "look a licence up";
    let key = number_key(product::number_of(id)).replace('-', "");
    let sql = "SELECT case_id FROM case_file WHERE licence IS NOT NULL AND licence_key = ?";
    let mut statement = db.prepare_cached(sql).doing(DOING)?;
    let ids = statement.query_map([key], |row| row.get(0));
    let ids: Vec<_> = ids.and_then(Iterator::collect).doing(DOING)?;
    let mut found = Vec::new();
    for id in ids {
        let case = case_file::find(db, case_file::case_id(id))?;
        let licence = case.as_ref().and_then(|case| case.products.licence.clone());
        found.extend(licence.zip(case));
    }
    Ok(found)
}

/// Whether what a case says of a licence's end is to be believed. What another case still holds, it cannot
/// have made void; and it stands in the place of one of the same holder alone, as the centre has it too.
fn may_end(case: &Case, id: &str, held: &[(Licence, Case)]) -> bool {
    let others = held.iter().filter(|(licence, other)| other.id != case.id && licence.id() == id);
    let own = case.products.licence.as_ref();
    others.map(|(licence, _)| licence).all(|licence| {
        let follows = own.filter(|own| own.product.before.as_deref() == Some(id));
        follows.is_some_and(|own| own.whose() == licence.whose())
    })
}

/// Notes the void licences of a case that are not noted yet. What was to be printed of them, or was, is
/// spoiled. Notes also which version the case's licence stands in place of. Where an act of the case is
/// refused (`conflict`), that may be one which had made a licence void, and all is noted anew.
pub fn keep(
    db: &Connection,
    row: i64,
    case: &Case,
    conflict: bool,
    at_ms: i64,
) -> rusqlite::Result<()> {
    const NOTE: &str = "INSERT INTO void_licence (number, case_row, superseded) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
    if conflict {
        db.prepare_cached("DELETE FROM void_licence WHERE case_row = ?")?.execute([row])?;
    }
    if let Some(before) = superseded(case) {
        db.prepare_cached(NOTE)?.execute((before, row, true))?;
    }
    if case.products.voided.is_empty() {
        return Ok(());
    }
    let noted = count(db, row)?;
    for (edition, void) in case.products.voided.iter().enumerate().skip(noted) {
        print_job::spoil(db, case.id, edition, at_ms)?;
        db.prepare_cached(NOTE)?.execute((&void.number, row, false))?;
    }
    Ok(())
}

/// The version that the case's licence stands, or stood, in place of.
fn superseded(case: &Case) -> Option<String> {
    let any = case.products.licence.is_some() || !case.products.voided.is_empty();
    let of_existing = case.existing.as_ref().filter(|_| any);
    of_existing.map(ExistingLicence::id)
}

/// How many licences of a case are void: the edition of the paper of the next one.
pub fn count(db: &Connection, row: i64) -> rusqlite::Result<usize> {
    let sql = "SELECT count(*) FROM void_licence WHERE case_row = ? AND superseded = 0";
    db.prepare_cached(sql)?.query_row([row], |row| row.get(0))
}

/// Whether just what is void or superseded by a case is noted.
pub fn shows(db: &Connection, row: i64, case: &Case) -> rusqlite::Result<bool> {
    let sql = "SELECT number FROM void_licence WHERE case_row = ? ORDER BY number";
    let mut statement = db.prepare_cached(sql)?;
    let noted = statement.query_map([row], |row| row.get::<_, String>(0))?;
    let noted: Vec<_> = noted.collect::<rusqlite::Result<_>>()?;
    let mut expected: Vec<_> =
        case.products.voided.iter().map(|void| void.number.clone()).collect();
    expected.extend(superseded(case));
    expected.sort_unstable();
    Ok(noted == expected)
}
