//! What a case costs.

use crate::act::FeeDue;
use crate::item::{ApplicantKind, FeeRule};

/// What is due under `rule` for an applicant of this kind, with the exemption that the clerk claims.
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
