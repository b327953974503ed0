use crate::act::{ActRule, By, Name};
use crate::case::{Case, CaseState, Context};
use crate::ids::MaterialCode;
use crate::journal::Entry;
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 补正: materials handed in later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Supplied {
    /// What came.
    pub materials: Vec<MaterialCode>,
}

impl ActRule<Case> for Supplied {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "补正", en: "supplied" };
    const TO_DO: Name = Name { zh: "补正材料", en: "Add materials" };
    const BY: By = By::STAFF;

    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be(&[CaseState::Received, CaseState::CorrectionDue])
    }

    fn carry(&self, case: &mut Case, entry: &Entry) {
        case.intake.take(&self.materials, entry.legal_day());
        case.intake.waits_for_correction = false;
    }

    fn detail(&self) -> String {
        MaterialCode::joined(&self.materials)
    }
}

#[cfg(test)]
impl crate::act::ActSample for Supplied {
    const STATES: &'static [CaseState] = &[CaseState::Received, CaseState::CorrectionDue];

    fn sample() -> Self {
        Self { materials: vec!["m1".into(), "m2".into()] }
    }
}
