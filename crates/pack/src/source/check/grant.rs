//! One grant: what it speaks of must exist, and its conditions and limits must be able to hold.

use super::{Known, check_currency};
use crate::source::problem::PackProblem;
use crate::source::spot::{Checked, Spot};
use clerk_domain::grant::{
    Authority, Clause, Condition, Effect, Grant, Holder, OfflineLimits, Per,
};
use clerk_domain::ids::MaterialCode;
use clerk_domain::item::{FieldKind, Item};
use std::collections::BTreeSet;

pub fn check_grant(spot: &Spot, grant: &Grant, known: &Known) -> Checked {
    let department = grant.department.as_str();
    spot.require("department", known.departments.contains(department), || {
        PackProblem::DepartmentUnknown(department.to_owned())
    })?;
    spot.require("valid_until", grant.valid_from <= grant.valid_until, || {
        PackProblem::DatesReversed(grant.valid_from)
    })?;
    let published = grant.published_on.is_none_or(|day| day <= grant.valid_from);
    spot.within("published_on", published, "不晚于 valid_from 的日期")?;
    if let Holder::Person(person) = &grant.holder {
        spot.at("holder").filled("person", person.as_str())?;
    }
    let mut windows = BTreeSet::new();
    for (index, window) in grant.windows.iter().enumerate() {
        spot.at("windows").unique(&index.to_string(), window.as_str(), &mut windows)?;
    }
    check_offline(&spot.at("offline"), &grant.offline, known)?;
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
        let for_chief = clause.effect == Effect::Issue { by: Authority::Chief };
        let held = !(for_chief && grant.holder == Holder::Role(Authority::Clerk));
        spot.require("effect", held, || PackProblem::HolderTooLow)?;
        check_conditions(&spot, clause, known)?;
    }
    Ok(())
}

fn check_offline(spot: &Spot, limits: &OfflineLimits, known: &Known) -> Checked {
    const POSITIVE: &str = "1以上的整数（不限的不写）";
    spot.within("soft_hours", limits.soft_hours != Some(0), POSITIVE)?;
    spot.within("hard_hours", limits.hard_hours != Some(0), POSITIVE)?;
    let in_order = match (limits.soft_hours, limits.hard_hours) {
        (Some(soft), Some(hard)) => soft <= hard,
        (None, _) | (_, None) => true,
    };
    spot.within("hard_hours", in_order, "不小于 soft_hours 的整数")?;
    spot.within("hard_count", limits.hard_count != Some(0), POSITIVE)?;
    let mut currencies = BTreeSet::new();
    for (index, total) in limits.hard_totals.iter().enumerate() {
        let spot = spot.at("hard_totals").nth(index);
        let currency = total.currency().to_string();
        spot.unique("currency", &currency, &mut currencies)?;
        check_currency(&spot.at("currency"), &currency, known)?;
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
    match condition {
        Condition::Amount { field, limit, .. } => {
            check_field(&spot.at("field"), item, field, "金额", is_money)?;
            let spot = spot.at("limit").at("currency");
            check_currency(&spot, &limit.currency().to_string(), known)
        }
        Condition::OneOf { field, values } => {
            check_field(&spot.at("field"), item, field, "选项", is_choice)?;
            check_values(spot, item, field, values)
        }
        Condition::Is { field, .. } => {
            check_field(&spot.at("field"), item, field, "是或否", is_box)
        }
        Condition::Materials { codes } => check_materials(&spot.at("codes"), item, codes),
        Condition::Cumulative { field, per, days, limit, .. } => {
            check_field(&spot.at("field"), item, field, "金额", is_money)?;
            if let Per::Project(field) = per {
                check_field(&spot.at("per").at("project"), item, field, "文字", is_text)?;
            }
            spot.within("days", *days > 0, "1以上的整数")?;
            let spot = spot.at("limit").at("currency");
            check_currency(&spot, &limit.currency().to_string(), known)
        }
    }
}

fn is_money(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Money { .. })
}

fn is_choice(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Choice { .. })
}

fn is_box(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Bool)
}

fn is_text(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::Text { .. })
}

/// A field that the item has, of the kind that the condition needs.
fn check_field(
    spot: &Spot,
    item: &Item,
    key: &str,
    wanted: &'static str,
    fits: fn(&FieldKind) -> bool,
) -> Checked {
    let (code, field) = (item.code.to_string(), key.to_owned());
    match item.fields.iter().find(|field| field.key == key) {
        None => Err(spot.clone().fault(PackProblem::ConditionField { item: code, field })),
        Some(found) if !fits(&found.kind) => {
            Err(spot.clone().fault(PackProblem::ConditionKind { item: code, field, wanted }))
        }
        Some(_) => Ok(()),
    }
}

fn check_values(spot: &Spot, item: &Item, key: &str, values: &[String]) -> Checked {
    spot.some("values", values)?;
    let field = item.fields.iter().find(|field| field.key == key);
    let Some(FieldKind::Choice { options }) = field.map(|field| &field.kind) else {
        return Ok(());
    };
    for (at, value) in values.iter().enumerate() {
        let offered = options.iter().any(|option| &option.value == value);
        spot.at("values").require(&at.to_string(), offered, || {
            let (item, field, value) = (item.code.to_string(), key.to_owned(), value.clone());
            PackProblem::ChoiceUnknown { item, field, value }
        })?;
    }
    Ok(())
}

fn check_materials(spot: &Spot, item: &Item, codes: &[MaterialCode]) -> Checked {
    for (at, code) in codes.iter().enumerate() {
        let offered = item.materials.iter().any(|material| material.code == *code);
        spot.require(&at.to_string(), offered, || {
            let (item, material) = (item.code.to_string(), code.to_string());
            PackProblem::MaterialUnknown { item, material }
        })?;
    }
    Ok(())
}
