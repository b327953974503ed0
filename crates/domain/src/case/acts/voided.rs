use crate::act::{ActRule, By, Name};
use crate::case::{Case, CaseState, Context};
use crate::item::Item;
use crate::journal::Entry;
use crate::licence::Licence;
use crate::paper::DocumentKind;
use crate::text::{Limited, NUMBER_MOST, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 作废: the licence is void before it was handed over. Its number never comes again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Voided {
    /// The licence's number; of a version from the second one on, with it ([`crate::product::id`]).
    pub number: String,
    /// Why, as the public is told.
    pub reason: String,
}

impl ActRule<Case> for Voided {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "作废", en: "voided" };
    const TO_DO: Name = Name { zh: "作废", en: "Make void" };
    const BY: By = By::CHIEF;

    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be(&[CaseState::Issued])
    }

    fn fits(&self, case: &Case) -> Result<(), WhyNot> {
        let is_it = |licence: &Licence| licence.id() == self.number;
        let it_is = case.products.licence.as_ref().is_some_and(is_it);
        if it_is { Ok(()) } else { Err(WhyNot::NotAsHeld) }
    }

    fn carry(&self, case: &mut Case, entry: &Entry) {
        case.products.void(&self.number, &self.reason, entry.legal_day());
        // The next licence's first print is an original.
        case.papers.forget(DocumentKind::Licence);
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.number, NUMBER_MOST), (&self.reason, REASON_MOST)]
    }

    fn detail(&self) -> String {
        format!("{} · {}", self.number, self.reason)
    }
}

#[cfg(test)]
impl crate::act::ActSample for Voided {
    const STATES: &'static [CaseState] = &[CaseState::Issued];

    fn sample() -> Self {
        Self { number: crate::sample::licence().number, reason: "示例原因".to_owned() }
    }
}
