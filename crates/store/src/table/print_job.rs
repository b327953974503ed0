//! `print_job`: the print ledger.

use super::{case_file, from_word, moment, void_licence, word};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use clerk_domain::act::DocumentKind;
use clerk_domain::ids::CaseId;
use rusqlite::{Connection, Row};
use serde::{Deserialize, Serialize};

/// Where a paper stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrintState {
    /// To be printed.
    Reserved,
    /// Handed to the printer.
    Sent,
    /// In the clerk's hand.
    Confirmed,
    /// Came out wrong.
    Spoiled,
}

/// A paper that was to come out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintJob {
    /// Whose.
    pub case: CaseId,
    /// Which paper.
    pub document: DocumentKind,
    /// Of a licence, how many of the case's were void before it; 0 of every other paper.
    pub edition: u32,
    /// 0 for the original.
    pub copy: u32,
    /// Where it stands.
    pub state: PrintState,
    /// Since when, to the millisecond.
    pub at: DateTime<FixedOffset>,
}

impl Store {
    /// The papers of a case.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn print_jobs(&self, case: CaseId) -> Result<Vec<PrintJob>, StoreError> {
        let sql = "SELECT case_id, document, edition, copy, print_job.state, at_ms \
                   FROM print_job JOIN case_file ON row = case_row \
                   WHERE case_id = ? ORDER BY document, edition, copy";
        jobs(&self.db, sql, [case.0.into_bytes()])
    }

    /// The papers of all open cases that were reserved or sent, and not confirmed or spoiled.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn open_print_jobs(&self) -> Result<Vec<PrintJob>, StoreError> {
        let sql = "SELECT case_id, document, edition, copy, print_job.state, at_ms \
                   FROM case_file INDEXED BY case_file_open CROSS JOIN print_job ON case_row = row \
                   WHERE closed = 0 AND print_job.state IN ('reserved', 'sent') \
                   ORDER BY at_ms, document, edition, copy";
        jobs(&self.db, sql, [])
    }
}

/// Reserves a paper. One that is reserved or sent already stays as it is.
pub fn reserve(
    db: &Connection,
    case: CaseId,
    document: DocumentKind,
    copy: u32,
    now: DateTime<FixedOffset>,
) -> Result<(), StoreError> {
    const DOING: &str = "reserve a paper";
    let row = case_row(db, case)?;
    let edition = edition(db, row, document).doing(DOING)?;
    let sql = "INSERT INTO print_job VALUES (?, ?, ?, ?, 'reserved', ?) ON CONFLICT DO NOTHING";
    let mut statement = db.prepare_cached(sql).doing(DOING)?;
    let document = word(&document).doing(DOING)?;
    let values = (row, document, edition, copy, now.timestamp_millis());
    statement.execute(values).map(drop).doing(DOING)
}

/// Moves a reserved paper to another state.
pub fn mark(
    db: &Connection,
    case: CaseId,
    document: DocumentKind,
    copy: u32,
    state: PrintState,
    now: DateTime<FixedOffset>,
) -> Result<(), StoreError> {
    const DOING: &str = "note how a paper came out";
    let row = case_row(db, case)?;
    let edition = edition(db, row, document).doing(DOING)?;
    let sql = "UPDATE print_job SET state = ?, at_ms = ? \
               WHERE case_row = ? AND document = ? AND edition = ? AND copy = ?";
    let mut statement = db.prepare_cached(sql).doing(DOING)?;
    let kind = word(&document).doing(DOING)?;
    let state = word(&state).doing(DOING)?;
    let changed = statement.execute((state, now.timestamp_millis(), row, kind, edition, copy));
    match changed.doing(DOING)? {
        0 => Err(StoreError::PaperUnknown { case, document, copy }),
        _ => Ok(()),
    }
}

/// The edition of a paper as its case stands.
fn edition(db: &Connection, row: i64, document: DocumentKind) -> rusqlite::Result<usize> {
    if document == DocumentKind::Licence { void_licence::count(db, row) } else { Ok(0) }
}

fn case_row(db: &Connection, case: CaseId) -> Result<i64, StoreError> {
    let row = case_file::row_of(db, case).doing("find the paper's case")?;
    row.ok_or(StoreError::CaseUnknown { case })
}

fn jobs(
    db: &Connection,
    sql: &str,
    key: impl rusqlite::Params,
) -> Result<Vec<PrintJob>, StoreError> {
    const DOING: &str = "read the print ledger";
    let mut statement = db.prepare_cached(sql).doing(DOING)?;
    let rows = statement.query_map(key, job);
    rows.and_then(Iterator::collect).doing(DOING)
}

fn job(row: &Row<'_>) -> rusqlite::Result<PrintJob> {
    Ok(PrintJob {
        case: case_file::case_id(row.get(0)?),
        document: from_word(1, row.get(1)?)?,
        edition: row.get(2)?,
        copy: row.get(3)?,
        state: from_word(4, row.get(4)?)?,
        at: moment(5, row.get(5)?)?,
    })
}
