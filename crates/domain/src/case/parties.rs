//! 当事人: who applies, and whose the licence will be.

use crate::identity::IdentityDocument;
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
    /// By which document the applicant is known.
    pub document: IdentityDocument,
    /// Its number, checked and normalised before it gets here.
    pub number: String,
    /// A telephone number; may be empty.
    #[serde(default)]
    pub phone: String,
}
