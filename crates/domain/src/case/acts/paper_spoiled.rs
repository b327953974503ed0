use crate::act::{ActRule, By, Name};
use crate::case::{Case, Context};
use crate::item::Item;
use crate::journal::Entry;
use crate::paper::DocumentKind;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 废纸: the paper that came out last is no good (jammed, smudged, torn) and was destroyed. It counts as if
/// it had never come out, so that the next one is an original again where it was the original. What is
/// wrong on a licence itself makes the licence void instead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PaperSpoiled {
    /// Which.
    pub document: DocumentKind,
    /// 0 for the original, then 1, 2, … for each copy.
    pub copy: u32,
    /// What is wrong with it.
    pub reason: String,
}

impl ActRule<Case> for PaperSpoiled {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "废纸登记", en: "paper spoiled" };
    const TO_DO: Name = Name { zh: "登记废纸", en: "Spoil a paper" };
    const TOLD: Option<Name> = Some(Name {
        zh: "纸已打坏（卡纸、污损、撕裂）。先销毁坏纸，再登记；下一张顶替它：坏的是原件，下一张就是原件。",
        en: "The paper is no good (jammed, smudged, torn). Destroy it first; the next one takes its \
             place: where it was the original, the next one is the original.",
    });
    const BY: By = By::STAFF;

    fn follows(case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        if DocumentKind::ALL.iter().any(|document| spoilable(case, *document)) {
            Ok(())
        } else {
            Err(WhyNot::NoSuchPaper)
        }
    }

    fn fits(&self, case: &Case) -> Result<(), WhyNot> {
        if !spoilable(case, self.document) {
            return Err(WhyNot::NoSuchPaper);
        }
        let is_last = case.papers.times(self.document) == self.copy.saturating_add(1);
        if is_last { Ok(()) } else { Err(WhyNot::NotAsHeld) }
    }

    fn carry(&self, case: &mut Case, _entry: &Entry) {
        case.papers.uncount(self.document);
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.reason, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.reason.clone()
    }
}

/// Whether one came out that lies at the window: the original that ended the case may have been handed over.
fn spoilable(case: &Case, document: DocumentKind) -> bool {
    let given = case.delivery.is_some() && case.final_paper() == Some(document);
    case.papers.times(document) > u32::from(given)
}

#[cfg(test)]
impl crate::act::ActSample for PaperSpoiled {
    const STATES: &'static [crate::case::CaseState] = &[];

    fn sample() -> Self {
        let reason = "卡纸（示例）".to_owned();
        Self { document: DocumentKind::MaterialsReceipt, copy: 0, reason }
    }
}

#[cfg(test)]
mod tests {
    use super::PaperSpoiled;
    use crate::case::acts::Printed;
    use crate::case::{Case, CaseAct};
    use crate::paper::DocumentKind;
    use crate::sample::{entry, received};
    use crate::why_not::WhyNot;

    #[test]
    fn the_next_paper_takes_the_place_of_a_spoiled_one() {
        let document = DocumentKind::MaterialsReceipt;
        let printed = |copy| {
            let reason = if copy == 0 { String::new() } else { "存档（示例）".to_owned() };
            CaseAct::from(Printed { document, copy, reason })
        };
        let spoiled = |copy| {
            CaseAct::from(PaperSpoiled { document, copy, reason: "卡纸（示例）".to_owned() })
        };
        let mut case = Case::begin(&entry(received())).unwrap();
        let mut apply = |act| case.apply(&entry(act)).map(|()| case.papers.times(document));
        assert_eq!(apply(spoiled(0)), Err(WhyNot::NoSuchPaper), "none came out");
        assert_eq!(apply(printed(0)), Ok(1));
        assert_eq!(apply(printed(0)), Err(WhyNot::NotAsHeld), "a second original");
        assert_eq!(apply(spoiled(1)), Err(WhyNot::NotAsHeld), "another than the last one");
        assert_eq!(apply(spoiled(0)), Ok(0));
        assert_eq!(apply(printed(1)), Err(WhyNot::NotAsHeld), "a copy before the original");
        assert_eq!(apply(printed(0)), Ok(1));
        assert_eq!(apply(printed(1)), Ok(2));
        assert_eq!(apply(spoiled(1)), Ok(1));
        assert_eq!(apply(printed(1)), Ok(2));
    }
}
