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
    /// The name of whom the licence will bring about, such as a company that the applicant founds; `None`
    /// where the applicant is to hold it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to_be: Option<String>,
}

impl Parties {
    /// The applicant alone.
    pub fn of(applicant: Applicant) -> Self {
        Self { applicant, to_be: None }
    }

    /// By what name lists show the case and find it: of a founding, the founder's stands behind.
    pub fn named(&self) -> String {
        let applicant = &self.applicant.name;
        self.to_be
            .as_ref()
            .map_or_else(|| applicant.clone(), |to_be| format!("{to_be}（{applicant}）"))
    }

    /// Whose the licence will be.
    pub fn holder(&self) -> &str {
        self.to_be.as_deref().unwrap_or(&self.applicant.name)
    }
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
