//! What a case costs.

use crate::item::{ApplicantKind, FeeRule};
use crate::money::Money;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is due for a case, fixed at acceptance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FeeDue {
    /// The item is free.
    Free,
    /// To be paid before the licence is issued.
    Amount {
        /// How much.
        amount: Money,
    },
    /// Not to be paid, for a reason.
    Exempt {
        /// The exemption's code in the item's fee rule.
        code: String,
        /// The exemption's name.
        name: String,
    },
}

/// What is due under `rule` for an applicant of this kind, with the exemption the clerk claims.
///
/// # Errors
/// The claimed code where the rule knows no such exemption.
pub fn due(
    rule: Option<&FeeRule>,
    applicant: ApplicantKind,
    claimed: Option<&str>,
) -> Result<FeeDue, String> {
    let unknown = |code: &str| code.to_owned();
    let Some(rule) = rule else {
        return claimed.map_or(Ok(FeeDue::Free), |code| Err(unknown(code)));
    };
    let exemption = match claimed {
        Some(code) => {
            Some(rule.exemptions.iter().find(|e| e.code == code).ok_or_else(|| unknown(code))?)
        }
        None => rule.exemptions.iter().find(|e| e.applicant_kinds.contains(&applicant)),
    };
    Ok(match exemption {
        Some(e) => FeeDue::Exempt { code: e.code.clone(), name: e.name.clone() },
        None if rule.amount.hundredths() == 0 => FeeDue::Free,
        None => FeeDue::Amount { amount: rule.amount.clone() },
    })
}

#[cfg(test)]
mod tests {
    use super::{FeeDue, due};
    use crate::item::{ApplicantKind, FeeRule};
    use crate::sample::{item, money};

    #[test]
    fn what_is_due_hangs_on_the_rule_the_applicant_and_the_claim() {
        let rule = item("fagai-01", "示例", vec![]).fee.unwrap();
        let nothing = FeeRule { amount: money("0", "CNY"), ..rule.clone() };
        let amount = FeeDue::Amount { amount: money("10", "CNY") };
        let exempt = |code: &str, name: &str| FeeDue::Exempt {
            code: code.to_owned(),
            name: name.to_owned(),
        };
        let student = exempt("student", "大学生创业免收");
        let hardship = exempt("hardship", "困难企业免收");
        use ApplicantKind::{Enterprise, Person, UniversityStudent};
        let rows = [
            (None, Enterprise, None, Ok(FeeDue::Free)),
            (None, Enterprise, Some("student"), Err("student")),
            (Some(&rule), Enterprise, None, Ok(amount.clone())),
            (Some(&rule), Person, None, Ok(amount)),
            // A student is exempt without asking; hardship is claimed with proof.
            (Some(&rule), UniversityStudent, None, Ok(student.clone())),
            (Some(&rule), Enterprise, Some("hardship"), Ok(hardship.clone())),
            (Some(&rule), UniversityStudent, Some("hardship"), Ok(hardship.clone())),
            (Some(&rule), Enterprise, Some("student"), Ok(student)),
            (Some(&rule), Enterprise, Some("none"), Err("none")),
            (Some(&rule), Enterprise, Some(""), Err("")),
            (Some(&nothing), Enterprise, None, Ok(FeeDue::Free)),
            (Some(&nothing), Enterprise, Some("hardship"), Ok(hardship)),
        ];
        for (rule, applicant, claimed, expected) in rows {
            let found = due(rule, applicant, claimed);
            assert_eq!(found, expected.map_err(ToOwned::to_owned), "{applicant:?} {claimed:?}");
        }
    }
}
