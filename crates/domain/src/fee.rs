//! What a case costs.

use crate::ids::MaterialCode;
use crate::item::{ApplicantKind, Exemption, FeeRule, Tariff};
use crate::money::Money;
use chrono::NaiveDate;
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

/// The tariff that was in force on a day: that of the acceptance is the case's to its end. `None` where
/// nothing was charged then. Of two, which no checked pack has, the later one.
pub fn tariff_on(rule: &FeeRule, day: NaiveDate) -> Option<&Tariff> {
    rule.tariffs.iter().filter(|tariff| tariff.holds_on(day)).max_by_key(|tariff| tariff.from)
}

/// Why an exemption cannot be claimed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ExemptionError {
    /// The rule knows no such exemption.
    #[error("the fee has no exemption {0}")]
    Unknown(String),
    /// What proves it was not handed in.
    #[error("the exemption {code} is not proved: {lacks:?} was not handed in")]
    NotProved {
        /// Which exemption.
        code: String,
        /// The materials that its proof lacks.
        lacks: Vec<MaterialCode>,
    },
}

/// What is due under `rule` for an application accepted on a day, of an applicant of this kind who
/// handed in these materials, with the exemption the clerk claims. One that nobody claims is granted where it is proved too.
///
/// # Errors
/// [`ExemptionError`] of the claimed exemption.
pub fn due(
    rule: Option<&FeeRule>,
    accepted_on: NaiveDate,
    applicant: ApplicantKind,
    handed_in: &[MaterialCode],
    claimed: Option<&str>,
) -> Result<FeeDue, ExemptionError> {
    let unknown = |code: &str| ExemptionError::Unknown(code.to_owned());
    let Some(rule) = rule else {
        return claimed.map_or(Ok(FeeDue::Free), |code| Err(unknown(code)));
    };
    let exemption = match claimed {
        Some(code) => Some(claimed_one(rule, code, handed_in)?),
        None => rule
            .exemptions
            .iter()
            .find(|e| e.applicant_kinds.contains(&applicant) && e.lacks(handed_in).is_empty()),
    };
    let tariff = tariff_on(rule, accepted_on).filter(|tariff| tariff.amount.hundredths() > 0);
    Ok(match (exemption, tariff) {
        (Some(e), _) => FeeDue::Exempt { code: e.code.clone(), name: e.name.clone() },
        (None, Some(tariff)) => FeeDue::Amount { amount: tariff.amount.clone() },
        (None, None) => FeeDue::Free,
    })
}

fn claimed_one<'a>(
    rule: &'a FeeRule,
    code: &str,
    handed_in: &[MaterialCode],
) -> Result<&'a Exemption, ExemptionError> {
    let known = rule.exemptions.iter().find(|exemption| exemption.code == code);
    let exemption = known.ok_or_else(|| ExemptionError::Unknown(code.to_owned()))?;
    match exemption.lacks(handed_in) {
        lacks if lacks.is_empty() => Ok(exemption),
        lacks => Err(ExemptionError::NotProved { code: code.to_owned(), lacks }),
    }
}

#[cfg(test)]
mod tests {
    use super::{ExemptionError, FeeDue, due, tariff_on};
    use crate::item::{ApplicantKind, FeeRule};
    use crate::sample::{date, item, money, tariff};

    #[test]
    fn what_is_due_hangs_on_the_rule_the_applicant_and_the_claim() {
        let rule = item("fagai-01", "示例", vec![]).fee.unwrap();
        let nothing = FeeRule { tariffs: vec![tariff("2026-01-01", None, "0")], ..rule.clone() };
        let amount = FeeDue::Amount { amount: money("10", "CNY") };
        let exempt = |code: &str, name: &str| FeeDue::Exempt {
            code: code.to_owned(),
            name: name.to_owned(),
        };
        let student = exempt("student", "大学生创业免收");
        let hardship = exempt("hardship", "困难企业免收");
        let unknown = |code: &str| Err(ExemptionError::Unknown(code.to_owned()));
        let not_proved = || {
            let (code, lacks) = ("hardship".to_owned(), vec!["m3".into()]);
            Err(ExemptionError::NotProved { code, lacks })
        };
        let mut proved = rule.clone();
        proved.exemptions[0].proof = vec!["m3".into()];
        use ApplicantKind::{Enterprise, Person, UniversityStudent};
        let (all, some): (&[&str], &[&str]) = (&["m1", "m2", "m3"], &["m1", "m2"]);
        let rows = [
            (None, Enterprise, all, None, Ok(FeeDue::Free)),
            (None, Enterprise, all, Some("student"), unknown("student")),
            (Some(&rule), Enterprise, all, None, Ok(amount.clone())),
            (Some(&rule), Person, all, None, Ok(amount.clone())),
            // A student is exempt without asking; hardship is claimed with proof.
            (Some(&rule), UniversityStudent, some, None, Ok(student.clone())),
            (Some(&rule), Enterprise, all, Some("hardship"), Ok(hardship.clone())),
            (Some(&rule), Enterprise, some, Some("hardship"), not_proved()),
            (Some(&rule), Enterprise, &[], Some("hardship"), not_proved()),
            (Some(&rule), UniversityStudent, all, Some("hardship"), Ok(hardship.clone())),
            (Some(&rule), Enterprise, some, Some("student"), Ok(student.clone())),
            (Some(&rule), Enterprise, all, Some("none"), unknown("none")),
            (Some(&rule), Enterprise, all, Some(""), unknown("")),
            // Where a student must prove it, nothing is given without.
            (Some(&proved), UniversityStudent, all, None, Ok(student)),
            (Some(&proved), UniversityStudent, some, None, Ok(amount)),
            (Some(&nothing), Enterprise, some, None, Ok(FeeDue::Free)),
            (Some(&nothing), Enterprise, all, Some("hardship"), Ok(hardship)),
        ];
        for (rule, applicant, handed_in, claimed, expected) in rows {
            let codes: Vec<_> = handed_in.iter().map(|&code| code.into()).collect();
            let found = due(rule, date("2026-11-23"), applicant, &codes, claimed);
            assert_eq!(found, expected, "{applicant:?} {handed_in:?} {claimed:?}");
        }
    }

    #[test]
    fn the_tariff_of_the_day_of_acceptance_is_taken() {
        let rule = FeeRule {
            tariffs: vec![
                tariff("2026-01-01", Some("2026-06-30"), "10"),
                tariff("2026-07-01", Some("2026-11-22"), "8"),
                tariff("2026-12-01", None, "5"),
            ],
            ..item("fagai-01", "示例", vec![]).fee.unwrap()
        };
        let rows = [
            ("2025-12-31", None),
            ("2026-01-01", Some("10")),
            ("2026-06-30", Some("10")),
            ("2026-07-01", Some("8")),
            ("2026-11-22", Some("8")),
            ("2026-11-23", None),
            ("2026-12-01", Some("5")),
            ("2030-01-01", Some("5")),
        ];
        for (day, amount) in rows {
            let amount = amount.map(|amount| money(amount, "CNY"));
            let found = tariff_on(&rule, date(day)).map(|tariff| tariff.amount.clone());
            assert_eq!(found, amount, "{day}");
            let expected = amount.map_or(FeeDue::Free, |amount| FeeDue::Amount { amount });
            let found = due(Some(&rule), date(day), ApplicantKind::Enterprise, &[], None);
            assert_eq!(found, Ok(expected), "{day}");
        }
    }
}
