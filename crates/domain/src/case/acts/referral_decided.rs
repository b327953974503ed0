use crate::act::{ActRule, By, Name};
use crate::case::decision::Because;
use crate::case::procedures::ReferralAnswer;
use crate::case::{Case, CaseState, Context};
use crate::item::Item;
use crate::journal::Entry;
use crate::person::Role;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 分管领导决定: the leader decides on what was referred, at the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReferralDecided {
    /// Whether the window may issue. If not, the application is refused with it (art. 38).
    pub approved: bool,
    /// The opinion; of a refusal, its reason.
    pub opinion: String,
}

impl ActRule<Case> for ReferralDecided {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "分管领导决定", en: "decided by the leader" };
    const TO_DO: Name = Name { zh: "分管领导决定", en: "Decide" };
    const BY: By = By::Centre(&[Role::Leader]);

    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be(&[CaseState::Referred])?;
        if case.procedures.is_with_the_chief() { Err(WhyNot::WithTheChief) } else { Ok(()) }
    }

    fn carry(&self, case: &mut Case, entry: &Entry) {
        if let Some(referral) = &mut case.procedures.referral {
            referral.answer = Some(ReferralAnswer {
                approved: self.approved,
                opinion: self.opinion.clone(),
                by: entry.actor.clone(),
                author: entry.author.clone(),
                on: entry.legal_day(),
            });
        }
        if !self.approved {
            case.decision.refusal = Some(Because::new(&self.opinion, entry));
        }
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.opinion, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.opinion.clone()
    }
}

#[cfg(test)]
impl crate::act::ActSample for ReferralDecided {
    const STATES: &'static [CaseState] = &[CaseState::Referred];

    fn sample() -> Self {
        Self { approved: true, opinion: "同意（示例）".to_owned() }
    }
}
