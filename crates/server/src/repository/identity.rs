//! What makes the centre itself, and the epoch that its database is in.

use super::Result;

/// What makes this centre itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// Changes when the database was restored to an older backup; below 2⁵³.
    pub epoch: u64,
    /// Whether it ever was: windows may then hold blocks of numbers that it forgot.
    pub restored: bool,
    /// What the windows' tokens are derived with.
    pub secret: [u8; 32],
    /// The SM2 key that it signs with.
    pub signing_key: [u8; 32],
}

/// What makes the centre itself, and the epoch that its database is in.
#[trait_variant::make(Send)]
pub trait CentreIdentity: Sync + 'static {
    /// The centre's identity; at the first call `fresh` is kept as it. A centre older than the signing
    /// key takes that of `fresh`.
    async fn identity(&self, fresh: Identity) -> Result<Identity>;

    /// Begins a new epoch: the database was restored to an older backup.
    async fn set_epoch(&self, epoch: u64) -> Result<()>;
}
