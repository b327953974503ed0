//! 当事人: who applies, and whose the licence will be.

use crate::item::ApplicantKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The parties to a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Parties {
    /// Who applies.
    pub applicant: Applicant,
}

/// Who applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// What kind of applicant.
    pub kind: ApplicantKind,
    /// The name.
    pub name: String,
    /// Identity number (GB 11643) or credit code (GB 32100), checked before it gets here.
    pub number: String,
    /// A telephone number; may be empty.
    #[serde(default)]
    pub phone: String,
}
