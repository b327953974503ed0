//! What makes the centre itself, and the epoch that its database is in.

use super::Result;
use crate::keys::PublicKeys;

/// What makes this centre itself.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// Changes when the database was restored to an older backup; below 2⁵³.
    pub epoch: u64,
    /// Whether it ever was: windows may then hold blocks of numbers that it forgot.
    pub restored: bool,
    /// What the windows' tokens are derived with.
    pub secret: [u8; 32],
    /// What tells its keys, which lie elsewhere.
    pub keys: PublicKeys,
}

/// What makes the centre itself, and the epoch that its database is in.
#[trait_variant::make(Send)]
pub trait CentreIdentity: Sync + 'static {
    /// The centre's identity; `None` where there is no centre yet.
    async fn known_identity(&self) -> Result<Option<Identity>>;

    /// The centre's identity; at the first call `fresh` is kept as it.
    async fn identity(&self, fresh: Identity) -> Result<Identity>;

    /// Begins a new epoch: the database was restored to an older backup.
    async fn set_epoch(&self, epoch: u64) -> Result<()>;
}
