//! What the calls take.

use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_domain::case::CaseState;
use clerk_domain::form::FormValues;
use clerk_domain::identity::IdentityDocument;
use clerk_domain::ids::{CaseId, ItemCode, MaterialCode, PersonId};
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::paper::DocumentKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Nothing.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, TS)]
#[ts(type = "Record<string, never>")]
pub struct Nothing {}

/// A secret typed by a person; never shown in a log.
#[derive(Clone, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Password(pub String);

impl std::fmt::Debug for Password {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A name as somebody typed it: one that cannot be a person's is answered as any other wrong one.
fn typed<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<PersonId, D::Error> {
    String::deserialize(deserializer).map(PersonId)
}

/// For `enroll`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EnrollArgs {
    /// The server's address, such as `https://centre.example`.
    pub server: String,
    /// The certificates of the centre's own authority, in PEM; missing or blank where the system's are
    /// trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub authority: Option<String>,
    /// The one-time code.
    pub code: Password,
    /// Who enrols.
    #[serde(deserialize_with = "typed")]
    pub person: PersonId,
    /// That person's password.
    pub password: Password,
    /// Another password from now on, where the centre asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub new_password: Option<Password>,
}

/// For `login`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct LoginArgs {
    /// Who.
    #[serde(deserialize_with = "typed")]
    pub person: PersonId,
    /// The password.
    pub password: Password,
    /// Another password from now on, where the centre asks for one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub new_password: Option<Password>,
}

/// For `change_password`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PasswordArgs {
    /// The password as it is.
    pub password: Password,
    /// As it is to be.
    pub new_password: Password,
}

/// For `change_server`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ServerArgs {
    /// The server's address, such as `https://centre.example`.
    pub server: String,
    /// The certificates of the centre's own authority, in PEM; missing or blank where the system's are
    /// trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub authority: Option<String>,
}

/// For `set_idle_lock`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct IdleLockArgs {
    /// After how many minutes the desk locks.
    pub minutes: u32,
}

/// A text to look for.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct TextArgs {
    /// The text.
    pub text: String,
}

/// For `verify_file`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VerifyFileArgs {
    /// The file's bytes, base64.
    pub base64: String,
}

/// An item.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ItemArgs {
    /// Its code.
    pub item: ItemCode,
}

/// A case.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CaseArgs {
    /// Which.
    pub case: CaseId,
}

/// An application as far as it is typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Intake {
    /// The item.
    pub item: Option<ItemCode>,
    /// The action.
    pub action: Option<Action>,
    /// What kind of applicant.
    pub applicant_kind: Option<ApplicantKind>,
    /// By which document the applicant is known; may be open where there is but one.
    pub applicant_document: Option<IdentityDocument>,
    /// The applicant's name.
    pub applicant_name: String,
    /// The document's number.
    pub applicant_number: String,
    /// The applicant's telephone number.
    pub applicant_phone: String,
    /// The name of whom the licence is to bring about, such as a company; empty where the applicant is to
    /// hold it.
    pub holder_name: String,
    /// The number of the licence that it is about; empty where it is about none.
    pub existing_number: String,
    /// Since when what that one licenses exists, where the window has no record of it.
    #[ts(type = "string | null")]
    pub existing_since: Option<NaiveDate>,
    /// Its last day, where the window has no record of it; null for always.
    #[ts(type = "string | null")]
    pub existing_until: Option<NaiveDate>,
    /// The form as typed.
    #[ts(type = "Record<string, unknown>")]
    pub form: FormValues,
    /// The materials ticked.
    pub materials: Vec<MaterialCode>,
}

/// For `save_draft`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SaveDraftArgs {
    /// Which draft; `None` makes a new one.
    pub draft: Option<String>,
    /// What is typed.
    pub intake: Intake,
}

/// A draft.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DraftArgs {
    /// Which.
    pub draft: String,
}

/// For `receive`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReceiveArgs {
    /// What is typed.
    pub intake: Intake,
    /// The draft that ends with it.
    pub draft: Option<String>,
}

/// For `list`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ListArgs {
    /// Any of these states; empty for all.
    pub states: Vec<CaseState>,
    /// At most so many, newest first.
    pub limit: u32,
}

/// For `correct`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CorrectArgs {
    /// Which case.
    pub case: CaseId,
    /// What was handed in and is not in legal form; what is missing is told by itself.
    pub wrong: Vec<WrongMaterial>,
}

/// A material that was handed in and is not in legal form.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct WrongMaterial {
    /// Which.
    pub material: MaterialCode,
    /// What is wrong with it, as the applicant is told; 1 to 200 characters.
    pub note: String,
}

/// For `supply`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct SupplyArgs {
    /// Which case.
    pub case: CaseId,
    /// What came.
    pub materials: Vec<MaterialCode>,
}

/// For `accept`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AcceptArgs {
    /// Which case.
    pub case: CaseId,
    /// The code of the exemption that the applicant proves, if any.
    pub exemption: Option<String>,
}

/// For `carry_out`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct CarryOutArgs {
    /// Which case.
    pub case: CaseId,
    /// What is to be done.
    pub act: crate::acts::AskedAct,
}

/// For an act that needs a reason.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ReasonArgs {
    /// Which case.
    pub case: CaseId,
    /// Why; 1 to 500 characters.
    pub reason: String,
}

/// For `issue`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct IssueArgs {
    /// Which case.
    pub case: CaseId,
    /// The password of the person logged in: the confirmation that each issue needs.
    pub confirmation: Password,
}

/// For `verify_materials`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VerifyMaterialsArgs {
    /// Which case.
    pub case: CaseId,
    /// What was looked at and found; 1 to 500 characters.
    pub findings: String,
}

/// For `void`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct VoidArgs {
    /// Which case.
    pub case: CaseId,
    /// Why, as the public is told; 1 to 500 characters.
    pub reason: String,
    /// The password of the person logged in: the confirmation that each one needs.
    pub confirmation: Password,
}

/// For `clear_halt`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct ClearArgs {
    /// The code that the supervisor gave; case, blanks and hyphens do not matter.
    pub code: String,
}

/// For `deliver`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct DeliverArgs {
    /// Which case.
    pub case: CaseId,
    /// Who takes it; empty for the applicant.
    pub recipient: String,
}

/// For `decide_facts`.
#[derive(Clone, Debug)]
pub struct FactsArgs {
    /// What is decided on.
    pub facts: clerk_domain::decide::Facts,
    /// The applicant's number, by which earlier issues are found; may be empty.
    pub applicant: String,
    /// By whom.
    pub role: clerk_domain::person::Role,
    /// When; `None` for now.
    pub at: Option<DateTime<FixedOffset>>,
}

/// For `paper`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PaperArgs {
    /// Which case.
    pub case: CaseId,
    /// Which paper.
    pub document: DocumentKind,
}

/// For `print`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct PrintArgs {
    /// Which case.
    pub case: CaseId,
    /// Which paper.
    pub document: DocumentKind,
    /// Why a copy is wanted, 1 to 500 characters; not looked at where the original comes out.
    pub reason: String,
}
