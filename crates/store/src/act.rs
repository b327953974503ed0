//! An act as one transaction: case, journal entry, number and papers together, or nothing.

use crate::error::{Doing as _, StoreError};
use crate::table::print_job::PrintState;
use crate::table::subject_file::Folded;
use crate::table::{case_file, draft, journal, meta, number_block, print_job, subject_file};
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_domain::case::Case;
use clerk_domain::ids::{CaseId, JournalId, SeriesCode, Subject};
use clerk_domain::journal::{Chain, Sealed};
use clerk_domain::paper::DocumentKind;
use clerk_domain::why_not::WhyNot;
use rusqlite::{Connection, Transaction};

/// An act that is being done. Dropped without [`ActTransaction::commit`], nothing of it was.
///
/// No other program writes while it stands, so the chain and the numbers that it shows are still
/// the last ones when it commits: make it short, and ask nobody in between.
pub struct ActTransaction<'a> {
    tx: Transaction<'a>,
    chain: Chain,
    failed: bool,
}

impl<'a> ActTransaction<'a> {
    pub(crate) fn begin(tx: Transaction<'a>) -> Result<Self, StoreError> {
        let chain = journal::head(&tx, meta::window_id(&tx)?)?;
        Ok(Self { tx, chain, failed: false })
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.tx
    }

    /// The head of the chain, which the next entry must follow.
    pub fn chain(&self) -> &Chain {
        &self.chain
    }

    /// The server's time at the last contact.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn server_time(&self) -> Result<Option<DateTime<FixedOffset>>, StoreError> {
        meta::server_time(&self.tx)
    }

    /// A case as it stands in this transaction.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, StoreError> {
        case_file::find(&self.tx, id)
    }

    /// The window's next count on a day, from 1 on.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn next_case_count(&self, day: NaiveDate) -> Result<u32, StoreError> {
        let next = case_file::next_count(&self.tx, &self.chain.author, day);
        next.doing("count the day's cases")
    }

    /// Takes the next number of the oldest block that has one left; `None` where none has.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn take_number(
        &mut self,
        series: &SeriesCode,
        year: i32,
    ) -> Result<Option<u32>, StoreError> {
        let taken = number_block::take(&self.tx, series, year);
        self.step(taken)
    }

    /// Adds an entry to the journal, and writes in lists how it left the case.
    ///
    /// # Errors
    /// `entry_out_of_place` where the entry does not follow the chain or is another case's.
    pub fn append(&mut self, sealed: &Sealed, case: &Case) -> Result<(), StoreError> {
        let appended = append(&self.tx, &mut self.chain, sealed, case);
        self.step(appended)
    }

    /// An enquiry or a window's day as it stands in this transaction.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn subject<S: Folded>(&self, subject: &Subject) -> Result<Option<S>, StoreError> {
        subject_file::find(&self.tx, subject)
    }

    /// Adds an entry about an enquiry or a window's day to the journal; how it left that, or why it does
    /// not follow: then the act fails.
    ///
    /// # Errors
    /// `entry_out_of_place` where the entry does not follow the chain, and whatever writing gives.
    pub fn append_about<S: Folded>(
        &mut self,
        sealed: &Sealed,
    ) -> Result<Result<S, WhyNot>, StoreError> {
        let journal = JournalId::from(&self.chain.author);
        let appended = journal::append(&self.tx, &mut self.chain, sealed);
        self.step(appended)?;
        let folded = subject_file::fold(&self.tx, &journal, &sealed.entry);
        let folded = self.step(folded)?;
        self.failed |= folded.is_err();
        Ok(folded)
    }

    /// Reserves a paper of a case. One that was reserved before stays as it is. A licence's copies
    /// are counted anew for each licence of the case.
    ///
    /// # Errors
    /// `case_unknown`, and whatever writing gives.
    pub fn reserve_print(
        &mut self,
        case: CaseId,
        document: DocumentKind,
        copy: u32,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let reserved = print_job::reserve(&self.tx, case, document, copy, now);
        self.step(reserved)
    }

    /// Notes how a reserved paper came out.
    ///
    /// # Errors
    /// `case_unknown`, `paper_unknown`, and whatever writing gives.
    pub fn mark_print(
        &mut self,
        case: CaseId,
        document: DocumentKind,
        copy: u32,
        state: PrintState,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let marked = print_job::mark(&self.tx, case, document, copy, state, now);
        self.step(marked)
    }

    /// Notes that a paper that came out is spoiled: another one may be reserved in its place. One that this
    /// database never reserved, as it was printed before the window was restored, is no matter.
    ///
    /// # Errors
    /// `case_unknown`, and whatever writing gives.
    pub fn spoil_print(
        &mut self,
        case: CaseId,
        document: DocumentKind,
        copy: u32,
        now: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let spoiled = print_job::spoil_one(&self.tx, case, document, copy, now);
        self.step(spoiled)
    }

    /// Removes the draft that became a case; `false` where there is none.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn remove_draft(&mut self, id: &str) -> Result<bool, StoreError> {
        let removed = draft::remove(&self.tx, id);
        self.step(removed)
    }

    /// Makes the act a fact: on return it is on the disk.
    ///
    /// # Errors
    /// `act_failed` where a step failed before, and whatever writing gives; then nothing was done.
    pub fn commit(self) -> Result<(), StoreError> {
        if self.failed {
            return Err(StoreError::ActFailed);
        }
        self.tx.commit().doing("commit the act")
    }

    /// A step that failed may have been done by half, so that nothing may be kept any more.
    pub(crate) fn step<T>(&mut self, done: Result<T, StoreError>) -> Result<T, StoreError> {
        self.failed |= done.is_err();
        done
    }
}

impl std::fmt::Debug for ActTransaction<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ActTransaction(after entry {})", self.chain.seq)
    }
}

fn append(
    tx: &Transaction<'_>,
    chain: &mut Chain,
    sealed: &Sealed,
    case: &Case,
) -> Result<(), StoreError> {
    const DOING: &str = "keep the case";
    let entry = &sealed.entry;
    if entry.about.subject() != Subject::Case(case.id) {
        return Err(StoreError::CaseDiffers { subject: entry.about.subject(), case: case.id });
    }
    journal::append(tx, chain, sealed)?;
    let held = case_file::held(tx, case.id).doing(DOING)?;
    let is_new = held.is_none();
    let mut held = held.unwrap_or_default();
    held.places.push(&JournalId::from(&entry.author), entry.seq);
    let write = if is_new { case_file::insert } else { case_file::update };
    write(tx, case, &held, entry.time.device).doing(DOING)
}

#[cfg(test)]
mod tests;
