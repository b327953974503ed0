//! Taking in what other windows did: one batch of a scope, one transaction.
//!
//! An entry is a fact. Where a case's rule refuses it, the entry is kept and the case is marked;
//! only what is not an entry of the window's chain at all is refused.
//!
//! A window that was restored to an older copy of itself gets its own entries back here: see
//! [`crate::recall`].

use crate::error::{Doing as _, StoreError};
use crate::history;
use crate::placed::Placed;
use crate::store::Store;
use crate::table::case_file::{self, Held};
use crate::table::cursor::{self, Cursor};
use crate::table::{foreign_entry, journal, meta, number_use, subject_file};
use chrono::{DateTime, FixedOffset};
use clerk_domain::case::Case;
use clerk_domain::day::Day;
use clerk_domain::digest::Digest;
use clerk_domain::enquiry::Enquiry;
use clerk_domain::ids::{Author, CaseId, DepartmentId, JournalId};
use clerk_domain::journal::{About, Chain, Entry, JournalError, Sealed};
use clerk_domain::why_not::WhyNot;
use rusqlite::Transaction;
use std::collections::HashMap;

const DOING: &str = "keep what was pulled";

/// An entry of a scope as the server gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PulledEntry {
    /// Its place in the scope.
    pub counter: u64,
    /// In which journal.
    pub journal: JournalId,
    /// Its place there.
    pub seq: u64,
    /// The entry with its exact text; not needed for the window's own.
    pub(crate) sealed: Option<Sealed>,
}

impl PulledEntry {
    /// Reads and hashes what came, which is most of the work of keeping it, and needs no database.
    ///
    /// # Errors
    /// `pulled_unreadable` where the text is no entry of that place in that journal.
    pub fn read(
        counter: u64,
        journal: JournalId,
        seq: u64,
        text: Option<String>,
    ) -> Result<Self, StoreError> {
        let read = |text| read(&journal.author(), seq, text);
        let sealed = text.map(read).transpose()?;
        Ok(Self { counter, journal, seq, sealed })
    }

    /// Whether its text came with it.
    pub fn has_text(&self) -> bool {
        self.sealed.is_some()
    }
}

fn read(author: &Author, seq: u64, text: String) -> Result<Sealed, StoreError> {
    let wrong = |source| StoreError::PulledUnreadable { author: author.clone(), source };
    let entry = Entry::read(&text, seq).map_err(wrong)?;
    if entry.author != *author {
        return Err(wrong(JournalError::OtherAuthor { seq, author: entry.author }));
    }
    if entry.seq != seq {
        return Err(wrong(JournalError::Gap { expected: seq, found: entry.seq }));
    }
    let hash = Digest::of(text.as_bytes());
    Ok(Sealed { entry, text, hash })
}

impl Store {
    /// Keeps a batch of a scope, folds it into the cases, and moves the cursor behind it. What is
    /// held already is skipped, so a batch may come again. `false`, with nothing kept, where the
    /// running digest after the batch is not `digest`.
    ///
    /// # Errors
    /// `pull_gap` where the batch does not go on from the cursor, `pulled_unreadable`,
    /// `journal_broken`, `entry_differs` and `own_entry_missing` where an entry cannot be what its
    /// window wrote, and whatever writing gives. Nothing is kept then.
    pub fn apply_pulled(
        &mut self,
        scope: &DepartmentId,
        entries: &[PulledEntry],
        digest: Digest,
    ) -> Result<bool, StoreError> {
        let tx = self.write(DOING)?;
        if !keep_page(&tx, scope, entries, digest)? {
            return Ok(false);
        }
        tx.commit().doing(DOING)?;
        Ok(true)
    }
}

