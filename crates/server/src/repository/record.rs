//! What the repository takes and gives: plain values, the same for each backend.

use chrono::{DateTime, NaiveDate, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{
    CaseId, DepartmentId, ItemCode, JournalId, PersonId, SeriesCode, Subject, WindowId,
};
use clerk_domain::number::NumberBlock;
use clerk_domain::person::Person;
use clerk_domain::register::{Certificate, Revocation};
use clerk_protocol::{JournalHead, PushException, Secret, Window};
use std::collections::BTreeSet;

/// What makes this centre itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// Changes when the database was restored to an older backup; below 2⁵³.
    pub epoch: u64,
    /// What the windows' tokens are derived with.
    pub secret: [u8; 32],
    /// The SM2 key that it signs with.
    pub signing_key: [u8; 32],
}

/// A published rule pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPack {
    /// Its exact text.
    pub text: String,
    /// The centre's signature over it, in hexadecimal.
    pub signature: String,
}

/// A person with the hash of the password.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPerson {
    /// Who.
    pub person: Person,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
}

/// The wrong passwords given under a login name since the last right one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// How many.
    pub wrong: u32,
    /// Until when no password is looked at; milliseconds are kept.
    pub locked_until: Option<DateTime<Utc>>,
}

/// A window with what the centre keeps for it.
#[derive(Clone)]
pub struct StoredWindow {
    /// Which.
    pub window: Window,
    /// Opens the recovery slot of its database.
    pub recovery: Secret,
    /// What the centre holds of its journal.
    pub head: JournalHead,
}

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

/// A bundle that was taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBundle {
    /// The window that sent it.
    pub window: WindowId,
    /// When it was taken in; milliseconds are kept.
    pub at: DateTime<Utc>,
    /// The whole file that answers it.
    pub reply: Vec<u8>,
}

/// A one-time code to be kept.
#[derive(Clone)]
pub struct NewCode {
    /// The window that it is for.
    pub window: WindowId,
    /// The last instant at which it can be used.
    pub expires_at: DateTime<Utc>,
    /// The code itself, in a demonstration centre only.
    pub sample: Option<String>,
}

/// A one-time code as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCode {
    /// The window that it is for.
    pub window: WindowId,
    /// The last instant at which it can be used.
    pub expires_at: DateTime<Utc>,
    /// Its use, if there was one.
    pub used: Option<CodeUse>,
}

/// How a code was used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeUse {
    /// When.
    pub at: DateTime<Utc>,
    /// The device's public key.
    pub public_key: String,
    /// By whom.
    pub person: PersonId,
}

/// A device that becomes a window.
#[derive(Clone)]
pub struct Enrolment {
    /// Which window.
    pub window: WindowId,
    /// The device's public key.
    pub public_key: String,
    /// The centre's word for that key.
    pub certificate: Certificate,
    /// The hash of its token.
    pub token: Digest,
    /// Who did it.
    pub person: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// A window's device.
#[derive(Clone)]
pub struct Device {
    /// The window that it is.
    pub window: StoredWindow,
    /// Its SM2 public key.
    pub public_key: String,
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
    /// The licences that they made void.
    pub revocations: Vec<Revocation>,
    /// Void licences' numbers, each with that of the licence that now stands in its place.
    pub replacements: Vec<(String, String)>,
    /// The entries that could not be followed.
    pub exceptions: Vec<PushException>,
    /// The numbers on the new acts.
    pub numbers: Vec<NumberUse>,
    /// When.
    pub at: DateTime<Utc>,
}

/// A number on an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberUse {
    /// The place of the act in its journal.
    pub seq: u64,
    /// The number.
    pub number: String,
    /// Whether the act made it void; else it gave it.
    pub is_void: bool,
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

/// A case as its entries made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCase {
    /// In which scope.
    pub scope: DepartmentId,
    /// Which.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// The window that received it.
    pub window: WindowId,
    /// What is applied for.
    pub item: String,
    /// Where it stands, in snake case.
    pub state: String,
    /// When it was received; milliseconds are kept.
    pub received_at: DateTime<Utc>,
    /// The number of its licence.
    pub licence: Option<String>,
}

/// A licence to be kept.
#[derive(Clone, Debug)]
pub struct NewLicence {
    /// Its number.
    pub number: String,
    /// The case.
    pub case: CaseId,
    /// The code of its type.
    pub licence_type: String,
    /// The place of the entry that issued it.
    pub seq: u64,
    /// What was applied for.
    pub item: ItemCode,
    /// The applicant's number, as it is compared ([`clerk_domain::search::normalise`]).
    pub applicant: String,
    /// The day of issue.
    pub issued_on: NaiveDate,
}

/// Earlier issues to be looked for.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// Under which items.
    pub items: Vec<ItemCode>,
    /// To which applicants, as numbers are compared; `None` for all.
    pub applicants: Option<Vec<String>>,
    /// Issued on this day or later.
    pub since: NaiveDate,
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

/// Names a block of numbers by whose it is.
#[derive(Clone, Debug)]
pub struct LeaseKey {
    /// Whose.
    pub window: WindowId,
    /// The series.
    pub series: SeriesCode,
    /// The year.
    pub year: i32,
    /// Which of the window's blocks of this series and year, from 1 on.
    pub ordinal: u32,
}

/// A block of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBlock {
    /// The block.
    pub block: NumberBlock,
    /// The first number that was given back; `None` where none was.
    pub returned_from: Option<u32>,
}

/// How far the leases of a series and year have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The last number that is leased to anyone; 0 for none.
    pub last_number: u32,
    /// The window's last block; 0 for none.
    pub last_ordinal: u32,
}

/// The numbers on a window's acts, in all its journals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenOnActs {
    /// Licences' and receipts' numbers.
    pub numbers: Vec<String>,
    /// Those that the window made void; not where the case's rule forbade it.
    pub void: BTreeSet<String>,
}

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Cases.
    pub cases: u64,
    /// Licences.
    pub licences: u64,
    /// Entries of all journals.
    pub entries: u64,
    /// Exceptions for the supervisor.
    pub exceptions: u64,
}

/// An exception as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredException {
    /// Which.
    pub id: ExceptionId,
    /// When it came in.
    pub opened_at: DateTime<Utc>,
    /// What became of it.
    pub settled: Option<Settlement>,
}

/// Names an exception: the entry by journal and place, and the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionId {
    /// In which journal.
    pub journal: JournalId,
    /// The entry's place there.
    pub seq: u64,
    /// What is wrong; see [`clerk_protocol::ExceptionCode`].
    pub code: String,
}

impl std::fmt::Display for ExceptionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.journal, self.seq, self.code)
    }
}

impl std::str::FromStr for ExceptionId {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(3, '/');
        let (Some(journal), Some(seq), Some(code)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(());
        };
        let seq = seq.parse().map_err(|_| ())?;
        Ok(Self { journal: JournalId(journal.to_owned()), seq, code: code.to_owned() })
    }
}

/// How an exception was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: PersonId,
    /// What was done.
    pub remedy: String,
}
