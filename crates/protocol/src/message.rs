//! Requests and replies, each with a snapshot test of its JSON form.

mod push_entries;

pub use push_entries::{PUSH_MOST_ENTRIES, PUSH_TOO_LARGE};

use crate::signed::Signed;
use chrono::{DateTime, FixedOffset};
use clerk_domain::act_signature::ActSignature;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{DepartmentId, JournalId, PersonId, SeriesCode, WindowId};
use clerk_domain::number::NumberBlock;
use clerk_domain::person::Person;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

/// The secret by which a device proves that it is its window; sent as a bearer token.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DeviceToken(pub String);

impl std::fmt::Debug for DeviceToken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceToken(…)")
    }
}

/// A text that is never shown in a log.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(pub String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// A window of the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Its identifier.
    pub id: WindowId,
    /// Its name, such as 商务窗口 03.
    pub name: String,
    /// Its department; also the scope that it pulls.
    pub department: DepartmentId,
}

/// What the server says of itself with every answer to a device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerStatus {
    /// The server's time.
    pub time: DateTime<FixedOffset>,
    /// Changes when the server was restored to an older backup.
    pub epoch: u64,
    /// The version of its rule pack.
    pub pack_version: u32,
    /// The version of its register.
    pub register_version: u64,
    /// What it holds of the journal that the asking window writes. Where the window is a copy that
    /// did nothing of its own yet, this lies beyond what the window has.
    pub head: JournalHead,
}

/// How much of a window's journal is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JournalHead {
    /// The place of the last entry; 0 for none.
    pub seq: u64,
    /// The hash of the last entry: since entries are chained, a digest over all of them.
    pub hash: Digest,
}

/// See [`crate::Protocol::enrol`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnrolRequest {
    /// The one-time code that the administrator gave out.
    pub code: Secret,
    /// The window's SM2 public key, uncompressed SEC1 in hexadecimal.
    pub public_key: String,
    /// The first person of the window.
    pub person: PersonId,
    /// That person's password.
    pub password: Secret,
    /// The SM2 public key that the person made here, as the window's own.
    pub person_key: String,
}

/// See [`crate::Protocol::enrol`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct EnrolReply {
    /// What the device now is.
    pub window: Window,
    /// Its secret from now on.
    pub token: DeviceToken,
    /// Opens the window's recovery slot; see [`LoginReply::recovery`].
    pub recovery: Secret,
    /// Who enrolled it.
    pub person: Person,
    /// The centre's SM2 public key, uncompressed SEC1 in hexadecimal. The window keeps to it: what
    /// another key signed is not this centre's.
    pub centre_key: String,
    /// Another key of the centre, in the same form: the window seals its bundles to it.
    pub sealing_key: String,
    /// The commitments to the device's [`crate::Clearances`], in the order of their numbers.
    pub clearances: Vec<Digest>,
    /// The rules: [`crate::SignedKind::Pack`].
    pub pack: Signed,
    /// The server.
    pub status: ServerStatus,
}

/// See [`crate::Protocol::login`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// At which window.
    pub window: WindowId,
    /// Who.
    pub person: PersonId,
    /// The password.
    pub password: Secret,
    /// The SM2 public key that the person has at this window, uncompressed SEC1 in hexadecimal. One that
    /// is new is taken into the register, and the one before ends.
    pub person_key: String,
}

/// See [`crate::Protocol::login`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LoginReply {
    /// Who logged in.
    pub person: Person,
    /// 32 bytes in hexadecimal, one secret a window, that open the recovery slot of the window's
    /// database: alone it opens nothing, and neither does the window's disk alone. It lets a person
    /// new to the window get a key slot.
    pub recovery: Secret,
}

/// See [`crate::Protocol::change_password`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordRequest {
    /// Who.
    pub person: PersonId,
    /// The password as it is.
    pub password: Secret,
    /// As it is to be: [`clerk_domain::person::password::check`].
    pub new: Secret,
}

/// See [`crate::Protocol::change_password`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordReply {}

/// See [`crate::Protocol::push`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PushRequest {
    /// The entries, contiguous, as their exact texts: at most [`PUSH_MOST_ENTRIES`], each of at most
    /// [`clerk_domain::journal::ENTRY_MOST_BYTES`].
    #[serde(deserialize_with = "push_entries::read")]
    pub entries: Vec<Box<RawValue>>,
    /// The chain's head after the last of them.
    pub head: Digest,
    /// The window's SM2 signature over [`clerk_domain::journal::Chain::signed_text`] of that head.
    pub signature: String,
    /// Those of the persons who did the acts, each over an entry of this push; no more than entries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acts_signed: Vec<ActSignature>,
}

