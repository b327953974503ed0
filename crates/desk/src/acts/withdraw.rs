//! 撤回: the applicant takes the application back.

use super::{Asked, given_text};
use crate::api::{ApiError, CaseView};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Withdrawn;
use clerk_domain::ids::CaseId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Ends a case at the applicant's wish.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Why; 1 to 500 characters.
    pub reason: String,
}

impl Asked for Withdraw {
    fn carry_out(self, desk: &Workstation, case: CaseId) -> Result<CaseView, ApiError> {
        let reason = given_text("reason", &self.reason)?;
        desk.act(case, CaseActKind::Withdrawn, |_, _| Ok(Withdrawn { reason }.into()))
    }
}
