//! One clause against the facts.

use super::compare::{compare, is_inside, opposite};
use super::{Facts, Reason, words};
use crate::form::{CheckedForm, FieldValue};
use crate::grant::{Bound, Clause, Condition, Effect, Grant};
use crate::item::{Field, FieldKind, Item};
use crate::money::{Currency, Money};
use crate::pack::RulePack;
use chrono::NaiveDate;

/// What a clause is held against.
pub(super) struct Occasion<'a> {
    pub(super) facts: &'a Facts,
    pub(super) item: &'a Item,
    pub(super) form: &'a CheckedForm,
    pub(super) pack: &'a RulePack,
    pub(super) today: NaiveDate,
}

/// A clause that was looked at.
pub(super) struct Judged<'a> {
    pub(super) effect: &'a Effect,
    pub(super) verdict: Verdict,
    pub(super) reason: Reason,
}

impl Judged<'_> {
    pub(super) fn is_met(&self) -> bool {
        self.verdict == Verdict::Met
    }
}

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
struct Test {
    verdict: Verdict,
    /// The reason's code where it cannot be told.
    open_code: &'static str,
    label: String,
    limit: String,
    value: String,
    /// How the value stands to the limit, as it is.
    said: String,
}

/// Looks at every clause of the department's grants that names the item.
pub(super) fn judge<'a>(occasion: &Occasion<'a>) -> Vec<Judged<'a>> {
    let item = occasion.item;
    let grants = occasion.pack.grants.iter().filter(|grant| grant.department == item.department);
    let clauses = grants.flat_map(|grant| grant.clauses.iter().map(move |clause| (grant, clause)));
    let named = clauses.filter(|(_, clause)| clause.items.contains(&item.code));
    named.map(|(grant, clause)| judge_clause(occasion, grant, clause)).collect()
}

fn judge_clause<'a>(occasion: &Occasion<'a>, grant: &Grant, clause: &'a Clause) -> Judged<'a> {
    let tests = tests(occasion, clause);
    let valid = (grant.valid_from..=grant.valid_until).contains(&occasion.today);
    let strongest = tests.iter().map(|test| test.verdict).max().unwrap_or(Verdict::Met);
    let verdict = if valid { strongest } else { Verdict::NotMet };
    let deciding = tests.iter().filter(|test| test.verdict == verdict);
    let open_code = deciding.clone().map(|test| test.open_code).min().unwrap_or_default();
    let (code, said) = match verdict {
        _ if !valid => ("grant_expired", words::expired(grant, occasion.today)),
        Verdict::Met => words::effect(&clause.effect),
        Verdict::Open => (open_code, "须报分管领导".to_owned()),
        Verdict::NotMet => ("not_met", "本款不适用".to_owned()),
    };
    let facts = deciding.filter(|_| valid).map(|test| test.said.as_str());
    let sentence = facts.chain([said.as_str()]).collect::<Vec<_>>().join("，");
    let reason = Reason {
        code: code.to_owned(),
        met: verdict == Verdict::Met,
        grant: grant.number.clone(),
        clause: clause.number.clone(),
        limit: tests.iter().map(|test| test.limit.as_str()).collect::<Vec<_>>().join("；"),
        value: values(&tests),
        text: format!("授权书 {} {}：{sentence}", grant.number, clause.number),
    };
    Judged { effect: &clause.effect, verdict, reason }
}

/// What was given, each field once; the fields are named where there are several.
fn values(tests: &[Test]) -> String {
    let mut given: Vec<(&str, &str)> = Vec::new();
    for test in tests {
        if !given.iter().any(|(label, _)| *label == test.label) {
            given.push((&test.label, &test.value));
        }
    }
    match given.as_slice() {
        [(_, value)] => (*value).to_owned(),
        several => {
            let named = several.iter().map(|(label, value)| format!("{label} {value}"));
            named.collect::<Vec<_>>().join("；")
        }
    }
}

