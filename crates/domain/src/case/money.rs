//! What a case costs, and whether it is paid.

use crate::fee::FeeDue;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The money of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseMoney {
    /// What is to be paid, once accepted.
    pub fee: Option<FeeDue>,
    /// The fee receipt's number, once paid.
    pub receipt: Option<String>,
}

impl CaseMoney {
    /// Whether a fee is due and not paid.
    pub fn is_open(&self) -> bool {
        matches!(self.fee, Some(FeeDue::Amount { .. })) && self.receipt.is_none()
    }
}
