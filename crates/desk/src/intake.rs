//! From what is typed to what can be judged.

use crate::api::Intake;
use clerk_domain::case::Applicant;
use clerk_domain::decide::{Facts, FactsApplicant, Materials};
use clerk_domain::form::FieldProblem;
use clerk_domain::identity::normalise_number;
use clerk_domain::ids::ItemCode;
use clerk_domain::item::{Action, ApplicantKind};

/// An intake that names an item, an action and a kind of applicant.
pub(crate) struct Application {
    pub(crate) item: ItemCode,
    pub(crate) action: Action,
    pub(crate) applicant: Applicant,
    pub(crate) facts: Facts,
}

/// What the intake applies for, once the choices are made.
///
/// # Errors
/// A problem for each choice that is still open.
pub(crate) fn application(intake: &Intake) -> Result<Application, Vec<FieldProblem>> {
    let open =
        |field: &str, what: &str| FieldProblem::new(field, "required", format!("请选择{what}"));
    let (Some(item), Some(action), Some(kind)) =
        (intake.item.clone(), intake.action, intake.applicant_kind)
    else {
        let choices = [
            (intake.item.is_none(), "item", "事项"),
            (intake.action.is_none(), "action", "办理情形"),
            (intake.applicant_kind.is_none(), "applicant.kind", "申请人类型"),
        ];
        let missing = choices.into_iter().filter(|(missing, _, _)| *missing);
        return Err(missing.map(|(_, field, what)| open(field, what)).collect());
    };
    let applicant = typed_applicant(intake, kind);
    let facts = Facts {
        item: item.clone(),
        action,
        applicant: FactsApplicant::from(&applicant),
        form: intake.form.clone(),
        materials: Materials::Listed(intake.materials.clone()),
    };
    Ok(Application { item, action, applicant, facts })
}

fn typed_applicant(intake: &Intake, kind: ApplicantKind) -> Applicant {
    Applicant {
        kind,
        name: intake.applicant_name.trim().to_owned(),
        number: normalise_number(&intake.applicant_number),
        phone: intake.applicant_phone.trim().to_owned(),
    }
}
