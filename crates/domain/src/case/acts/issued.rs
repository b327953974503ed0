use crate::act::{ActRule, By};
use crate::case::{Case, Context};
use crate::journal::Entry;
use crate::licence::Licence;
use crate::paper::DocumentKind;
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 当场签发 (art. 34).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Issued {
    /// What was issued.
    pub licence: Licence,
}

impl ActRule<Case> for Issued {
    type Context<'a> = Context<'a>;
    const BY: By = By::STAFF;
    const PAPER: Option<DocumentKind> = Some(DocumentKind::Licence);

    fn follows(case: &Case, context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be_undecided()?;
        if case.money.is_open() {
            return Err(WhyNot::FeeUnpaid);
        }
        let second_officer = context.decision.is_some_and(|decision| decision.second_officer);
        if second_officer && !case.procedures.was_verified_by_another(&context.doer.person) {
            return Err(WhyNot::SecondOfficerNeeded);
        }
        Ok(())
    }

    fn carry(&self, case: &mut Case, _entry: &Entry) {
        case.products.licence = Some(self.licence.clone());
    }

    fn number(&self) -> Option<&str> {
        Some(&self.licence.number)
    }
}
