//! How a case was decided where nothing was issued, and the reasons that end one.

use crate::act::Actor;
use crate::journal::Entry;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What was decided.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseDecision {
    /// Why it was refused (art. 38).
    pub refusal: Option<Because>,
}

/// A reason, with whose and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Because {
    /// The reason.
    pub reason: String,
    /// Whose.
    pub by: Actor,
    /// The legal day.
    #[ts(type = "string")]
    pub on: NaiveDate,
}

impl Because {
    pub(super) fn new(reason: &str, entry: &Entry) -> Self {
        Self { reason: reason.to_owned(), by: entry.actor.clone(), on: entry.legal_day() }
    }
}
