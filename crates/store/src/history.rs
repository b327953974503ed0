//! The history of a case: the entries that make it, read back.

use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use crate::table::case_file::{self, Places};
use crate::table::{EntryRow, foreign_entry, journal, meta};
use clerk_domain::case::Case;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{CaseId, JournalId, WindowId};
use clerk_domain::journal::Entry;
use rusqlite::Connection;

const DOING: &str = "read the case's entries";

/// An entry of a case's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The entry.
    pub entry: Entry,
    /// Its hash.
    pub hash: Digest,
    /// Why the case's rule refused it, where it did: it is kept, and not part of the case.
    pub refused: Option<String>,
}

impl Store {
    /// The whole history of a case, other windows' entries among it, by time, window and place.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn history(&self, id: CaseId) -> Result<Vec<Recorded>, StoreError> {
        let tx = self.read(DOING)?;
        let held = case_file::held(&tx, id).doing(DOING)?;
        let Some(held) = held else { return Ok(Vec::new()) };
        let mut history = recorded(&tx, &held.places)?;
        history.sort_by(|a, b| order(&a.entry).cmp(&order(&b.entry)));
        Ok(history)
    }
}

fn order(entry: &Entry) -> (impl Ord, &WindowId, u64) {
    (entry.time.device, &entry.window, entry.seq)
}

/// The case that the entries at these places make.
pub fn fold(db: &Connection, places: &Places, id: CaseId) -> Result<Case, StoreError> {
    folded(&recorded(db, places)?, id)
}

/// The case that these entries make.
pub fn folded(entries: &[Recorded], id: CaseId) -> Result<Case, StoreError> {
    let broken = |source: Option<clerk_domain::case::CaseError>| StoreError::Damaged {
        what: format!("the entries of case {id} do not follow each other"),
        source: source.map(Into::into),
    };
    let mut followed = entries.iter().filter(|recorded| recorded.refused.is_none());
    let first = followed.next().ok_or_else(|| broken(None))?;
    let mut case = Case::begin(&first.entry).map_err(|error| broken(Some(error)))?;
    for recorded in followed {
        case.apply(&recorded.entry).map_err(|error| broken(Some(error)))?;
    }
    if case.id == id { Ok(case) } else { Err(broken(None)) }
}

/// The entries at these places, in this order.
pub fn recorded(db: &Connection, places: &Places) -> Result<Vec<Recorded>, StoreError> {
    let own = JournalId::from(&meta::window_id(db)?);
    let read = |(journal, seq): (&JournalId, u64)| {
        let row = if *journal == own {
            journal::find(db, seq)
        } else {
            foreign_entry::find(db, journal, seq)
        };
        let lost = || StoreError::damaged(format!("entry {seq} of {journal} is lost"));
        let EntryRow { hash, text, refused } = row.doing(DOING)?.ok_or_else(lost)?;
        let entry = serde_json::from_str(&text).map_err(|source| {
            let what = format!("entry {seq} of {journal}");
            StoreError::Damaged { what, source: Some(source.into()) }
        })?;
        Ok(Recorded { entry, hash, refused })
    };
    places.iter().map(read).collect()
}
