//! What a support person may see of the centre, read while the server runs: counts, and one case by
//! its number. It names no person.

use crate::error::ServerError;
use crate::repository::{Repository, StoredCase};
use clerk_domain::case::{CaseAct, CaseActKind};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, CaseId, CaseNumber, DepartmentId, Subject, WindowId};
use clerk_domain::journal::Entry;
use serde::Serialize;

/// What the centre holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// The version of the newest rule pack; 0 for none.
    pub pack_version: u32,
    /// How many cases.
    pub cases: u64,
    /// How many licences.
    pub licences: u64,
    /// How many entries of all departments; those of the centre's own journal, about people and windows, not
    /// counted.
    pub entries: u64,
    /// How many exceptions for the supervisor.
    pub exceptions: u64,
    /// What is held of each window's journal.
    pub windows: Vec<HeldJournal>,
    /// The open cases of which there is another one for the same holder, item and action.
    pub applied_for_twice: Vec<TwiceCase>,
    /// The cases of the number that was asked for. More than one only where two devices were one
    /// window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<Vec<FoundCase>>,
}

/// What is held of a window's journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HeldJournal {
    /// The window.
    pub window: WindowId,
    /// Its department.
    pub department: DepartmentId,
    /// How many entries.
    pub entries: u64,
    /// The hash of the last one.
    pub head: Digest,
}

/// An open case of which there is another one for the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TwiceCase {
    /// Its number.
    pub number: String,
    /// The window that received it.
    pub window: WindowId,
    /// What is applied for.
    pub item: String,
    /// Where it stands, in snake case.
    pub state: String,
}

/// A case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundCase {
    /// Its identifier.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// The window that received it.
    pub window: WindowId,
    /// What is applied for.
    pub item: String,
    /// Where it stands, in snake case.
    pub state: String,
    /// The number of its licence.
    pub licence: Option<String>,
    /// Its entries, in the order in which the centre took them in.
    pub entries: Vec<FoundEntry>,
}

/// An entry of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FoundEntry {
    /// Whose journal it is in.
    pub author: Author,
    /// Its place there.
    pub seq: u64,
    /// Its hash.
    pub hash: Digest,
    /// What was done.
    pub act: CaseActKind,
    /// The licence's number, where it issues one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub licence: Option<String>,
}

/// Looks at everything, and at the cases of `number`.
///
/// # Errors
/// Those of the repository, and [`ServerError::Damaged`] where a kept entry cannot be read.
pub async fn inspect<R: Repository>(
    repository: &R,
    number: Option<&CaseNumber>,
) -> Result<Inspection, ServerError> {
    let counts = repository.counts().await?;
    let windows = repository.windows().await?;
    let windows = windows.into_iter().map(|stored| HeldJournal {
        window: stored.window.id,
        department: stored.window.department,
        entries: stored.head.seq,
        head: stored.head.hash,
    });
    let found = match number {
        Some(number) => Some(find(repository, number).await?),
        None => None,
    };
    let twice = repository.applied_for_twice().await?.into_iter();
    let twice = twice.map(|StoredCase { number, window, item, state, .. }| TwiceCase {
        number,
        window,
        item,
        state,
    });
    Ok(Inspection {
        applied_for_twice: twice.collect(),
        pack_version: repository.pack_version().await?,
        cases: counts.cases,
        licences: counts.licences,
        entries: counts.entries,
        exceptions: counts.exceptions,
        windows: windows.collect(),
        found,
    })
}

async fn find<R: Repository>(
    repository: &R,
    number: &CaseNumber,
) -> Result<Vec<FoundCase>, ServerError> {
    let mut found = Vec::new();
    for StoredCase { scope, id, number, window, item, state, licence, .. } in
        repository.cases(number).await?
    {
        let texts = repository.entries_about(&scope, &[Subject::Case(id)]).await?;
        let entries = texts.iter().map(|text| to_entry(text)).collect::<Result<_, _>>()?;
        found.push(FoundCase { id, number, window, item, state, licence, entries });
    }
    Ok(found)
}

fn to_entry(text: &str) -> Result<FoundEntry, ServerError> {
    let damaged = || ServerError::Damaged("journal entry");
    let entry = Entry::read(text, 0).map_err(|_| damaged())?;
    let (_, act) = entry.about.case().ok_or_else(damaged)?;
    let licence = match act {
        CaseAct::Issued(issued) => Some(issued.licence.number.clone()),
        _ => None,
    };
    let (hash, act) = (Digest::of(text.as_bytes()), act.kind());
    Ok(FoundEntry { author: entry.author, seq: entry.seq, hash, act, licence })
}