/// Keeps a batch; `false` where the running digest differs, and the transaction is to
/// be given up.
pub(crate) fn keep_page(
    tx: &Transaction<'_>,
    scope: &DepartmentId,
    entries: &[PulledEntry],
    digest: Digest,
) -> Result<bool, StoreError> {
    let mut cursor = cursor::read(tx, scope).doing(DOING)?;
    let Some(last) = entries.last() else { return Ok(cursor.digest == digest) };
    let mut batch = Batch::new(tx)?;
    for pulled in entries {
        if pulled.counter <= cursor.counter {
            continue;
        }
        let expected = cursor.counter + 1;
        if pulled.counter != expected {
            return Err(StoreError::PullGap { expected, found: pulled.counter });
        }
        let hash = batch.take_in(pulled)?;
        cursor = Cursor { counter: expected, digest: cursor.digest.chain(hash) };
    }
    // A batch that ends before the cursor was taken in before, and its digest is an old one.
    if last.counter == cursor.counter && cursor.digest != digest {
        return Ok(false);
    }
    batch.write_cases().doing(DOING)?;
    batch.placed.keep(tx).doing(DOING)?;
    cursor::save(tx, scope, cursor).doing(DOING)?;
    Ok(true)
}

/// A batch while it is taken in. Each case is read once and written once.
pub(crate) struct Batch<'a> {
    pub(crate) tx: &'a Transaction<'a>,
    /// The window's own chain.
    pub(crate) own: Chain,
    /// How far that has come by.
    pub(crate) placed: Placed,
    /// The last entry seen of each journal.
    heads: HashMap<JournalId, (u64, Digest)>,
    /// In the order in which they were first met, so that new cases get their rows in that order.
    cases: Vec<Folded>,
    places: HashMap<CaseId, usize>,
}

/// A case of the batch.
struct Folded {
    case: Option<Case>,
    /// Its row; `None` where the batch begins it.
    stored: bool,
    held: Held,
    updated: DateTime<FixedOffset>,
}

impl Folded {
    fn refold(&mut self, tx: &Transaction<'_>) -> Result<(), StoreError> {
        (self.case, self.held.conflict) = history::refold(tx, &self.held.places)?;
        Ok(())
    }
}

impl<'a> Batch<'a> {
    fn new(tx: &'a Transaction<'a>) -> Result<Self, StoreError> {
        let own = journal::head(tx, meta::window_id(tx)?)?;
        let placed = Placed::read(tx, JournalId::from(&own.author))?;
        let (heads, places) = (HashMap::new(), HashMap::new());
        Ok(Self { tx, own, placed, heads, cases: Vec::new(), places })
    }

    fn take_in(&mut self, pulled: &PulledEntry) -> Result<Digest, StoreError> {
        if pulled.journal.author() == self.own.author {
            return self.take_in_own(pulled);
        }
        let (author, seq) = (pulled.journal.author(), pulled.seq);
        let sealed = pulled.sealed.as_ref();
        self.keep(&pulled.journal, sealed.ok_or(StoreError::EntryMissing { author, seq })?)
    }

    /// Keeps an entry of another journal.
    pub(crate) fn keep(
        &mut self,
        journal: &JournalId,
        Sealed { entry, text, hash }: &Sealed,
    ) -> Result<Digest, StoreError> {
        let (seq, hash) = (entry.seq, *hash);
        self.follows(journal, entry)?;
        if foreign_entry::add(self.tx, journal, seq, hash, text).doing(DOING)? {
            let refused = self.fold(journal, entry)?;
            if refused.is_some() {
                foreign_entry::refuse(self.tx, journal, seq, refused.as_deref()).doing(DOING)?;
            }
            if journal.author() == self.own.author {
                number_use::note_again(self.tx, journal, entry, refused.is_some())?;
            }
        } else if foreign_entry::hash(self.tx, journal, seq).doing(DOING)? != Some(hash) {
            return Err(StoreError::EntryDiffers { author: journal.author(), seq });
        } else {
            self.fold_again(journal, entry)?;
        }
        self.heads.insert(journal.clone(), (seq, hash));
        Ok(hash)
    }