fn tests(occasion: &Occasion<'_>, clause: &Clause) -> Vec<Test> {
    let facts = occasion.facts;
    let mut tests = Vec::new();
    // That the action fits goes without saying.
    if !clause.actions.is_empty() && !clause.actions.contains(&facts.action) {
        let allowed: Vec<_> = clause.actions.iter().map(|a| words::action(*a)).collect();
        tests.push(one_of("办理情形", &allowed, words::action(facts.action), false));
    }
    if !clause.applicant_kinds.is_empty() {
        let kind = facts.applicant.kind;
        let allowed: Vec<_> = clause.applicant_kinds.iter().map(|k| words::kind(*k)).collect();
        let fits = clause.applicant_kinds.contains(&kind);
        tests.push(one_of("申请人类型", &allowed, words::kind(kind), fits));
    }
    tests.extend(clause.conditions.iter().map(|condition| test(occasion, condition)));
    tests
}

fn test(occasion: &Occasion<'_>, condition: &Condition) -> Test {
    let (Condition::Amount { field: key, .. }
    | Condition::OneOf { field: key, .. }
    | Condition::Is { field: key, .. }) = condition;
    let field = occasion.item.fields.iter().find(|field| &field.key == key);
    let label = field.map_or(key.as_str(), |field| field.label.as_str());
    match (condition, occasion.form.get(key)) {
        (Condition::Amount { bound, limit, .. }, Some(FieldValue::Money(value))) => {
            amount(occasion, label, value, *bound, limit)
        }
        (Condition::Amount { bound, limit, .. }, _) => {
            not_given(label, words::limit(label, *bound, limit))
        }
        (Condition::OneOf { values, .. }, Some(FieldValue::Text(value))) => {
            let allowed: Vec<_> = values.iter().map(|v| choice_label(field, v)).collect();
            one_of(label, &allowed, choice_label(field, value), values.contains(value))
        }
        (Condition::OneOf { values, .. }, _) => {
            let allowed: Vec<_> = values.iter().map(|v| choice_label(field, v)).collect();
            not_given(label, words::allowed(label, &allowed))
        }
        (Condition::Is { value: wanted, .. }, Some(FieldValue::Bool(value))) => {
            one_of(label, &[words::yes_or_no(*wanted)], words::yes_or_no(*value), wanted == value)
        }
        // A box that nobody ticked says no.
        (Condition::Is { value: wanted, .. }, None) if is_box(field) => {
            one_of(label, &[words::yes_or_no(*wanted)], words::yes_or_no(false), !wanted)
        }
        (Condition::Is { value: wanted, .. }, _) => {
            not_given(label, words::allowed(label, &[words::yes_or_no(*wanted)]))
        }
    }
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

fn amount(
    occasion: &Occasion<'_>,
    label: &str,
    value: &Money,
    bound: Bound,
    limit: &Money,
) -> Test {
    let given = value.readable();
    let (verdict, said) = match compare(value, limit, occasion.pack, occasion.today) {
        Ok(compared) => {
            let (verdict, stands) = if is_inside(bound, compared.ordering) {
                (Verdict::Met, bound)
            } else {
                (Verdict::NotMet, opposite(bound))
            };
            let by = words::rates(&compared.rates);
            (verdict, format!("{label} {given}{by} {} {}", words::sign(stands), limit.readable()))
        }
        Err(currency) => (Verdict::Open, no_rate(occasion, label, &given, currency, limit)),
    };
    Test {
        verdict,
        open_code: "rate_missing",
        label: label.to_owned(),
        limit: words::limit(label, bound, limit),
        value: given,
        said,
    }
}

fn no_rate(
    occasion: &Occasion<'_>,
    label: &str,
    given: &str,
    currency: Currency,
    limit: &Money,
) -> String {
    let (today, limit) = (occasion.today, limit.readable());
    format!("{label} {given} 无法与 {limit} 比较：没有 {today} 可用的 {currency} 汇率")
}

fn one_of(label: &str, allowed: &[&str], value: &str, fits: bool) -> Test {
    let said = if fits {
        format!("{label}为“{value}”")
    } else {
        format!("{label}为“{value}”，不是“{}”", allowed.join("”“"))
    };
    Test {
        verdict: if fits { Verdict::Met } else { Verdict::NotMet },
        open_code: "",
        label: label.to_owned(),
        limit: words::allowed(label, allowed),
        value: value.to_owned(),
        said,
    }
}

fn not_given(label: &str, limit: String) -> Test {
    Test {
        verdict: Verdict::Open,
        open_code: "value_missing",
        label: label.to_owned(),
        limit,
        value: "未填写".to_owned(),
        said: format!("“{label}”未填写，无法判断"),
    }
}
