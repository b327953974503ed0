//! The decision: may this be issued here, by this person, and why.

use crate::act::Applicant;
use crate::form::{FieldProblem, FormValues};
use crate::grant::{Grant, Referee};
use crate::ids::{ItemCode, MaterialCode};
use crate::item::{Action, ApplicantKind, Item};
use crate::pack::RulePack;
use crate::person::Role;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What is decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The item.
    pub item: ItemCode,
    /// The action.
    pub action: Action,
    /// Who applies.
    pub applicant: FactsApplicant,
    /// The form as filled in.
    #[serde(default)]
    pub form: FormValues,
    /// The materials.
    pub materials: Materials,
}

/// The applicant as far as the decision needs one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactsApplicant {
    /// What kind.
    pub kind: ApplicantKind,
    /// The name.
    pub name: String,
}

impl From<&Applicant> for FactsApplicant {
    fn from(applicant: &Applicant) -> Self {
        Self { kind: applicant.kind, name: applicant.name.clone() }
    }
}

/// The materials handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Materials {
    /// All that are needed.
    Complete,
    /// Not all.
    Incomplete,
    /// These.
    #[serde(untagged)]
    Listed(Vec<MaterialCode>),
}

/// What the decision comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// May be issued here and now by this person.
    Issue,
    /// Somebody else decides.
    Refer,
    /// Materials are missing: a correction notice is due.
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

/// One thing that the decision looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reason {
    /// What it is, for a program: `issue_by_clerk`, `issue_by_chief`, `refer`, `green`,
    /// `not_met`, `above_authority`, `no_clause`, `materials_missing`, `grant_expired`.
    pub code: String,
    /// Whether the clause holds for the case.
    pub met: bool,
    /// The grant's document number; empty where no grant speaks.
    pub grant: String,
    /// The clause.
    pub clause: String,
    /// The limit, such as `投资总额 < 3,000万 USD`.
    pub limit: String,
    /// The value given, such as `2,800万 USD`.
    pub value: String,
    /// The whole in one sentence that can be read aloud to the applicant.
    pub text: String,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Decision {
    /// What it comes to.
    pub outcome: Outcome,
    /// To whom, with [`Outcome::Refer`] only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<Referee>,
    /// Which queue.
    pub queue: Queue,
    /// Every clause looked at.
    pub reasons: Vec<Reason>,
}
