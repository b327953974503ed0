use crate::act::{ActRule, By, Name};
use crate::case::{Case, Context};
use crate::decide::Reason;
use crate::item::Item;
use crate::journal::Entry;
use crate::licence::Licence;
use crate::paper::DocumentKind;
use crate::product::Product;
use crate::text::{DRAWN_MOST, Limited, NAME_MOST, NUMBER_MOST, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 当场签发 (art. 34).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Issued {
    /// What was issued.
    pub licence: Licence,
    /// The number, from a leased block, that the credit code of a founded holder was made from; `None`
    /// where nobody was founded, or the code was given with a licence of the case that is void.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub founded: Option<String>,
}

impl ActRule<Case> for Issued {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "签发", en: "issued" };
    const TO_DO: Name = Name { zh: "当场签发", en: "Issue" };
    const BY: By = By::STAFF;
    const PAPER: Option<DocumentKind> = Some(DocumentKind::Licence);

    fn follows(case: &Case, context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be_undecided()?;
        if case.money.is_open() {
            return Err(WhyNot::FeeUnpaid);
        }
        let Some(decision) = context.decision else { return Ok(()) };
        if !case.procedures.lets_issue(decision) {
            return Err(WhyNot::NotAuthorised);
        }
        let issuer = &context.doer.person;
        if decision.second_officer && !case.procedures.was_verified_by_another(issuer) {
            return Err(WhyNot::SecondOfficerNeeded);
        }
        Ok(())
    }

    fn carry(&self, case: &mut Case, _entry: &Entry) {
        if case.parties.to_be.is_some() {
            case.products.holder_number.clone_from(&self.licence.product.holder_number);
        }
        case.products.licence = Some(self.licence.clone());
    }

    fn numbers(&self) -> Vec<&str> {
        let own = !self.licence.product.kind.is_of_existing();
        let own = own.then_some(self.licence.number.as_str());
        own.into_iter().chain(self.founded.as_deref()).collect()
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        let Self { licence, founded } = self;
        let mut texts: Vec<Limited<'a>> = vec![(&licence.number, NUMBER_MOST)];
        texts.extend(founded.as_deref().map(|number| (number, NUMBER_MOST)));
        texts.extend([(licence.holder.as_str(), NAME_MOST), (&licence.name, DRAWN_MOST)]);
        texts.extend([
            (licence.licence_type.as_str(), NAME_MOST),
            (&licence.signature, REASON_MOST),
        ]);
        let Product { holder_number, before, .. } = &licence.product;
        texts.extend(holder_number.as_deref().map(|number| (number, NAME_MOST)));
        texts.extend(before.as_deref().map(|id| (id, NUMBER_MOST)));
        texts.extend(licence.identifier.as_deref().map(|identifier| (identifier, NAME_MOST)));
        texts.extend(licence.reasons.iter().flat_map(Reason::texts));
        texts
    }

    fn detail(&self) -> String {
        self.licence.id()
    }
}

#[cfg(test)]
impl crate::act::ActSample for Issued {
    const STATES: &'static [crate::case::CaseState] = &[crate::case::CaseState::Accepted];

    fn sample() -> Self {
        Self { licence: crate::sample::licence(), founded: None }
    }
}
