use crate::act::{ActRule, By, Name};
use crate::calendar::Due;
use crate::case::{Case, CaseState, Context};
use crate::ids::MaterialCode;
use crate::item::Item;
use crate::journal::Entry;
use crate::lack::{Lack, LackWhy, MAX_NOTE_CHARACTERS};
use crate::paper::DocumentKind;
use crate::text::Limited;
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 一次性告知: everything missing, told once (art. 32 item 4).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectionNotified {
    /// What is missing or not in legal form.
    pub lacks: Vec<Lack>,
    /// The last working day on which the notice could be given, art. 32 item 4.
    pub told_by: Due,
}

impl ActRule<Case> for CorrectionNotified {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "告知补正", en: "correction notified" };
    const TO_DO: Name = Name { zh: "一次性告知", en: "Correction notice" };
    const BY: By = By::STAFF;
    const PAPER: Option<DocumentKind> = Some(DocumentKind::CorrectionNotice);

    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        case.must_be(&[CaseState::Received])?;
        if case.intake.notified.is_empty() { Ok(()) } else { Err(WhyNot::AlreadyNotified) }
    }

    fn fits(&self, _case: &Case) -> Result<(), WhyNot> {
        if self.lacks.is_empty() { Err(WhyNot::NothingNamed) } else { Ok(()) }
    }

    fn carry(&self, case: &mut Case, _entry: &Entry) {
        let given_back = |code: &MaterialCode| {
            let wrong = |lack: &Lack| lack.material == *code && lack.why != LackWhy::Missing;
            self.lacks.iter().any(wrong)
        };
        case.intake.materials.retain(|handed_in| !given_back(&handed_in.material));
        case.intake.notified.clone_from(&self.lacks);
        case.intake.waits_for_correction = true;
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        let note = |lack: &'a Lack| match &lack.why {
            LackWhy::Missing => None,
            LackWhy::NotInLegalForm { note } => Some((note.as_str(), MAX_NOTE_CHARACTERS)),
        };
        self.lacks.iter().filter_map(note).collect()
    }

    fn detail(&self) -> String {
        let lack = |lack: &Lack| format!("{} {}", lack.material, lack.problem());
        self.lacks.iter().map(lack).collect::<Vec<_>>().join("；")
    }
}

#[cfg(test)]
impl crate::act::ActSample for CorrectionNotified {
    const STATES: &'static [CaseState] = &[CaseState::Received];

    fn sample() -> Self {
        let told_by = Due::On { date: crate::sample::date("2026-11-30") };
        let lack = |code: &str, why| Lack { material: code.into(), why };
        let note = "未加盖公章（示例）".to_owned();
        let wrong = lack("m1", LackWhy::NotInLegalForm { note });
        Self { lacks: vec![lack("m2", LackWhy::Missing), wrong], told_by }
    }
}
