//! The device behind the window: its folder, its clock, and the desk that a person opened on it.

use clerk_domain::clock::SharedClock;
use std::path::PathBuf;

/// Where and how a workstation works.
pub struct Place {
    /// The window's folder: database, key slots, settings and print folder.
    pub dir: PathBuf,
    /// The device's clock.
    pub clock: SharedClock,
    /// Seeds everything random: keys, identifiers, waits. From the system in a real program.
    pub seed: [u8; 32],
    /// When to sync.
    pub sync: SyncMode,
    /// Called, from any thread, after local data or the connection changed.
    pub changed: std::sync::Arc<dyn Fn() + Send + Sync>,
}

/// When to sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncMode {
    /// By itself, in the background, while the desk is open.
    Background,
    /// Only when asked to.
    OnRequest,
}

/// A device.
pub struct Workstation;

impl Workstation {
    /// The workstation at a place. Nothing is read or written yet.
    pub fn new(_place: Place) -> Self {
        Self
    }
}
