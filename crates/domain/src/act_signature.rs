//! A person's word for what that person did in a journal.

use crate::digest::Digest;
use crate::ids::{Author, PersonId};
use serde::{Deserialize, Serialize};

/// A person's SM2 signature over the chain of a journal: for those of its entries from `first` to `seq` that
/// are that person's. Entries are chained, so that one signature covers all of them with every byte.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActSignature {
    /// Whose.
    pub person: PersonId,
    /// The place of the first entry since the person logged in.
    pub first: u64,
    /// The place of the last one.
    pub seq: u64,
    /// The signature over [`signed_text`], in hexadecimal.
    pub signature: String,
}

impl ActSignature {
    /// Whether it is for an entry of its person at this place.
    pub fn covers(&self, person: &PersonId, seq: u64) -> bool {
        self.person == *person && (self.first..=self.seq).contains(&seq)
    }
}

/// What a person signs of a journal: `WPS1|person|author|first|last|hash of the last entry`.
pub fn signed_text(
    person: &PersonId,
    author: &Author,
    (first, seq): (u64, u64),
    hash: Digest,
) -> String {
    format!("WPS1|{person}|{author}|{first}|{seq}|{hash}")
}
