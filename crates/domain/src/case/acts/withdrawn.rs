use crate::act::{ActRule, By, Name};
use crate::case::decision::Because;
use crate::case::{Case, CaseState, Context};
use crate::item::Item;
use crate::journal::Entry;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 撤回: the applicant takes the application back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Withdrawn {
    /// Why.
    pub reason: String,
}

impl ActRule<Case> for Withdrawn {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "申请人撤回", en: "withdrawn" };
    const TO_DO: Name = Name { zh: "撤回", en: "Withdraw" };
    const BY: By = By::STAFF;

    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be(&[
            CaseState::Received,
            CaseState::CorrectionDue,
            CaseState::Accepted,
            CaseState::Referred,
        ])
    }

    fn carry(&self, case: &mut Case, entry: &Entry) {
        case.intake.withdrawn = Some(Because::new(&self.reason, entry));
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.reason, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.reason.clone()
    }
}

#[cfg(test)]
impl crate::act::ActSample for Withdrawn {
    const STATES: &'static [CaseState] =
        &[CaseState::Received, CaseState::CorrectionDue, CaseState::Accepted, CaseState::Referred];

    fn sample() -> Self {
        Self { reason: "示例原因".to_owned() }
    }
}
