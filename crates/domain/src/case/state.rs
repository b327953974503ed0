//! Where a case stands, computed from its parts.

use super::Case;
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// 已收件
    Received,
    /// 待补正
    CorrectionDue,
    /// 已受理
    Accepted,
    /// 已转办
    Referred,
    /// 已签发
    Issued,
    /// 已送达
    Delivered,
    /// 不予受理
    NotAccepted,
    /// 不予许可
    Refused,
    /// 已撤回
    Withdrawn,
}

impl CaseState {
    /// Every state.
    pub const ALL: [Self; 9] = [
        Self::Received,
        Self::CorrectionDue,
        Self::Accepted,
        Self::Referred,
        Self::Issued,
        Self::Delivered,
        Self::NotAccepted,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// Whether the window has nothing more to do for the case.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Delivered | Self::NotAccepted | Self::Refused | Self::Withdrawn)
    }
}

impl Case {
    /// Where it stands.
    pub fn state(&self) -> CaseState {
        if self.intake.withdrawn.is_some() {
            CaseState::Withdrawn
        } else if self.intake.not_accepted.is_some() {
            CaseState::NotAccepted
        } else if self.decision.refusal.is_some() {
            CaseState::Refused
        } else if self.products.licence.is_some() {
            if self.delivery.is_some() { CaseState::Delivered } else { CaseState::Issued }
        } else if self.procedures.is_referred() {
            CaseState::Referred
        } else if self.money.fee.is_some() {
            CaseState::Accepted
        } else if self.intake.waits_for_correction {
            CaseState::CorrectionDue
        } else {
            CaseState::Received
        }
    }

    /// # Errors
    /// [`WhyNot::WrongState`] in any other state.
    pub(super) fn must_be(&self, states: &[CaseState]) -> Result<(), WhyNot> {
        let state = self.state();
        if states.contains(&state) { Ok(()) } else { Err(WhyNot::WrongState { state }) }
    }

    /// Accepted and not decided, and here to decide: what was referred to the window's own chief
    /// representative is decided at the window.
    ///
    /// # Errors
    /// [`WhyNot::WrongState`]
    pub(super) fn must_be_undecided(&self) -> Result<(), WhyNot> {
        match self.state() {
            CaseState::Accepted => Ok(()),
            CaseState::Referred if self.procedures.is_with_the_chief() => Ok(()),
            state => Err(WhyNot::WrongState { state }),
        }
    }
}
