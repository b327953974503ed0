//! What the centre keeps, behind one seam: each backend passes the same conformance suite.
//!
//! Every change is planned from what was read and carried out in one transaction that first compares:
//! where somebody else was quicker, nothing is written and the answer is `false` (or `None`); the
//! caller reads again. So no rule of the centre is written in SQL.

#[cfg(test)]
mod conformance;
mod record;
pub mod sqlite;

pub use record::*;

use crate::error::ServerError;
use chrono::{DateTime, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{
    Author, CaseId, CaseNumber, DepartmentId, JournalId, PersonId, SeriesCode, Subject, WindowId,
};
use clerk_domain::number::NumberBlock;
use clerk_domain::register::{Certificate, Revocation};
use clerk_protocol::{PushException, Window};

type Result<T> = std::result::Result<T, ServerError>;

/// The centre's memory. Not found is `None`; every error is a failure of the backend.
#[trait_variant::make(Send)]
pub trait Repository: Sync + 'static {
    /// The centre's identity; at the first call `fresh` is kept as it. A centre older than the signing
    /// key takes that of `fresh`.
    async fn identity(&self, fresh: Identity) -> Result<Identity>;

    /// Begins a new epoch: the database was restored to an older backup.
    async fn set_epoch(&self, epoch: u64) -> Result<()>;

    /// The version of the newest rule pack; 0 for none.
    async fn pack_version(&self) -> Result<u32>;
    /// A rule pack.
    async fn pack(&self, version: u32) -> Result<Option<StoredPack>>;
    /// Keeps a rule pack; `false` where one of this version or a newer one is there.
    async fn add_pack(&self, version: u32, pack: &StoredPack, at: DateTime<Utc>) -> Result<bool>;

    /// A person by login name.
    async fn person(&self, id: &PersonId) -> Result<Option<StoredPerson>>;
    /// Adds a person; `false` where the name is taken.
    async fn add_person(&self, person: &StoredPerson) -> Result<bool>;
    /// The wrong passwords given under a login name.
    async fn attempts(&self, person: &PersonId) -> Result<Attempts>;
    /// Replaces them; `false` where they are no longer `from`.
    async fn set_attempts(&self, person: &PersonId, from: Attempts, to: Attempts) -> Result<bool>;

    /// Every window, by identifier.
    async fn windows(&self) -> Result<Vec<StoredWindow>>;
    /// A window.
    async fn window(&self, id: &WindowId) -> Result<Option<StoredWindow>>;
    /// Adds a window with an empty journal; `false` where it is there.
    async fn add_window(&self, window: &Window, recovery: &str) -> Result<bool>;
    /// Keeps a one-time code by its hash; `false` where the same one is there.
    async fn add_code(&self, hash: Digest, code: &NewCode) -> Result<bool>;
    /// A one-time code by its hash.
    async fn code(&self, hash: Digest) -> Result<Option<StoredCode>>;
    /// A code of the window, kept to be shown again, that is unused and still valid at `now`.
    async fn sample_code(&self, window: &WindowId, now: DateTime<Utc>) -> Result<Option<String>>;
    /// Uses up a code and makes the device its window's only one; `false` where it is used.
    async fn enrol(&self, hash: Digest, enrolment: &Enrolment) -> Result<bool>;
    /// The hash of the token of a window's device; `None` where it has none.
    async fn token_hash(&self, window: &WindowId) -> Result<Option<Digest>>;
    /// The device of this token.
    async fn device(&self, token: Digest) -> Result<Option<Device>>;

    /// The version of the register: the instant of its last change in milliseconds; 0 before it.
    async fn register_version(&self) -> Result<u64>;
    /// Every key that was ever a window's, in order of enrolment; without the days they end on.
    async fn certificates(&self) -> Result<Vec<Certificate>>;
    /// Every licence that holds no more, in order of revocation.
    async fn revocations(&self) -> Result<Vec<Revocation>>;
    /// Keeps a revocation; `false` where the licence was revoked before.
    async fn revoke(&self, revocation: &Revocation, at: DateTime<Utc>) -> Result<bool>;
    /// The text of the entry that issued the licence of this number.
    async fn issuing_entry(&self, number: &str) -> Result<Option<String>>;

    /// Begins an author's journal, where it has none.
    async fn begin_journal(&self, author: &Author) -> Result<()>;
    /// Every journal of an author: its own first, then the branches as they came about.
    async fn lines(&self, author: &Author) -> Result<Vec<Line>>;
    /// The place and hash of the entries of a journal from `first` to `last`, both included.
    async fn hashes(
        &self,
        journal: &JournalId,
        first: u64,
        last: u64,
    ) -> Result<Vec<(u64, Digest)>>;
    /// The exceptions of the same entries.
    async fn exceptions(
        &self,
        journal: &JournalId,
        first: u64,
        last: u64,
    ) -> Result<Vec<PushException>>;
    /// The exceptions of all journals of a window, or of all windows, as they came in; the open ones
    /// alone, or all.
    async fn all_exceptions(
        &self,
        window: Option<&WindowId>,
        open: bool,
    ) -> Result<Vec<StoredException>>;
    /// Settles an exception; `false` where there is none, or it is settled.
    async fn settle(&self, id: &ExceptionId, settlement: &Settlement) -> Result<bool>;
    /// Where a scope stands.
    async fn scope(&self, scope: &DepartmentId) -> Result<ScopeHead>;
    /// The running digest of a scope at an entry; `None` where there is no such entry.
    async fn running_digest(&self, scope: &DepartmentId, counter: u64) -> Result<Option<Digest>>;
    /// The texts of all entries about these subjects in a scope, in order of their counters.
    async fn entries_about(
        &self,
        scope: &DepartmentId,
        subjects: &[Subject],
    ) -> Result<Vec<String>>;
    /// Which of these licence numbers are known.
    async fn licences(&self, numbers: &[String]) -> Result<Vec<String>>;
    /// The numbers of the known licences that begin with one of these places and a hyphen, such as
    /// `SWWZ-2026-000123`.
    async fn licences_at(&self, places: &[String]) -> Result<Vec<String>>;
    /// The cases of a scope with a licence of these.
    async fn earlier(&self, scope: &DepartmentId, earlier: &Earlier) -> Result<Vec<CaseId>>;
    /// Carries out a plan in one transaction; `false` where the journal or the scope has moved, or
    /// one of its licence numbers is known by now.
    async fn append(&self, plan: Append) -> Result<bool>;
    /// At most `limit` entries of a scope after a counter, without the texts of what the reader has:
    /// this journal up to this place.
    async fn entries_after(
        &self,
        scope: &DepartmentId,
        after: u64,
        limit: u32,
        reader: (&JournalId, u64),
    ) -> Result<Vec<ScopeEntry>>;

    /// A block that was leased before.
    async fn lease(&self, key: &LeaseKey) -> Result<Option<NumberBlock>>;
    /// How far the leases of a series and year have come, for all windows and for this one.
    async fn leased(&self, window: &WindowId, series: &SeriesCode, year: i32) -> Result<Leased>;
    /// Every block that is leased to a window.
    async fn blocks(&self, window: &WindowId) -> Result<Vec<StoredBlock>>;
    /// Takes the numbers of a window's block back from `next` on, once; from where they were. `None`
    /// where no such block is leased to it.
    async fn give_back(
        &self,
        window: &WindowId,
        block: &NumberBlock,
        next: u32,
        at: DateTime<Utc>,
    ) -> Result<Option<u32>>;
    /// Leases the numbers from `first` to `last`; `None` where one of them, or the place of the
    /// block among the window's, is leased by now.
    async fn add_lease(
        &self,
        key: &LeaseKey,
        first: u32,
        last: u32,
        at: DateTime<Utc>,
    ) -> Result<Option<NumberBlock>>;

    /// A bundle that was taken in, by its digest.
    async fn bundle(&self, digest: Digest) -> Result<Option<StoredBundle>>;
    /// Keeps a bundle that was taken in, with the answer to it; `false` where it is kept already.
    async fn add_bundle(&self, digest: Digest, bundle: &StoredBundle) -> Result<bool>;

    /// The numbers on the acts of a window.
    async fn given(&self, window: &WindowId) -> Result<GivenOnActs>;

    /// How much there is of everything.
    async fn counts(&self) -> Result<Counts>;
    /// The cases of this number. More than one only where two devices were one window.
    async fn cases(&self, number: &CaseNumber) -> Result<Vec<StoredCase>>;
}
