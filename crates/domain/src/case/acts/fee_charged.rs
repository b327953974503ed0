use crate::act::{ActRule, By, Name};
use crate::case::{Case, CaseState, Context};
use crate::item::Item;
use crate::journal::Entry;
use crate::money::Money;
use crate::paper::DocumentKind;
use crate::text::{Limited, NUMBER_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The fee was paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FeeCharged {
    /// The receipt's number, from a leased block.
    pub receipt: String,
    /// How much.
    pub amount: Money,
}

impl ActRule<Case> for FeeCharged {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "收费", en: "fee charged" };
    const TO_DO: Name = Name { zh: "收费", en: "Take payment" };
    const BY: By = By::STAFF;
    const PAPER: Option<DocumentKind> = Some(DocumentKind::FeeReceipt);

    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be(&[CaseState::Accepted, CaseState::Referred])?;
        if case.money.is_open() { Ok(()) } else { Err(WhyNot::NoFeeDue) }
    }

    fn carry(&self, case: &mut Case, _entry: &Entry) {
        case.money.receipt = Some(self.receipt.clone());
    }

    fn numbers(&self) -> Vec<&str> {
        vec![&self.receipt]
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.receipt, NUMBER_MOST)]
    }

    fn detail(&self) -> String {
        format!("{} · {}", self.receipt, self.amount.readable())
    }
}

#[cfg(test)]
impl crate::act::ActSample for FeeCharged {
    fn sample() -> Self {
        let amount = crate::sample::money("10", "CNY");
        Self { receipt: "RCPT-2026-000001-3".to_owned(), amount }
    }
}
