//! `case_file.papers`: the print ledger, kept in each case's row.

use super::{case_file, from_json, json, moment, void_licence};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use clerk_domain::ids::CaseId;
use clerk_domain::paper::DocumentKind;
use rusqlite::{Connection, OptionalExtension as _, Row};
use serde::{Deserialize, Serialize};

/// Where a paper stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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
    pub edition: usize,
    /// 0 for the original.
    pub copy: u32,
    /// Where it stands.
    pub state: PrintState,
    /// Since when, to the millisecond.
    pub at: DateTime<FixedOffset>,
}

/// A paper as the ledger keeps it: which, edition, copy, state, and since when in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Paper(DocumentKind, usize, u32, PrintState, i64);

impl Paper {
    /// Whether it is this paper, and not one in whose place another one came.
    fn is(&self, document: DocumentKind, edition: usize, copy: u32) -> bool {
        (self.0, self.1, self.2) == (document, edition, copy) && self.3 != PrintState::Spoiled
    }
}

/// The papers of one case.
struct Ledger {
    row: i64,
    case: CaseId,
    papers: Vec<Paper>,
}

impl Store {
    /// The papers of a case.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn print_jobs(&self, case: CaseId) -> Result<Vec<PrintJob>, StoreError> {
        let ledger = find(&self.db, case).doing(READING)?;
        ledger.map_or(Ok(Vec::new()), |ledger| ledger.jobs().doing(READING))
    }

    /// The papers of all open cases that were reserved or sent, and not confirmed or spoiled; the
    /// oldest first.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn open_print_jobs(&self) -> Result<Vec<PrintJob>, StoreError> {
        let sql = "SELECT row, case_id, papers FROM case_file INDEXED BY case_file_open \
                   WHERE closed = 0 AND papers <> '[]'";
        let mut statement = self.db.prepare_cached(sql).doing(READING)?;
        let ledgers = statement.query_map([], ledger).doing(READING)?;
        let mut open = Vec::new();
        for ledger in ledgers {
            open.extend(ledger.and_then(|ledger| ledger.jobs()).doing(READING)?);
        }
        open.retain(|job| matches!(job.state, PrintState::Reserved | PrintState::Sent));
        open.sort_by_key(|job| (job.at, job.case, job.document, job.edition, job.copy));
        Ok(open)
    }
}

const READING: &str = "read the print ledger";

/// Reserves a paper. One that is reserved or came out already stays as it is.
pub fn reserve(
    db: &Connection,
    case: CaseId,
    document: DocumentKind,
    copy: u32,
    now: DateTime<FixedOffset>,
) -> Result<(), StoreError> {
    const DOING: &str = "reserve a paper";
    let mut ledger = known(db, case)?;
    let edition = edition(db, ledger.row, document).doing(DOING)?;
    if ledger.papers.iter().any(|paper| paper.is(document, edition, copy)) {
        return Ok(());
    }
    let reserved = PrintState::Reserved;
    ledger.papers.push(Paper(document, edition, copy, reserved, now.timestamp_millis()));
    ledger.write(db).doing(DOING)
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
    let mut ledger = known(db, case)?;
    let edition = edition(db, ledger.row, document).doing(DOING)?;
    if !ledger.mark((document, edition, copy), state, now) {
        return Err(StoreError::PaperUnknown { case, document, copy });
    }
    ledger.write(db).doing(DOING)
}

/// Spoils one that came out, where it is known.
pub fn spoil_one(
    db: &Connection,
    case: CaseId,
    document: DocumentKind,
    copy: u32,
    now: DateTime<FixedOffset>,
) -> Result<(), StoreError> {
    const DOING: &str = "spoil a paper";
    let mut ledger = known(db, case)?;
    let edition = edition(db, ledger.row, document).doing(DOING)?;
    match ledger.mark((document, edition, copy), PrintState::Spoiled, now) {
        true => ledger.write(db).doing(DOING),
        false => Ok(()),
    }
}

/// Spoils what was to be printed of a licence that is void, or was.
pub fn spoil(db: &Connection, case: CaseId, edition: usize, at_ms: i64) -> rusqlite::Result<()> {
    let Some(mut ledger) = find(db, case)? else { return Ok(()) };
    let of_it = |paper: &&mut Paper| (paper.0, paper.1) == (DocumentKind::Licence, edition);
    for paper in ledger.papers.iter_mut().filter(of_it) {
        (paper.3, paper.4) = (PrintState::Spoiled, at_ms);
    }
    ledger.write(db)
}

/// The edition of a paper as its case stands.
fn edition(db: &Connection, row: i64, document: DocumentKind) -> rusqlite::Result<usize> {
    if document == DocumentKind::Licence { void_licence::count(db, row) } else { Ok(0) }
}

fn known(db: &Connection, case: CaseId) -> Result<Ledger, StoreError> {
    let ledger = find(db, case).doing("find the paper's case")?;
    ledger.ok_or(StoreError::CaseUnknown { case })
}

fn find(db: &Connection, case: CaseId) -> rusqlite::Result<Option<Ledger>> {
    let sql = "SELECT row, case_id, papers FROM case_file WHERE case_id = ?";
    db.prepare_cached(sql)?.query_row([case.0.into_bytes()], ledger).optional()
}

fn ledger(row: &Row<'_>) -> rusqlite::Result<Ledger> {
    let papers = from_json(2, row.get_ref(2)?.as_str()?)?;
    Ok(Ledger { row: row.get(0)?, case: case_file::case_id(row.get(1)?), papers })
}

impl Ledger {
    fn jobs(mut self) -> rusqlite::Result<Vec<PrintJob>> {
        self.papers.sort_unstable();
        let job = |Paper(document, edition, copy, state, ms)| {
            Ok(PrintJob { case: self.case, document, edition, copy, state, at: moment(2, ms)? })
        };
        self.papers.into_iter().map(job).collect()
    }

    /// Moves a paper to another state; `false` where it is not there.
    fn mark(
        &mut self,
        (document, edition, copy): (DocumentKind, usize, u32),
        state: PrintState,
        now: DateTime<FixedOffset>,
    ) -> bool {
        let paper = self.papers.iter_mut().find(|paper| paper.is(document, edition, copy));
        paper.map(|paper| (paper.3, paper.4) = (state, now.timestamp_millis())).is_some()
    }

    fn write(&self, db: &Connection) -> rusqlite::Result<()> {
        let sql = "UPDATE case_file SET papers = ? WHERE row = ?";
        db.prepare_cached(sql)?.execute((json(&self.papers)?, self.row)).map(drop)
    }
}
