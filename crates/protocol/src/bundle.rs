//! 离线交换文件: one round of sync as two files, for a window that has no network.
//!
//! The window's file holds what one round would ask, the centre's what it would answer: the same
//! messages. How a file is signed and encrypted is [`SealedBundle`]'s.

mod envelope;
mod error;

pub use envelope::{BUNDLE_MOST_BYTES, BundleKind, NewBundle, SealedBundle, bundle_text};
pub use error::BundleError;

use crate::error::ErrorBody;
use crate::message::{
    LeaseReply, LeaseRequest, PackReply, PackRequest, PullReply, PullRequest, PushReply,
    PushRequest, ReturnRequest,
};
use clerk_domain::digest::Digest;
use serde::{Deserialize, Serialize};

/// What a window asks in one round. Its digest makes it one of its kind: each is encrypted with a fresh
/// key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestBundle {
    /// What the centre is not known to hold, in contiguous batches.
    pub pushes: Vec<PushRequest>,
    /// Where the scope goes on. Its `own` is what the centre holds once it has taken in the pushes.
    pub pull: PullRequest,
    /// What the window has of the centre's signed texts.
    pub pack: PackRequest,
    /// The blocks that the window needs.
    pub leases: Vec<LeaseRequest>,
    /// What is left of years that are over.
    pub returns: Vec<ReturnRequest>,
}

/// What the centre answers to a [`RequestBundle`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReplyBundle {
    /// The digest of the request bundle.
    pub answers: Digest,
    /// To the pushes, in their order. None follows a refused one.
    pub pushes: Vec<Answer<PushReply>>,
    /// Whether the cursor was unknown, and the scope begins anew.
    pub from_start: bool,
    /// Whether the device is none any more: its pushes were taken in, and it gets nothing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
    /// The scope up to its end, or as much as fits; at least one page, unless the device ended. The last one's
    /// status acknowledges what the centre holds of the window's journal.
    pub pulls: Vec<PullReply>,
    /// To the request for signed texts.
    pub pack: PackReply,
    /// To the requests for blocks, in their order.
    pub leases: Vec<Answer<LeaseReply>>,
    /// The leases that were taken back; of one that was not, the window tells again.
    pub returned: Vec<u64>,
}

/// An answer to one request of a bundle.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer<T> {
    /// It was done.
    Done(T),
    /// It was not done.
    Refused(ErrorBody),
}

#[cfg(test)]
mod tests;
