//! The clock of a case: what is due when.

use crate::calendar::Due;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is due when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseClock {
    /// The promised last day, once accepted.
    pub due: Option<Due>,
}
