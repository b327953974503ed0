//! The bundles that were taken in.

use super::Result;
use chrono::{DateTime, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;

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

/// The bundles that were taken in.
#[trait_variant::make(Send)]
pub trait Bundles: Sync + 'static {
    /// A bundle that was taken in, by its digest.
    async fn bundle(&self, digest: Digest) -> Result<Option<StoredBundle>>;

    /// Keeps a bundle that was taken in, with the answer to it; `false` where it is kept already.
    async fn add_bundle(&self, digest: Digest, bundle: &StoredBundle) -> Result<bool>;
}