    /// The entry must follow the one before it, where that one is held.
    fn follows(&self, journal: &JournalId, entry: &Entry) -> Result<(), StoreError> {
        let before = entry.seq.wrapping_sub(1);
        let held = match self.heads.get(journal) {
            Some((seq, hash)) if *seq == before => Some(*hash),
            _ if before == 0 => Some(Digest::ZERO),
            _ => foreign_entry::hash(self.tx, journal, before).doing(DOING)?,
        };
        if held.is_none_or(|hash| hash == entry.prev) {
            return Ok(());
        }
        let source = JournalError::Broken { seq: entry.seq };
        Err(StoreError::JournalBroken { author: entry.author.clone(), source })
    }

    /// Carries an entry into its case; why the case's rule refuses it, where it does.
    pub(crate) fn fold(
        &mut self,
        journal: &JournalId,
        entry: &Entry,
    ) -> Result<Option<String>, StoreError> {
        let place = match &entry.about {
            About::Case(id, _) => return self.fold_case(journal, entry, *id),
            About::Enquiry(..) => subject_file::place::<Enquiry>,
            About::Day(..) => subject_file::place::<Day>,
            // The centre's own, in no department's scope.
            About::Person(..) | About::Window(..) | About::Centre(_) => {
                return Ok(Some(WhyNot::AtTheCentre.to_string()));
            }
        };
        place(self.tx, journal, entry, &self.placed)
    }

    /// The scope is pulled anew: an entry that is held may come in another place.
    fn fold_again(&mut self, journal: &JournalId, entry: &Entry) -> Result<(), StoreError> {
        let (tx, placed) = (self.tx, self.placed.clone());
        let id = match &entry.about {
            About::Case(id, _) => *id,
            About::Enquiry(..) => {
                return subject_file::place_again::<Enquiry>(tx, journal, entry, &placed);
            }
            About::Day(..) => {
                return subject_file::place_again::<Day>(tx, journal, entry, &placed);
            }
            About::Person(..) | About::Window(..) | About::Centre(_) => return Ok(()),
        };
        let folded = self.case(entry, id)?;
        if folded.held.places.place_again(journal, entry.seq, &placed) {
            folded.refold(tx)?;
        }
        Ok(())
    }

    fn fold_case(
        &mut self,
        journal: &JournalId,
        entry: &Entry,
        id: CaseId,
    ) -> Result<Option<String>, StoreError> {
        let (tx, placed) = (self.tx, self.placed.clone());
        let folded = self.case(entry, id)?;
        if folded.held.places.place(journal, entry.seq, &placed) {
            folded.refold(tx)?;
            folded.updated = entry.time.device;
            return foreign_entry::refused(tx, journal, entry.seq).doing(DOING);
        }
        let done = match &mut folded.case {
            Some(case) => case.apply(entry),
            None => Case::begin(entry).map(|case| folded.case = Some(case)),
        };
        match done {
            Ok(()) => {
                folded.updated = entry.time.device;
                Ok(None)
            }
            Err(why) => {
                folded.held.conflict = true;
                Ok(Some(why.to_string()))
            }
        }
    }

    fn case(&mut self, entry: &Entry, id: CaseId) -> Result<&mut Folded, StoreError> {
        let next = self.cases.len();
        let place = *self.places.entry(id).or_insert(next);
        if place == next {
            let held = case_file::held(self.tx, id).doing(DOING)?;
            let fold = |held: &Held| history::fold(self.tx, &held.places, id);
            let folded = Folded {
                case: held.as_ref().map(fold).transpose()?,
                stored: held.is_some(),
                held: held.unwrap_or_default(),
                updated: entry.time.device,
            };
            self.cases.push(folded);
        }
        self.cases.get_mut(place).ok_or_else(|| StoreError::damaged("the batch"))
    }

    /// A case that did not begin yet has no row; its entries are kept, and say why they wait.
    fn write_cases(&self) -> rusqlite::Result<()> {
        for folded in &self.cases {
            let Some(case) = &folded.case else { continue };
            let write = if folded.stored { case_file::update } else { case_file::insert };
            write(self.tx, case, &folded.held, folded.updated)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
