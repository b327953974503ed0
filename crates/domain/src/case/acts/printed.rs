use crate::act::{ActRule, By, Name};
use crate::case::{Case, Context};
use crate::item::Item;
use crate::journal::Entry;
use crate::paper::DocumentKind;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A paper came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Printed {
    /// Which.
    pub document: DocumentKind,
    /// 0 for the original, then 1, 2, … for each copy.
    pub copy: u32,
    /// Why a copy was wanted; empty of the original.
    pub reason: String,
}

impl ActRule<Case> for Printed {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "打印", en: "printed" };
    const TO_DO: Name = Name { zh: "打印", en: "Print" };
    const BY: By = By::STAFF;

    fn follows(_case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        Ok(())
    }

    fn fits(&self, case: &Case) -> Result<(), WhyNot> {
        if !case.documents().contains(&self.document) {
            return Err(WhyNot::NoSuchPaper);
        }
        // One original, and the copies in their order: another instance of the window may have printed too.
        let is_next = case.papers.times(self.document) == self.copy;
        if is_next { Ok(()) } else { Err(WhyNot::NotAsHeld) }
    }

    fn carry(&self, case: &mut Case, _entry: &Entry) {
        case.papers.count(self.document);
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.reason, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.reason.clone()
    }
}

#[cfg(test)]
impl crate::act::ActSample for Printed {
    const STATES: &'static [crate::case::CaseState] = &crate::case::CaseState::ALL;

    fn sample() -> Self {
        Self { document: DocumentKind::MaterialsReceipt, copy: 0, reason: String::new() }
    }
}
