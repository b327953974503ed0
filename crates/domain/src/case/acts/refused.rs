use crate::act::{ActRule, By, Name};
use crate::case::decision::Because;
use crate::case::{Case, Context};
use crate::item::Item;
use crate::journal::Entry;
use crate::paper::DocumentKind;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 不予许可, with reason and remedies (art. 38).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Refused {
    /// Why.
    pub reason: String,
}

impl ActRule<Case> for Refused {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "不予许可", en: "refused" };
    const TO_DO: Name = Name { zh: "不予许可", en: "Refuse" };
    const BY: By = By::STAFF;
    const PAPER: Option<DocumentKind> = Some(DocumentKind::Refusal);

    /// Whoever may decide may decide against it, where the grant lets that person.
    fn follows(case: &Case, context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be_undecided()?;
        let Some(decision) = context.decision else { return Ok(()) };
        if !case.procedures.lets_decide(decision) {
            return Err(WhyNot::NotAuthorised);
        }
        if decision.may_refuse { Ok(()) } else { Err(WhyNot::MayNotRefuse) }
    }

    fn carry(&self, case: &mut Case, entry: &Entry) {
        case.decision.refusal = Some(Because::new(&self.reason, entry));
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.reason, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.reason.clone()
    }
}

#[cfg(test)]
impl crate::act::ActSample for Refused {
    const STATES: &'static [crate::case::CaseState] = &[crate::case::CaseState::Accepted];

    fn sample() -> Self {
        Self { reason: "示例原因".to_owned() }
    }
}
