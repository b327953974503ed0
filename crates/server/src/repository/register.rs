//! The windows' keys and the licences that hold no more.

use super::Result;
use chrono::{DateTime, Utc};
use clerk_domain::register::{Certificate, Revocation};

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
    async fn issuing_entry(&self, number: &str) -> Result<Option<String>>;
}
