//! The window's day as it is shown.

use chrono::NaiveDate;
use clerk_domain::day::{Day, DayActKind, DayCounts};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The window's day.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DayView {
    /// The legal day.
    #[ts(type = "string")]
    pub today: NaiveDate,
    /// The day that is open, today's or an earlier one.
    pub open: Option<Day>,
    /// What a closing would count now.
    pub counts: DayCounts,
    /// The window's days, newest first.
    pub days: Vec<Day>,
    /// What a window does with its day, and whether this person may do it now.
    pub acts: Vec<DayActView>,
}

/// An act on the window's day.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DayActView {
    /// The act.
    pub act: DayActKind,
    /// Why it may not be done now: a code of `ErrorCode`; `None` where it may.
    pub why_not: Option<String>,
}
