use crate::act::{ActRule, By, Name};
use crate::case::{Case, Context};
use crate::item::Item;
use crate::journal::Entry;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 实质核查: an officer verified the substance of the materials (art. 34).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Verified {
    /// What was looked at and found.
    pub findings: String,
}

impl ActRule<Case> for Verified {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "实质核查", en: "materials verified" };
    const TO_DO: Name = Name { zh: "实质核查", en: "Verify materials" };
    const BY: By = By::STAFF;

    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be_undecided()
    }

    fn carry(&self, case: &mut Case, entry: &Entry) {
        case.procedures.note_verified(&entry.actor);
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.findings, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.findings.clone()
    }
}

#[cfg(test)]
impl crate::act::ActSample for Verified {
    const STATES: &'static [crate::case::CaseState] = &[crate::case::CaseState::Accepted];

    fn sample() -> Self {
        Self { findings: "原件与复印件一致（示例）".to_owned() }
    }
}
