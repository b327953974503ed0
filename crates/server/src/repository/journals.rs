//! The journals of all authors, and the scopes that windows follow.

use super::{Administered, Effects, NewLicence, NumberUse, Result, StoredCase};
use chrono::{DateTime, Utc};
use clerk_domain::act_signature::ActSignature;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, DepartmentId, EnquiryId, JournalId, Subject};
use clerk_protocol::{JournalHead, PushException};

/// A journal of a window: the window's own, or a branch that a copy of the window wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its name.
    pub journal: JournalId,
    /// Where it begins, if it is a branch.
    pub fork: Option<Fork>,
    /// What the centre holds of it; what it shares with the journal that it branches from included.
    pub head: JournalHead,
}

/// Where a branch begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fork {
    /// The journal that it branches from.
    pub parent: JournalId,
    /// The last entry that both have; 0 for none.
    pub seq: u64,
}

/// Where a scope stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ScopeHead {
    /// The counter of its last entry; 0 for none.
    pub counter: u64,
    /// The running digest over all its entries.
    pub digest: Digest,
}

/// A plan: what one push adds, and what it rests on.
#[derive(Clone, Debug)]
pub struct Append {
    /// Into which journal.
    pub journal: JournalId,
    /// Where that journal begins, if it is a branch that begins with this push.
    pub fork: Option<Fork>,
    /// Into which scope.
    pub scope: DepartmentId,
    /// What the centre must hold of the journal for the plan to be right.
    pub after: JournalHead,
    /// Where the scope must stand for the plan to be right.
    pub scope_after: ScopeHead,
    /// The entries, in order, without a gap; never empty.
    pub entries: Vec<NewEntry>,
    /// The cases that they touched, as they are now.
    pub cases: Vec<StoredCase>,
    /// The licences that they issued.
    pub licences: Vec<NewLicence>,
    /// What they do beyond their cases.
    pub effects: Effects,
    /// The entries that could not be followed.
    pub exceptions: Vec<PushException>,
    /// The numbers on the new acts.
    pub numbers: Vec<NumberUse>,
    /// What persons signed of the new entries.
    pub acts_signed: Vec<ActSignature>,
    /// What an act in the centre's own journal changes.
    pub administered: Administered,
    /// When.
    pub at: DateTime<Utc>,
}

/// An entry to be kept; its places in journal and scope follow from its order in the plan.
#[derive(Clone, Debug)]
pub struct NewEntry {
    /// What it is about.
    pub subject: Subject,
    /// Its hash.
    pub hash: Digest,
    /// The running digest of the scope up to it.
    pub running: Digest,
    /// Its exact text.
    pub text: Box<str>,
}

/// An entry of a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeEntry {
    /// Its place in the scope.
    pub counter: u64,
    /// In which journal.
    pub journal: JournalId,
    /// Its place there.
    pub seq: u64,
    /// The running digest of the scope up to it.
    pub running: Digest,
    /// Its text; `None` for what the reader has.
    pub text: Option<String>,
}

/// The journals of all authors, and the scopes that windows follow.
#[trait_variant::make(Send)]
pub trait Journals: Sync + 'static {
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

    /// What persons signed that is for an entry of a journal.
    async fn acts_signed(&self, journal: &JournalId, seq: u64) -> Result<Vec<ActSignature>>;

    /// An entry's scope and text.
    async fn entry(&self, journal: &JournalId, seq: u64) -> Result<Option<(DepartmentId, String)>>;

    /// Every enquiry with its scope, in the order in which they came in.
    async fn enquiries(&self) -> Result<Vec<(DepartmentId, EnquiryId)>>;

    /// Carries out a plan in one transaction; `false` where the journal or the scope has moved, or
    /// one of its licence numbers is known by now, or a code that it uses up is used.
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
}
