use crate::act::{ActRule, By, Name};
use crate::calendar::Due;
use crate::case::{Case, CaseState, Context};
use crate::fee::FeeDue;
use crate::item::Item;
use crate::journal::Entry;
use crate::paper::DocumentKind;
use crate::text::{DRAWN_MOST, Limited, NAME_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 受理: the promised limit runs, and the fee is fixed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Accepted {
    /// The promised last day.
    pub due: Due,
    /// What is to be paid, by the tariff in force on the day.
    pub fee: FeeDue,
}

impl ActRule<Case> for Accepted {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "受理", en: "accepted" };
    const TO_DO: Name = Name { zh: "受理", en: "Accept" };
    const BY: By = By::STAFF;
    const PAPER: Option<DocumentKind> = Some(DocumentKind::AcceptanceNotice);

    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be(&[CaseState::Received])
    }

    fn carry(&self, case: &mut Case, _entry: &Entry) {
        case.clock.due = Some(self.due);
        case.money.fee = Some(self.fee.clone());
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        match &self.fee {
            FeeDue::Free | FeeDue::Amount { .. } => Vec::new(),
            FeeDue::Exempt { code, name } => vec![(code, NAME_MOST), (name, DRAWN_MOST)],
        }
    }

    fn detail(&self) -> String {
        self.due.date().map(|date| date.to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
impl crate::act::ActSample for Accepted {
    const STATES: &'static [CaseState] = &[CaseState::Received];

    fn sample() -> Self {
        crate::sample::accepted_for(FeeDue::Amount { amount: crate::sample::money("10", "CNY") })
    }
}
