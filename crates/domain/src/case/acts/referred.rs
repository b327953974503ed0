use crate::act::{ActRule, By, Name};
use crate::case::procedures::Referral;
use crate::case::{Case, Context};
use crate::decide::Reason;
use crate::grant::ReferralTarget;
use crate::item::Item;
use crate::journal::Entry;
use crate::text::Limited;
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 转办: the window may not decide; it goes to somebody who may.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Referred {
    /// To whom.
    pub to: ReferralTarget,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl ActRule<Case> for Referred {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "转办", en: "referred" };
    const TO_DO: Name = Name { zh: "转办", en: "Refer" };
    const BY: By = By::STAFF;

    fn follows(case: &Case, context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be_undecided()?;
        match context.decision {
            Some(decision) if case.procedures.lets_issue(decision) => Err(WhyNot::NothingToRefer),
            Some(_) | None => Ok(()),
        }
    }

    fn carry(&self, case: &mut Case, entry: &Entry) {
        case.procedures.referral = Some(Referral::new(self.to, entry));
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        self.reasons.iter().flat_map(Reason::texts).collect()
    }

    fn detail(&self) -> String {
        let met = self.reasons.iter().filter(|reason| reason.met);
        met.map(|reason| reason.text.as_str()).collect::<Vec<_>>().join("；")
    }
}

#[cfg(test)]
impl crate::act::ActSample for Referred {
    const STATES: &'static [crate::case::CaseState] = &[crate::case::CaseState::Accepted];

    fn sample() -> Self {
        Self { to: ReferralTarget::Leader, reasons: vec![crate::sample::reason()] }
    }
}
