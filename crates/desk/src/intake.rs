//! From what is typed to what can be judged.

use crate::acts::TypedExisting;
use crate::api::Intake;
use clerk_domain::case::Applicant;
use clerk_domain::decide::{Facts, FactsApplicant, Materials};
use clerk_domain::form::{self, FieldProblem};
use clerk_domain::identity::{IdentityDocument, normalise_number};
use clerk_domain::ids::ItemCode;
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::text;

/// An intake that names an item, an action and a kind of applicant.
pub(crate) struct Application {
    pub(crate) item: ItemCode,
    pub(crate) action: Action,
    pub(crate) applicant: Applicant,
    /// The name of whom the licence brings about, where one is typed.
    pub(crate) to_be: Option<String>,
    /// The licence that it is about.
    pub(crate) existing: TypedExisting,
    pub(crate) facts: Facts,
}

/// What the intake applies for, once the choices are made.
///
/// # Errors
/// A problem for each choice that is still open.
pub(crate) fn application(intake: &Intake) -> Result<Application, Vec<FieldProblem>> {
    let open =
        |field: &str, what: &str| FieldProblem::new(field, "required", format!("请选择{what}"));
    let kind = intake.applicant_kind;
    let only = kind.and_then(IdentityDocument::only);
    let document = intake.applicant_document.or(only);
    let (Some(item), Some(action), Some(kind), Some(document)) =
        (intake.item.clone(), intake.action, kind, document)
    else {
        let choices = [
            (intake.item.is_none(), "item", "事项"),
            (intake.action.is_none(), "action", "办理情形"),
            (kind.is_none(), "applicant.kind", "申请人类型"),
            (kind.is_some() && document.is_none(), "applicant.document", "证件类型"),
        ];
        let missing = choices.into_iter().filter(|(missing, _, _)| *missing);
        return Err(missing.map(|(_, field, what)| open(field, what)).collect());
    };
    let applicant = typed_applicant(intake, kind, document);
    let facts = Facts {
        item: item.clone(),
        action,
        applicant: FactsApplicant::from(&applicant),
        form: form::kept(&intake.form),
        materials: Materials::Listed(intake.materials.clone()),
    };
    let existing = TypedExisting {
        number: intake.existing_number.clone(),
        since: intake.existing_since,
        valid_until: intake.existing_until,
    };
    let to_be = text::name(&intake.holder_name).unwrap_or_else(|_| intake.holder_name.clone());
    let to_be = Some(to_be).filter(|name| !name.is_empty());
    Ok(Application { item, action, applicant, to_be, existing, facts })
}

/// Who is typed. A name that is not fit to be kept stays as it is, for the check to name it.
fn typed_applicant(intake: &Intake, kind: ApplicantKind, document: IdentityDocument) -> Applicant {
    let typed = &intake.applicant_name;
    Applicant {
        kind,
        document,
        name: text::name(typed).unwrap_or_else(|_| typed.clone()),
        number: normalise_number(&intake.applicant_number),
        phone: intake.applicant_phone.trim().to_owned(),
    }
}
