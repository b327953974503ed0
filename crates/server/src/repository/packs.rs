//! The published rule packs.

use super::Result;
use chrono::{DateTime, Utc};

/// A published rule pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPack {
    /// Its exact text.
    pub text: String,
    /// The centre's signature over it, in hexadecimal.
    pub signature: String,
}

/// The published rule packs.
#[trait_variant::make(Send)]
pub trait Packs: Sync + 'static {
    /// The version of the newest rule pack; 0 for none.
    async fn pack_version(&self) -> Result<u32>;

    /// A rule pack.
    async fn pack(&self, version: u32) -> Result<Option<StoredPack>>;

    /// Keeps a rule pack; `false` where one of this version or a newer one is there.
    async fn add_pack(&self, version: u32, pack: &StoredPack, at: DateTime<Utc>) -> Result<bool>;
}
