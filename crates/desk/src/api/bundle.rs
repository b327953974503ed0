//! What is asked and answered of 离线交换, the sync by files.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// For `bundle_export`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct BundleExportArgs {
    /// Where to; `None` for a new file in the window's own folder.
    pub file: Option<String>,
    /// Whether a file that is there may be written over.
    pub overwrite: bool,
}

/// For `bundle_import`.
#[derive(Clone, Serialize, Deserialize, TS)]
pub struct BundleImportArgs {
    /// The whole file, in base64.
    pub content_base64: String,
}

impl std::fmt::Debug for BundleImportArgs {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BundleImportArgs(…)")
    }
}

/// An exchange file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BundleExportedView {
    /// Its path.
    pub file: String,
    /// How many acts are in it.
    #[ts(type = "number")]
    pub acts: u64,
    /// How many had no room in it, and go into the next one.
    #[ts(type = "number")]
    pub left: u64,
    /// When it was written.
    #[ts(type = "string")]
    pub at: DateTime<FixedOffset>,
}

/// What the centre's reply came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BundleImportedView {
    /// How many acts the centre took in.
    #[ts(type = "number")]
    pub accepted: u64,
    /// How many of them need a supervisor.
    #[ts(type = "number")]
    pub exceptions: u64,
    /// How many acts of other windows came.
    #[ts(type = "number")]
    pub pulled: u64,
    /// How many blocks of numbers came.
    #[ts(type = "number")]
    pub leased: u64,
    /// Whether the centre was restored to an older state: export again, as it lacks what it had.
    pub server_rolled_back: bool,
    /// Whether there is more than had room in the reply: export again.
    pub more: bool,
    /// Acts that the centre does not have yet.
    #[ts(type = "number")]
    pub outbox: u64,
}

/// An exchange file that waits for the centre's reply.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct BundleWaitingView {
    /// Since when; where several were written, since the first of them.
    #[ts(type = "string")]
    pub since: DateTime<FixedOffset>,
    /// How many acts are in the last one, which holds what the earlier ones do.
    #[ts(type = "number")]
    pub acts: u64,
}
