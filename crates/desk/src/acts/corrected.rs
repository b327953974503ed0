//! 更正: a typing error is put right.

use super::{Asked, TypedExisting, given_text};
use crate::api::{ApiError, CaseView, ErrorCode};
use crate::intake::Application;
use crate::open::OpenDesk;
use crate::preview::problems;
use crate::workstation::Workstation;
use chrono::NaiveDate;
use clerk_domain::case::acts::Corrected;
use clerk_domain::case::{Case, CaseActKind, Parties};
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
    /// Where: `applicant.name`, `applicant.number`, `applicant.phone`, `holder.name`, `existing` (the
    /// number of the licence that it is about), or `form.` and the key of a field.
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
        let field = self.field;
        let to = match (field.as_str(), self.to) {
            (EXISTING, Value::String(number)) => {
                desk.at_desk(|open| open.corrected_existing(case, number, desk.today()))?
            }
            (field, to) => kept(field, to),
        };
        desk.act(case, CaseActKind::Corrected, |context, _| {
            let unknown = || FieldProblem::new("field", "unknown", "申请表中没有这一项");
            let unknown = || ApiError::problems(vec![unknown()]);
            let from = context.case.value_of(&field).ok_or_else(unknown)?;
            let after = context.case.with_value(&field, &to).ok_or_else(unknown)?;
            let application = application_of(after, TypedExisting::default());
            let found =
                problems(&application, Some(context.item), context.renderer, context.today());
            if !found.is_empty() {
                return Err(ApiError::problems(found));
            }
            Ok(Corrected { field, from, to, reason }.into())
        })
    }
}

const EXISTING: &str = "existing";

fn application_of(case: Case, existing: TypedExisting) -> Application {
    let facts = Facts::from(&case);
    let Case { item, action, parties: Parties { applicant, to_be }, .. } = case;
    let to_be = to_be.filter(|name| !name.is_empty());
    Application { item, action, applicant, to_be, existing, facts }
}

impl OpenDesk {
    /// The licence of another number that a case is about: as the window knows it; else with the days that
    /// were typed from the paper, and null where the case is about none.
    fn corrected_existing(
        &mut self,
        id: CaseId,
        number: String,
        today: NaiveDate,
    ) -> Result<Value, ApiError> {
        self.pin(id)?;
        let unknown = || ApiError::with(ErrorCode::CaseUnknown, id.to_string());
        let case = self.store.case(id)?.ok_or_else(unknown)?;
        let Some(held) = &case.existing else { return Ok(Value::Null) };
        let (since, valid_until) = (Some(held.since), held.valid_until);
        let item = self.item_of(&case)?;
        let typed = TypedExisting { number, since, valid_until };
        let application = application_of(case.clone(), typed);
        let existing = self.existing(&application, item, today)?.map_err(ApiError::problems)?;
        Ok(serde_json::to_value(existing).unwrap_or(Value::Null))
    }
}

/// A value as it is kept: what is not fit to be kept stays as it is, for the check to name it.
fn kept(field: &str, to: Value) -> Value {
    match (field, to) {
        ("applicant.name" | "holder.name", Value::String(name)) => {
            text::name(&name).unwrap_or(name).into()
        }
        ("applicant.number", Value::String(number)) => normalise_number(&number).into(),
        ("applicant.phone", Value::String(phone)) => phone.trim().into(),
        (field, to) => {
            form::kept(&[(field.to_owned(), to)].into()).remove(field).unwrap_or(Value::Null)
        }
    }
}
