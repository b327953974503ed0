//! What an application lacks, material by material: art. 32 item 4 of the Administrative Licensing Law
//! has the applicant told once of everything that is missing or not in legal form.
//!
//! The notice is an act of the case ([`crate::case::acts::CorrectionNotified`]). What is not in legal form is given
//! back with it, and counts as handed in no more.

use crate::ids::MaterialCode;
use crate::item::{Item, Material, MaterialForm};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The most characters of a note.
pub const MAX_NOTE_CHARACTERS: usize = 200;

/// One material that an application lacks, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Lack {
    /// Which material of the item.
    pub material: MaterialCode,
    /// Why what there is does not do.
    pub why: LackWhy,
}

/// Why a material does not do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum LackWhy {
    /// 未提交: it was not handed in.
    Missing,
    /// 不符合法定形式: it was handed in, and is not as the law asks.
    NotInLegalForm {
        /// What is wrong with it, as the applicant is told; at most [`MAX_NOTE_CHARACTERS`].
        note: String,
    },
}

/// Why a list of lacks cannot be told to an applicant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LackError {
    /// The list is empty.
    #[error("nothing is lacking")]
    Nothing,
    /// The item asks for no such material.
    #[error("the item has no material {0}")]
    Unknown(MaterialCode),
    /// A material is named again.
    #[error("material {0} is named twice")]
    Twice(MaterialCode),
    /// A material is called missing that was handed in.
    #[error("material {0} was handed in")]
    HandedIn(MaterialCode),
    /// A material is called not in legal form that was not handed in.
    #[error("material {0} was not handed in")]
    NotHandedIn(MaterialCode),
    /// A note is empty, too long, or holds what no paper shows.
    #[error("what is wrong with material {0} must be said in 1 to 200 characters")]
    Note(MaterialCode),
    /// A required material is missing and not named: everything is told at once.
    #[error("material {0} is missing too and must be named")]
    Untold(MaterialCode),
}

impl Lack {
    /// What is wrong, as the notice says it: `未提交`, `不符合法定形式：未加盖公章`.
    pub fn problem(&self) -> String {
        match &self.why {
            LackWhy::Missing => "未提交".to_owned(),
            LackWhy::NotInLegalForm { note } => format!("不符合法定形式：{note}"),
        }
    }

    /// What is to be done, as the notice says it: `请提交原件1份`.
    pub fn remedy(&self, material: &Material) -> String {
        let what = format!("{}{}份", form_word(material.form), material.count);
        match self.why {
            LackWhy::Missing => format!("请提交{what}"),
            LackWhy::NotInLegalForm { .. } => format!("请改正后重新提交{what}"),
        }
    }

    fn check(&self, item: &Item, handed_in: &[MaterialCode]) -> Result<(), LackError> {
        let code = || self.material.clone();
        if !item.materials.iter().any(|material| material.code == self.material) {
            return Err(LackError::Unknown(code()));
        }
        match (&self.why, handed_in.contains(&self.material)) {
            (LackWhy::Missing, false) => Ok(()),
            (LackWhy::Missing, true) => Err(LackError::HandedIn(code())),
            (LackWhy::NotInLegalForm { .. }, false) => Err(LackError::NotHandedIn(code())),
            (LackWhy::NotInLegalForm { note }, true) if is_note(note) => Ok(()),
            (LackWhy::NotInLegalForm { .. }, true) => Err(LackError::Note(code())),
        }
    }
}

fn form_word(form: MaterialForm) -> &'static str {
    match form {
        MaterialForm::Original => "原件",
        MaterialForm::Copy => "复印件",
        MaterialForm::Both => "原件及复印件",
    }
}

fn is_note(note: &str) -> bool {
    let length = note.chars().count();
    !note.trim().is_empty() && length <= MAX_NOTE_CHARACTERS && !note.chars().any(char::is_control)
}

/// The required materials that were not handed in: what a notice names at the least.
pub fn missing(item: &Item, handed_in: &[MaterialCode]) -> Vec<Lack> {
    let lack = |material| Lack { material, why: LackWhy::Missing };
    item.missing(handed_in).into_iter().map(lack).collect()
}

