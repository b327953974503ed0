//! The answer as it is shown, journalled and printed.

use crate::grant::ReferralTarget;
use crate::text::{DRAWN_MOST, Limited};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the decision comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// May be issued here and now by this person.
    Issue,
    /// Somebody else decides.
    Refer,
    /// Materials are missing, or what the licence must say: to be completed before anything is issued.
    Correct,
    /// Cannot be granted.
    Refuse,
}

/// Which queue the case goes into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Queue {
    /// The usual one.
    #[default]
    Normal,
    /// 绿色通道
    Green,
}

impl Queue {
    /// Whether it is the usual one.
    pub fn is_normal(&self) -> bool {
        *self == Self::Normal
    }
}

/// The codes of a [`Reason`] by which a grant speaks as a whole against the case: a limit is passed, or
/// somebody else holds it.
pub const GRANT_AGAINST: [&str; 5] =
    ["offline_hours", OFFLINE_SOFT_HOURS, "offline_count", "offline_total", "not_holder"];
/// The one among them that is a warning alone.
pub const OFFLINE_SOFT_HOURS: &str = "offline_soft_hours";
/// The code of a [`Reason`] by which a grant says that a limit is kept.
pub const WITHIN_LIMIT: &str = "within_limit";

/// One thing that the decision looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reason {
    /// What it is, for a program. Of a clause: `issue_by_clerk`, `issue_by_chief`, `refer`, `green`,
    /// `second_officer` where it is met, `not_met`, `set_aside` (an exception to it is met),
    /// `grant_expired` (not valid on the day),
    /// `grant_revoked`, `rate_missing`, `rate_stale` (the rate is older than the pack allows) and
    /// `value_missing` (these three cannot be told) where it is not. Of a grant:
    /// `offline_hours`, `offline_count`, `offline_total` (a hard limit is passed),
    /// `offline_soft_hours` (a warning alone) and `not_holder` where they are met, `within_limit`
    /// where it is not. Of the whole: `materials_missing`, `licence_lacks` (a field that the licence must say), `not_at_window`, `above_authority`,
    /// `no_clause`.
    pub code: String,
    /// Whether it holds for the case.
    pub met: bool,
    /// The grant's document number; empty where no grant speaks.
    pub grant: String,
    /// The clause; for what a grant says as a whole, `离线限额` or `被授权人`.
    pub clause: String,
    /// The limit, such as `投资总额 < 3,000万 USD`; several are parted by `；`.
    pub limit: String,
    /// The value given, such as `2,800万 USD`; several are parted by `；` and say their field.
    pub value: String,
    /// The whole in one sentence that can be read aloud to the applicant.
    pub text: String,
}

impl Reason {
    /// Its texts, with the most characters of each.
    pub(crate) fn texts(&self) -> Vec<Limited<'_>> {
        let Self { code, met: _, grant, clause, limit, value, text } = self;
        [code, grant, clause, limit, value, text].map(|text| (text.as_str(), DRAWN_MOST)).to_vec()
    }
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// What it comes to.
    pub outcome: Outcome,
    /// To whom, with [`Outcome::Refer`] only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<ReferralTarget>,
    /// Who else has a say after that, with [`Outcome::Refer`] only; in that order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, type = "Array<ReferralTarget>")]
    pub also: Vec<ReferralTarget>,
    /// Which queue.
    pub queue: Queue,
    /// Whether two officers or more must verify the substance of the materials: art. 34 of the
    /// Administrative Licensing Law.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub second_officer: bool,
    /// Whether a grant lets this person refuse such a case, and not accept it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(optional, as = "Option<bool>")]
    pub may_refuse: bool,
    /// The explanation: every clause looked at, met or not, in the pack's order; then what the grants
    /// that let the window issue say of holder and outages; then what the whole comes to where no
    /// clause says it.
    pub reasons: Vec<Reason>,
}
/// The grants that let a window issue, each once.
pub fn grants_of(reasons: &[Reason]) -> Vec<&str> {
    let mut grants: Vec<&str> = Vec::new();
    let authority = |code: &str| code == "issue_by_clerk" || code == "issue_by_chief";
    for reason in reasons.iter().filter(|reason| reason.met && authority(&reason.code)) {
        if !grants.contains(&reason.grant.as_str()) {
            grants.push(&reason.grant);
        }
    }
    grants
}
