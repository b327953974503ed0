//! The windows' keys and the licences that hold no more.

use super::Result;
use chrono::{DateTime, Utc};
use clerk_domain::register::{Certificate, Revocation};

/// What an act does beyond its own case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// The licences that hold no more.
    pub revocations: Vec<Revocation>,
    /// Void licences' numbers, each with that of the licence that now stands in its place.
    pub replacements: Vec<(String, String)>,
}

/// The entry that issued a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuingEntry {
    /// Its text.
    pub text: String,
    /// Whether something is wrong with it that no supervisor confirmed.
    pub withheld: bool,
}

/// The windows' keys and the licences that hold no more.
#[trait_variant::make(Send)]
pub trait Register: Sync + 'static {
    /// The version of the register: the instant of its last change in milliseconds; 0 before it.
    async fn register_version(&self) -> Result<u64>;

    /// Every key that was ever a window's, in order of enrolment; without the days they end on.
    async fn certificates(&self) -> Result<Vec<Certificate>>;

    /// Every licence that holds no more, in order of revocation.
    async fn revocations(&self) -> Result<Vec<Revocation>>;

    /// Keeps a revocation; `false` where the licence was revoked before.
    async fn revoke(&self, revocation: &Revocation, at: DateTime<Utc>) -> Result<bool>;

    /// The text of the entry that issued the licence of this number.
    async fn newest_issuing_entry(&self, number: &str) -> Result<Option<IssuingEntry>>;

    /// The entry that issued just this version of a licence: [`clerk_domain::product::id`].
    async fn issuing_entry(&self, id: &str) -> Result<Option<IssuingEntry>>;
}
