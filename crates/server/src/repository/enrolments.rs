//! One-time codes, and the devices that they make.

use super::Result;
use chrono::{DateTime, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{PersonId, WindowId};

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
    /// The hash of its token.
    pub token: Digest,
    /// Who did it.
    pub person: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// One-time codes, and the devices that they make.
#[trait_variant::make(Send)]
pub trait Enrolments: Sync + 'static {
    /// Keeps a one-time code by its hash; `false` where the same one is there.
    async fn add_code(&self, hash: Digest, code: &NewCode) -> Result<bool>;

    /// A one-time code by its hash.
    async fn code(&self, hash: Digest) -> Result<Option<StoredCode>>;

    /// A code of the window, kept to be shown again, that is unused and still valid at `now`.
    async fn sample_code(&self, window: &WindowId, now: DateTime<Utc>) -> Result<Option<String>>;
}
