//! What became of the acts of the last outage, as it is shown.

use super::view::ProblemView;
use chrono::{DateTime, FixedOffset};
use clerk_domain::case::CaseActKind;
use clerk_domain::ids::{CaseId, CaseNumber};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What became of the acts of an outage.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReportView {
    /// The server's time at the end of the sync.
    #[ts(type = "string")]
    pub at: DateTime<FixedOffset>,
    /// How many acts were taken in.
    #[ts(type = "number")]
    pub accepted: u64,
    /// How many the server had already.
    #[ts(type = "number")]
    pub duplicate: u64,
    /// How many contradict another act.
    #[ts(type = "number")]
    pub conflict: u64,
    /// How many were beyond what the window or the person may do.
    #[ts(type = "number")]
    pub beyond_authority: u64,
    /// The window's journal.
    pub window: JournalStand,
    /// What the server holds of it.
    pub server: JournalStand,
    /// What both hold of the department.
    pub scope: JournalStand,
    /// Whether both sides hold the same journal.
    pub same: bool,
    /// The acts, in order.
    pub acts: Vec<ReportActView>,
}

/// How much is held.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalStand {
    /// How many entries.
    #[ts(type = "number")]
    pub entries: u64,
    /// The digest over all of them, in hexadecimal.
    pub digest: String,
}

/// One act of an outage.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReportActView {
    /// Its place in the journal.
    #[ts(type = "number")]
    pub seq: u64,
    /// When, by the device's clock.
    #[ts(type = "string")]
    pub at: DateTime<FixedOffset>,
    /// On which case.
    pub case: CaseId,
    /// That case's number.
    pub number: Option<CaseNumber>,
    /// The number of the licence that the case had then, or got next.
    pub licence: Option<String>,
    /// What was done.
    pub act: CaseActKind,
    /// What became of it.
    pub verdict: VerdictView,
    /// What is wrong with it.
    pub problems: Vec<ProblemView>,
}

/// What became of an act. All are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "as clerk_sync::Verdict")]
pub enum VerdictView {
    Accepted,
    Duplicate,
    Conflict,
    BeyondAuthority,
}
