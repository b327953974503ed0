//! 更正: a typing error is put right.

use super::{Asked, TypedExisting, given_text};
use crate::api::{ApiError, CaseView};
use crate::intake::Application;
use crate::preview::problems;
use crate::workstation::Workstation;
use clerk_domain::case::acts::Corrected;
use clerk_domain::case::{CaseActKind, Parties};
use clerk_domain::decide::Facts;
use clerk_domain::form::{self, FieldProblem};
use clerk_domain::identity::normalise_number;
use clerk_domain::ids::CaseId;
use clerk_domain::text;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// Puts one entry of an application right.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Correct {
    /// Where: `applicant.name`, `applicant.number`, `applicant.phone`, or `form.` and the key of a field.
    pub field: String,
    /// What should stand there; null for nothing.
    #[ts(type = "unknown")]
    pub to: Value,
    /// How the error came about; 1 to 500 characters.
    pub reason: String,
}

impl Asked for Correct {
    /// The corrected application is checked as a new one is.
    fn carry_out(self, desk: &Workstation, case: CaseId) -> Result<CaseView, ApiError> {
        let reason = given_text("reason", &self.reason)?;
        let to = kept(&self.field, self.to);
        let field = self.field;
        desk.act(case, CaseActKind::Corrected, |context, _| {
            let unknown = || FieldProblem::new("field", "unknown", "申请表中没有这一项");
            let unknown = || ApiError::problems(vec![unknown()]);
            let from = context.case.value_of(&field).ok_or_else(unknown)?;
            let after = context.case.with_value(&field, &to).ok_or_else(unknown)?;
            let facts = Facts::from(&after);
            let (item, action) = (after.item, after.action);
            let Parties { applicant, to_be } = after.parties;
            let existing = TypedExisting::default();
            let application = Application { item, action, applicant, to_be, existing, facts };
            let found =
                problems(&application, Some(context.item), context.renderer, context.today());
            if !found.is_empty() {
                return Err(ApiError::problems(found));
            }
            Ok(Corrected { field, from, to, reason }.into())
        })
    }
}

/// A value as it is kept: what is not fit to be kept stays as it is, for the check to name it.
fn kept(field: &str, to: Value) -> Value {
    match (field, to) {
        ("applicant.name", Value::String(name)) => text::name(&name).unwrap_or(name).into(),
        ("applicant.number", Value::String(number)) => normalise_number(&number).into(),
        ("applicant.phone", Value::String(phone)) => phone.trim().into(),
        (field, to) => {
            form::kept(&[(field.to_owned(), to)].into()).remove(field).unwrap_or(Value::Null)
        }
    }
}
