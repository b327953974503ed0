//! One condition of a clause against the facts.

use super::clause::DecisionContext;
use super::compare::{NoRate, compare, is_inside, opposite};
use super::cumulative::{self, Cumulative};
use super::{Materials, words};
use crate::form::FieldValue;
use crate::grant::{Bound, Clause, Condition};
use crate::ids::MaterialCode;
use crate::item::{Field, FieldKind, Material};
use crate::money::Money;
use std::borrow::Cow;

/// Whether a clause, or one test of it, holds; of several tests the latest here decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// It holds.
    Met,
    /// It cannot be told.
    Open,
    /// It does not hold.
    NotMet,
}

/// One test of a clause.
pub(super) struct Test<'a> {
    pub(super) verdict: Verdict,
    /// The reason's code where it cannot be told.
    pub(super) open_code: &'static str,
    pub(super) label: Cow<'a, str>,
    pub(super) limit: String,
    pub(super) value: Cow<'a, str>,
    /// How the value stands to the limit, as it is.
    pub(super) said: String,
}

/// Holds one condition of a clause against the facts.
pub(super) fn test<'a>(
    context: &DecisionContext<'a>,
    clause: &'a Clause,
    condition: &'a Condition,
) -> Test<'a> {
    match condition {
        Condition::Amount { field, bound, limit } => {
            let label = label(context, field);
            match context.form.get(field) {
                Some(FieldValue::Money(value)) => amount(context, label, value, *bound, limit),
                _ => not_given(label, words::limit(label, *bound, limit)),
            }
        }
        Condition::OneOf { field: key, values } => {
            let (field, label) = (field(context, key), label(context, key));
            let allowed: Vec<_> = values.iter().map(|v| choice_label(field, v)).collect();
            match context.form.get(key) {
                Some(FieldValue::Text(value)) => {
                    one_of(label, &allowed, choice_label(field, value), values.contains(value))
                }
                _ => not_given(label, words::allowed(label, &allowed)),
            }
        }
        Condition::Is { field: key, value: wanted } => {
            let label = label(context, key);
            let allowed = [words::yes_or_no(*wanted)];
            let given = match context.form.get(key) {
                Some(FieldValue::Bool(value)) => Some(*value),
                // A box that nobody ticked says no.
                None if is_box(field(context, key)) => Some(false),
                _ => None,
            };
            match given {
                Some(given) => one_of(label, &allowed, words::yes_or_no(given), *wanted == given),
                None => not_given(label, words::allowed(label, &allowed)),
            }
        }
        Condition::Materials { codes } => materials(context, codes),
        Condition::Cumulative { field, per, days, bound, limit } => {
            let sum = Cumulative { field, per, days: *days, bound: *bound, limit };
            cumulative::test(context, clause, &sum)
        }
    }
}

pub(super) fn field<'a>(context: &DecisionContext<'a>, key: &str) -> Option<&'a Field> {
    context.item.fields.iter().find(|field| field.key == key)
}

/// What people call a field; its key where the item has no such field.
pub(super) fn label<'a>(context: &DecisionContext<'a>, key: &'a str) -> &'a str {
    field(context, key).map_or(key, |field| field.label.as_str())
}

/// Whether materials are there: all that the item requires, or those named. Of one that the item
/// does not require, `complete` does not say whether it was handed in.
fn materials<'a>(context: &DecisionContext<'a>, codes: &[MaterialCode]) -> Test<'a> {
    let item = context.item;
    let asked = |m: &&Material| {
        if codes.is_empty() { m.required } else { codes.contains(&m.code) }
    };
    let asked: Vec<_> = item.materials.iter().filter(asked).collect();
    let lacking = |handed_in: &[MaterialCode]| {
        let lacking = asked.iter().filter(|m| !handed_in.contains(&m.code));
        lacking.map(|m| m.name.as_str()).collect::<Vec<_>>()
    };
    let unknown = codes.iter().any(|code| !item.materials.iter().any(|m| m.code == *code));
    let limit = match codes {
        [] => words::allowed("材料", &["齐全"]),
        _ => words::allowed("材料", &asked.iter().map(|m| m.name.as_str()).collect::<Vec<_>>()),
    };
    match &context.facts.materials {
        _ if unknown => not_given("材料", limit),
        Materials::Complete if asked.iter().all(|m| m.required) => held(limit, &[]),
        Materials::Listed(handed_in) => held(limit, &lacking(handed_in)),
        Materials::Incomplete if codes.is_empty() => held(limit, &["必要材料"]),
        Materials::Complete | Materials::Incomplete => not_given("材料", limit),
    }
}

fn held<'a>(limit: String, lacking: &[&str]) -> Test<'a> {
    let (verdict, value) = match lacking {
        [] => (Verdict::Met, "齐全".to_owned()),
        _ => (Verdict::NotMet, format!("缺{}", lacking.join("、"))),
    };
    let said = format!("材料{value}");
    Test { verdict, open_code: "", label: "材料".into(), limit, value: value.into(), said }
}

fn is_box(field: Option<&Field>) -> bool {
    field.is_some_and(|field| field.kind == FieldKind::Bool)
}

fn choice_label<'a>(field: Option<&'a Field>, value: &'a str) -> &'a str {
    match field.map(|field| &field.kind) {
        Some(FieldKind::Choice { options }) => {
            options.iter().find(|o| o.value == value).map_or(value, |o| o.label.as_str())
        }
        _ => value,
    }
}

fn amount<'a>(
    context: &DecisionContext<'a>,
    label: &'a str,
    value: &Money,
    bound: Bound,
    limit: &Money,
) -> Test<'a> {
    let (given, most) = (value.readable(), limit.readable());
    let (verdict, open_code, said) = match compare(value, limit, context.pack, context.today) {
        Ok(compared) => {
            let (verdict, stands) = if is_inside(bound, compared.ordering) {
                (Verdict::Met, bound)
            } else {
                (Verdict::NotMet, opposite(bound))
            };
            let by = words::rates(&compared.rates);
            let said = [label, " ", &given, &by, " ", words::sign(stands), " ", &most].concat();
            (verdict, "", said)
        }
        Err(why) => (Verdict::Open, why.code(), no_rate(context, label, &given, why, limit)),
    };
    Test {
        verdict,
        open_code,
        label: label.into(),
        limit: [label, " ", words::sign(bound), " ", &most].concat(),
        value: given.into(),
        said,
    }
}

pub(super) fn no_rate(
    context: &DecisionContext<'_>,
    label: &str,
    given: &str,
    why: NoRate,
    limit: &Money,
) -> String {
    let (limit, why) = (limit.readable(), words::no_rate(why, context.today));
    format!("{label} {given} 无法与 {limit} 比较：{why}")
}

pub(super) fn one_of<'a>(label: &'a str, allowed: &[&str], value: &'a str, fits: bool) -> Test<'a> {
    let said = if fits {
        [label, "为“", value, "”"].concat()
    } else {
        [label, "为“", value, "”，不是“", &allowed.join("”“"), "”"].concat()
    };
    Test {
        verdict: if fits { Verdict::Met } else { Verdict::NotMet },
        open_code: "",
        label: label.into(),
        limit: words::allowed(label, allowed),
        value: value.into(),
        said,
    }
}

pub(super) fn not_given(label: &str, limit: String) -> Test<'_> {
    Test {
        verdict: Verdict::Open,
        open_code: "value_missing",
        label: label.into(),
        limit,
        value: "未填写".into(),
        said: format!("“{label}”未填写，无法判断"),
    }
}
