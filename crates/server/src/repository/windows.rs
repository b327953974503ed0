//! Windows and the device that each one is.

use super::{Result, ScopeHead};
use chrono::{DateTime, Utc};
use clerk_domain::contact::Contact;
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use clerk_protocol::Secret;
use clerk_protocol::{JournalHead, Window};

/// A window with what the centre keeps for it.
#[derive(Clone)]
pub struct StoredWindow {
    /// Which.
    pub window: Window,
    /// Opens the recovery slot of its database.
    pub recovery: Secret,
    /// What the centre holds of its journal.
    pub head: JournalHead,
}

/// The versions of what the centre publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Of the newest rule pack; 0 for none.
    pub pack: u32,
    /// Of the register; 0 before its first change.
    pub register: u64,
}

/// A window's device, with all that an answer says of the centre: one read serves a window that asks
/// whether there is anything new.
#[derive(Clone)]
pub struct Device {
    /// The window that it is.
    pub window: StoredWindow,
    /// Its SM2 public key.
    pub public_key: String,
    /// Where the scope stands that it follows.
    pub scope: ScopeHead,
    /// What is published.
    pub versions: Versions,
    /// When the centre heard of it.
    pub contact: Contact,
    /// When another one took its place, or it was disabled.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Windows and the device that each one is.
#[trait_variant::make(Send)]
pub trait Windows: Sync + 'static {
    /// Every window, by identifier.
    async fn windows(&self) -> Result<Vec<StoredWindow>>;

    /// A window.
    async fn window(&self, id: &WindowId) -> Result<Option<StoredWindow>>;

    /// The hash of the token of a window's device; `None` where it has none.
    async fn token_hash(&self, window: &WindowId) -> Result<Option<Digest>>;

    /// The hash of the token of the device of this key, also of one that is none any more; `None` where it never
    /// was this window's.
    async fn token_of_key(&self, window: &WindowId, public_key: &str) -> Result<Option<Digest>>;

    /// The device of this token, also of one that is none any more.
    async fn device(&self, token: Digest) -> Result<Option<Device>>;

    /// Notes when the centre heard of the device of this key.
    async fn note_contact(&self, public_key: &str, contact: Contact) -> Result<()>;

    /// When the centre last heard of a window, whichever device it was.
    async fn last_contact(&self, window: &WindowId) -> Result<Option<DateTime<Utc>>>;
}
