//! One grant: what it speaks of must exist, and its conditions must be able to hold.

use super::{Known, check_currency};
use crate::pack_source::problem::PackProblem;
use crate::pack_source::spot::{Checked, Spot};
use clerk_domain::grant::{Clause, Condition, Grant};
use clerk_domain::item::{FieldKind, Item};

pub fn check_grant(spot: &Spot, grant: &Grant, known: &Known) -> Checked {
    let department = grant.department.as_str();
    spot.require("department", known.departments.contains(department), || {
        PackProblem::DepartmentUnknown(department.to_owned())
    })?;
    spot.require("valid_until", grant.valid_from <= grant.valid_until, || {
        PackProblem::DatesReversed(grant.valid_from)
    })?;
    spot.some("clauses", &grant.clauses)?;
    for (index, clause) in grant.clauses.iter().enumerate() {
        let spot = spot.at("clauses").nth(index);
        spot.filled("number", &clause.number)?;
        spot.some("items", &clause.items)?;
        for (at, code) in clause.items.iter().enumerate() {
            let spot = spot.at("items").nth(at);
            let Some(item) = known.items.get(code) else {
                return Err(spot.fault(PackProblem::ItemUnknown(code.to_string())));
            };
            if item.department != grant.department {
                let (item, department) = (code.to_string(), item.department.to_string());
                return Err(spot.fault(PackProblem::ItemForeign { item, department }));
            }
        }
        check_conditions(&spot, clause, known)?;
    }
    Ok(())
}

/// Each condition must be able to hold for each item of its clause.
fn check_conditions(spot: &Spot, clause: &Clause, known: &Known) -> Checked {
    for (index, condition) in clause.conditions.iter().enumerate() {
        let spot = spot.at("conditions").nth(index);
        for item in clause.items.iter().filter_map(|code| known.items.get(code)) {
            check_condition(&spot, condition, item, known)?;
        }
    }
    Ok(())
}

fn check_condition(spot: &Spot, condition: &Condition, item: &Item, known: &Known) -> Checked {
    let (Condition::Amount { field: key, .. }
    | Condition::OneOf { field: key, .. }
    | Condition::Is { field: key, .. }) = condition;
    let (code, field) = (item.code.to_string(), key.clone());
    let Some(found) = item.fields.iter().find(|f| &f.key == key) else {
        return Err(spot.at("field").fault(PackProblem::ConditionField { item: code, field }));
    };
    let wrong_kind = |wanted| {
        let problem = PackProblem::ConditionKind { item: code.clone(), field: key.clone(), wanted };
        Err(spot.at("field").fault(problem))
    };
    match (condition, &found.kind) {
        (Condition::Amount { limit, .. }, FieldKind::Money { .. }) => {
            let spot = spot.at("limit").at("currency");
            check_currency(&spot, &limit.currency().to_string(), known)
        }
        (Condition::OneOf { values, .. }, FieldKind::Choice { options }) => {
            spot.some("values", values)?;
            for (at, value) in values.iter().enumerate() {
                let offered = options.iter().any(|option| &option.value == value);
                spot.at("values").require(&at.to_string(), offered, || {
                    let (item, value) = (code.clone(), value.clone());
                    PackProblem::ChoiceUnknown { item, field: key.clone(), value }
                })?;
            }
            Ok(())
        }
        (Condition::Is { .. }, FieldKind::Bool) => Ok(()),
        (Condition::Amount { .. }, _) => wrong_kind("金额"),
        (Condition::OneOf { .. }, _) => wrong_kind("选项"),
        (Condition::Is { .. }, _) => wrong_kind("是或否"),
    }
}
