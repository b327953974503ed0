use crate::act::{ActRule, By, Name};
use crate::case::decision::Because;
use crate::case::{Case, CaseState, Context};
use crate::item::Item;
use crate::journal::Entry;
use crate::paper::DocumentKind;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 不予受理, with its reason (art. 32 items 1 and 2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NotAccepted {
    /// Why.
    pub reason: String,
}

impl ActRule<Case> for NotAccepted {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "不予受理", en: "not accepted" };
    const TO_DO: Name = Name { zh: "不予受理", en: "Do not accept" };
    const BY: By = By::STAFF;
    const PAPER: Option<DocumentKind> = Some(DocumentKind::NonAcceptance);

    fn follows(case: &Case, context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be(&[CaseState::Received, CaseState::CorrectionDue])?;
        let may = context.decision.is_none_or(|decision| decision.may_refuse);
        if may { Ok(()) } else { Err(WhyNot::MayNotRefuse) }
    }

    fn carry(&self, case: &mut Case, entry: &Entry) {
        case.intake.not_accepted = Some(Because::new(&self.reason, entry));
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.reason, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.reason.clone()
    }
}

#[cfg(test)]
impl crate::act::ActSample for NotAccepted {
    const STATES: &'static [CaseState] = &[CaseState::Received, CaseState::CorrectionDue];

    fn sample() -> Self {
        Self { reason: "示例原因".to_owned() }
    }
}