/// See [`crate::Protocol::push`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushReply {
    /// How many of the entries were new.
    pub accepted: u64,
    /// How many the server had already.
    pub duplicate: u64,
    /// Entries kept as facts that the server could not follow, each an exception for a supervisor.
    pub exceptions: Vec<PushException>,
    /// The server.
    pub status: ServerStatus,
}

/// An entry that the server keeps but could not follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushException {
    /// The entry's place.
    pub seq: u64,
    /// What is wrong; see [`crate::ExceptionCode`].
    pub code: String,
}

/// See [`crate::Protocol::pull`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PullRequest {
    /// The scope: a department of the centre.
    pub scope: DepartmentId,
    /// The last counter that the window holds; 0 at first.
    pub after: u64,
    /// The running digest at that counter. Where it differs from the server's, the server answers
    /// `cursor_unknown` and the window pulls the scope from the beginning.
    pub digest: Digest,
    /// At most so many entries; the server may give fewer.
    pub limit: u32,
    /// What the window knows the server to hold of its journal. Where the server does not, it was
    /// restored to an older backup, and greets with less.
    pub own: JournalHead,
}

/// See [`crate::Protocol::pull`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PullReply {
    /// What comes after the cursor, in order of their counters, without a gap.
    pub entries: Vec<Pulled>,
    /// The scope's counter now.
    pub last: u64,
    /// The running digest over the hashes of all entries of the scope up to the last one of this
    /// reply ([`Digest::chain`], beginning at [`Digest::ZERO`]).
    pub digest: Digest,
    /// The server.
    pub status: ServerStatus,
}

/// One entry of a scope.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pulled {
    /// Its place in the scope.
    pub counter: u64,
    /// In which journal.
    pub journal: JournalId,
    /// Its place there.
    pub seq: u64,
    /// Its exact text; or `null` for what the window has, as its own entries up to
    /// [`PullRequest::own`].
    pub entry: Option<Box<RawValue>>,
}

/// See [`crate::Protocol::sync`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SyncRequest {
    /// What the window has to tell.
    pub push: PushRequest,
    /// What it asks then; its `own` is what the server holds once it has taken in the push.
    pub pull: PullRequest,
}

/// See [`crate::Protocol::sync`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SyncReply {
    /// The answer to the push.
    pub push: PushReply,
    /// The answer to the pull.
    pub pull: PullReply,
}

/// See [`crate::Protocol::lease`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaseRequest {
    /// The series.
    pub series: SeriesCode,
    /// The year.
    pub year: i32,
    /// Which of the window's blocks of this series and year, from 1 on: asking again for the same
    /// one gives the same block.
    pub ordinal: u32,
    /// The server's epoch as the window knows it: a request from before the server was restored must
    /// not take numbers that nobody would hold.
    pub epoch: u64,
}

/// See [`crate::Protocol::lease`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaseReply {
    /// The block.
    pub block: NumberBlock,
}

/// See [`crate::Protocol::return_numbers`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReturnRequest {
    /// The block as it was leased.
    pub block: NumberBlock,
    /// The first number that the window never gave, and never will.
    pub next: u32,
    /// The server's epoch as the window knows it, as with a lease.
    pub epoch: u64,
}

/// See [`crate::Protocol::return_numbers`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReturnReply {
    /// From which number on the block is given back: as asked the first time. `None` where the server
    /// was restored and forgot that it leased the block.
    pub from: Option<u32>,
}

/// See [`crate::Protocol::pack`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackRequest {
    /// The version that the window has.
    pub known: u32,
    /// The version of the register that the window has: the page after it is asked for; 0 for the first.
    #[serde(default)]
    pub register: u64,
    /// Earlier versions of the pack that cases of the window keep to and this device never had; of too many
    /// at once the first ones are answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub older: Vec<u32>,
}

/// See [`crate::Protocol::pack`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PackReply {
    /// The pack, where it is newer: [`crate::SignedKind::Pack`].
    pub pack: Option<Signed>,
    /// The next page of the register, where it is newer: [`crate::SignedKind::RegisterPage`].
    pub register: Option<Signed>,
    /// The earlier packs that were asked for, as far as there are such.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub older: Vec<Signed>,
}

#[cfg(test)]
pub(crate) mod tests;
