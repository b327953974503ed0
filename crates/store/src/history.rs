//! The history of a case: the entries that make it, read back.

use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use crate::table::case_file::{self, Places};
use crate::table::{EntryRow, foreign_entry, journal, meta, number_use};
use clerk_domain::case::{Case, CaseAct};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{CaseId, JournalId};
use clerk_domain::journal::Entry;
use clerk_domain::why_not::WhyNot;
use rusqlite::Connection;

const DOING: &str = "read the case's entries";

/// An entry of a case's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The entry.
    pub entry: Entry,
    /// What it says of the case.
    pub act: CaseAct,
    /// Its hash.
    pub hash: Digest,
    /// Why the case's rule refused it, where it did: it is kept, and not part of the case.
    pub refused: Option<String>,
}

impl Store {
    /// The whole history of a case, other authors' entries among it, in the order in which they were folded:
    /// that of cause and effect, also where two clocks differ.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn history(&self, id: CaseId) -> Result<Vec<Recorded>, StoreError> {
        let tx = self.read(DOING)?;
        let held = case_file::held(&tx, id).doing(DOING)?;
        let Some(held) = held else { return Ok(Vec::new()) };
        recorded(&tx, &held.places)
    }
}

/// The case that the entries at these places make.
pub fn fold(db: &Connection, places: &Places, id: CaseId) -> Result<Case, StoreError> {
    folded(&recorded(db, places)?, id)
}

/// The case that these entries make.
pub fn folded(entries: &[Recorded], id: CaseId) -> Result<Case, StoreError> {
    let broken = |source: Option<WhyNot>| StoreError::Damaged {
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

/// What is folded from its entries.
pub trait Fold: Sized {
    /// What its first entry begins.
    ///
    /// # Errors
    /// Why it begins nothing.
    fn begin(entry: &Entry) -> Result<Self, WhyNot>;

    /// Carries one more entry into it.
    ///
    /// # Errors
    /// Why the act does not follow.
    fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot>;
}

impl Fold for Case {
    fn begin(entry: &Entry) -> Result<Self, WhyNot> {
        Self::begin(entry)
    }

    fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        self.apply(entry)
    }
}

/// Folds the entries at these places from the first one on, and notes at each whether it is refused in
/// this order; what they make, and whether any is refused.
pub fn refold<S: Fold>(db: &Connection, places: &Places) -> Result<(Option<S>, bool), StoreError> {
    const DOING: &str = "note what follows";
    let own = JournalId::from(&meta::window_id(db)?);
    let (mut folded, mut conflict) = (None::<S>, false);
    for ((journal, seq), Kept { entry, refused, .. }) in places.iter().zip(kept(db, places)?) {
        let done = match &mut folded {
            Some(folded) => folded.apply(&entry),
            None => S::begin(&entry).map(|begun| folded = Some(begun)),
        };
        let why = done.err().map(|why| why.to_string());
        conflict |= why.is_some();
        if why == refused {
            continue;
        }
        if *journal == own {
            journal::refuse(db, seq, why.as_deref()).doing(DOING)?;
        } else {
            foreign_entry::refuse(db, journal, seq, why.as_deref()).doing(DOING)?;
        }
        if journal.author() == own.author() {
            number_use::note_again(db, journal, &entry, why.is_some())?;
        }
    }
    Ok((folded, conflict))
}

/// An entry, whatever it is about.
pub struct Kept {
    pub entry: Entry,
    pub hash: Digest,
    pub refused: Option<String>,
}

/// The entries of a case at these places, in this order.
pub fn recorded(db: &Connection, places: &Places) -> Result<Vec<Recorded>, StoreError> {
    let of_a_case = |Kept { entry, hash, refused }: Kept| {
        let act = entry.about.case().map(|(_, act)| act.clone());
        let act = act.ok_or_else(|| StoreError::damaged("an entry of a case is about no case"))?;
        Ok(Recorded { entry, act, hash, refused })
    };
    kept(db, places)?.into_iter().map(of_a_case).collect()
}

/// The entries at these places, in this order.
pub fn kept(db: &Connection, places: &Places) -> Result<Vec<Kept>, StoreError> {
    let own = JournalId::from(&meta::window_id(db)?);
    let read = |(journal, seq): (&JournalId, u64)| {
        let row = if *journal == own {
            journal::find(db, seq)
        } else {
            foreign_entry::find(db, journal, seq)
        };
        let lost = || StoreError::damaged(format!("entry {seq} of {journal} is lost"));
        let EntryRow { hash, text, refused } = row.doing(DOING)?.ok_or_else(lost)?;
        let entry = Entry::read(&text, seq).map_err(|source| {
            let what = format!("entry {seq} of {journal}");
            StoreError::Damaged { what, source: Some(source.into()) }
        })?;
        Ok(Kept { entry, hash, refused })
    };
    places.iter().map(read).collect()
}
