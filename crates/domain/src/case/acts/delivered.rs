use crate::act::{ActRule, By, Name};
use crate::case::papers::Delivery;
use crate::case::{Case, CaseState, Context};
use crate::item::Item;
use crate::journal::Entry;
use crate::text::{Limited, NAME_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 送达: the licence is handed over (art. 44), or the paper that says why there is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Delivered {
    /// Who took it.
    pub recipient: String,
}

impl ActRule<Case> for Delivered {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "送达", en: "delivered" };
    const TO_DO: Name = Name { zh: "送达", en: "Hand over" };
    const BY: By = By::STAFF;

    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        let against = [CaseState::Refused, CaseState::NotAccepted].contains(&case.state());
        if against && case.delivery.is_none() { Ok(()) } else { case.must_be(&[CaseState::Issued]) }
    }

    fn carry(&self, case: &mut Case, entry: &Entry) {
        case.delivery = Some(Delivery { recipient: self.recipient.clone(), on: entry.legal_day() });
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.recipient, NAME_MOST)]
    }

    fn detail(&self) -> String {
        self.recipient.clone()
    }
}

#[cfg(test)]
impl crate::act::ActSample for Delivered {
    const STATES: &'static [CaseState] =
        &[CaseState::Issued, CaseState::Refused, CaseState::NotAccepted];

    fn sample() -> Self {
        Self { recipient: "样本甲".to_owned() }
    }
}