/// Whether this can be told to an applicant who handed in these materials: each lack is as it says,
/// and everything that is missing is among them.
///
/// # Errors
/// The first thing that is wrong with it.
pub fn check(lacks: &[Lack], item: &Item, handed_in: &[MaterialCode]) -> Result<(), LackError> {
    if lacks.is_empty() {
        return Err(LackError::Nothing);
    }
    for (at, lack) in lacks.iter().enumerate() {
        if lacks.iter().take(at).any(|earlier| earlier.material == lack.material) {
            return Err(LackError::Twice(lack.material.clone()));
        }
        lack.check(item, handed_in)?;
    }
    let told = |code: &MaterialCode| lacks.iter().any(|lack| lack.material == *code);
    match item.missing(handed_in).into_iter().find(|code| !told(code)) {
        Some(code) => Err(LackError::Untold(code)),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Lack, LackError, LackWhy, MAX_NOTE_CHARACTERS, check, missing};
    use crate::ids::MaterialCode;
    use crate::item::Item;
    use crate::sample;

    /// Requires m1 and m2; m3 may be handed in.
    fn item() -> Item {
        sample::item("shangwu-01", "示例", vec![])
    }

    fn codes(list: &[&str]) -> Vec<MaterialCode> {
        list.iter().map(|&code| code.into()).collect()
    }

    fn gone(code: &str) -> Lack {
        Lack { material: code.into(), why: LackWhy::Missing }
    }

    fn wrong(code: &str, note: &str) -> Lack {
        Lack { material: code.into(), why: LackWhy::NotInLegalForm { note: note.to_owned() } }
    }

    #[test]
    fn each_lack_is_as_it_says_and_everything_missing_is_told() {
        let long = "长".repeat(MAX_NOTE_CHARACTERS);
        let (handed_in, all) = (codes(&["m1"]), codes(&["m1", "m2", "m3"]));
        let rows = [
            (vec![gone("m2")], &handed_in, Ok(())),
            (vec![gone("m2"), wrong("m1", "未加盖公章")], &handed_in, Ok(())),
            (vec![gone("m2"), gone("m3")], &handed_in, Ok(())),
            (vec![wrong("m3", &long)], &all, Ok(())),
            (vec![], &handed_in, Err(LackError::Nothing)),
            (vec![gone("m9")], &handed_in, Err(LackError::Unknown("m9".into()))),
            (vec![gone("m2"), gone("m2")], &handed_in, Err(LackError::Twice("m2".into()))),
            (vec![gone("m1")], &handed_in, Err(LackError::HandedIn("m1".into()))),
            (vec![wrong("m2", "缺页")], &handed_in, Err(LackError::NotHandedIn("m2".into()))),
            (vec![wrong("m1", " ")], &all, Err(LackError::Note("m1".into()))),
            (vec![wrong("m1", "缺\n页")], &all, Err(LackError::Note("m1".into()))),
            (vec![wrong("m1", &(long.clone() + "长"))], &all, Err(LackError::Note("m1".into()))),
            (vec![wrong("m1", "缺页")], &handed_in, Err(LackError::Untold("m2".into()))),
        ];
        for (lacks, handed_in, expected) in rows {
            assert_eq!(check(&lacks, &item(), handed_in), expected, "{lacks:?}");
        }
        assert_eq!(missing(&item(), &handed_in), [gone("m2")]);
        assert_eq!(check(&missing(&item(), &handed_in), &item(), &handed_in), Ok(()));
        assert_eq!(missing(&item(), &all), []);
    }

    #[test]
    fn the_notice_says_what_is_wrong_and_what_to_do() {
        let material = &item().materials[0];
        let said = |lack: Lack| (lack.problem(), lack.remedy(material));
        let expected = ("未提交".to_owned(), "请提交原件及复印件1份".to_owned());
        assert_eq!(said(gone("m1")), expected);
        let (problem, remedy) = said(wrong("m1", "未加盖公章"));
        assert_eq!(problem, "不符合法定形式：未加盖公章");
        assert_eq!(remedy, "请改正后重新提交原件及复印件1份");
    }
}
