//! 找回: what a window did in an instance that it lost.
//!
//! Where a window's folder was restored to an older copy, or runs twice, the server holds entries of
//! this window that this database does not. As long as the window did nothing of its own since, they
//! are appended to its journal, and it is where it was. Otherwise they are kept beside it, as a branch
//! that is not its own; then the window issues nothing more until a supervisor clears it. Either way the
//! numbers that they gave are never given again.

use crate::error::{Doing as _, StoreError};
use crate::pull::{Batch, PulledEntry};
use crate::table::{halt, journal, number_block, rule_pack};
use clerk_domain::digest::Digest;
use clerk_domain::ids::JournalId;
use clerk_domain::journal::{Entry, Sealed};
use clerk_domain::number;

const DOING: &str = "keep what came back";

impl Batch<'_> {
    /// An entry of this window, as the server gives it.
    pub(crate) fn take_in_own(&mut self, pulled: &PulledEntry) -> Result<Digest, StoreError> {
        let seq = pulled.seq;
        let own = journal::hash(self.tx, seq).doing(DOING)?;
        match (own, &pulled.sealed) {
            (Some(own), None) => Ok(self.pass(seq, own)),
            (None, None) => Err(StoreError::OwnEntryMissing { seq }),
            (Some(own), Some(sealed)) if sealed.hash == own => Ok(self.pass(seq, own)),
            (_, Some(sealed)) if self.is_next(&sealed.entry) => self.recall(sealed),
            (_, Some(sealed)) => self.keep_branch(&pulled.journal, sealed),
        }
    }

    fn pass(&mut self, seq: u64, hash: Digest) -> Digest {
        self.placed.pass(seq);
        hash
    }

    fn is_next(&self, entry: &Entry) -> bool {
        entry.seq == self.own.seq + 1 && entry.prev == self.own.head
    }

    /// The window did nothing since: the entry is its own again.
    fn recall(&mut self, sealed: &Sealed) -> Result<Digest, StoreError> {
        let journal = JournalId::from(&self.own.author);
        let refused = self.fold(&journal, &sealed.entry)?;
        self.spend_numbers(&sealed.entry)?;
        rule_pack::note_lacked(self.tx, &sealed.entry).doing(DOING)?;
        journal::recall(self.tx, &mut self.own, sealed, refused.as_deref())?;
        Ok(self.pass(sealed.entry.seq, sealed.hash))
    }

    /// The window went another way since: the entry stays beside it.
    fn keep_branch(&mut self, journal: &JournalId, sealed: &Sealed) -> Result<Digest, StoreError> {
        let author = &self.own.author;
        // The server's name for the window's first journal is this window's name for its own.
        let first = JournalId::from(author);
        let kept = if *journal == first { JournalId::branch(author, 0) } else { journal.clone() };
        self.spend_numbers(&sealed.entry)?;
        rule_pack::note_lacked(self.tx, &sealed.entry).doing(DOING)?;
        halt::begin(self.tx, FORK)?;
        self.keep(&kept, sealed)
    }

    fn spend_numbers(&self, entry: &Entry) -> Result<(), StoreError> {
        for (series, year, place) in entry.about.numbers().into_iter().filter_map(number::read) {
            number_block::spend(self.tx, &series, year, place).doing(DOING)?;
        }
        Ok(())
    }
}

/// Why the window is halted: another instance of it did other acts.
const FORK: &str = "journal_fork";

#[cfg(test)]
mod tests;
