//! What an applicant or a project was issued lately, this case included, against a limit.

use super::clause::DecisionContext;
use super::compare::{compare_sum, is_inside, opposite};
use super::condition::{self, Test, Verdict, not_given};
use super::words;
use crate::exposure::EarlierIssue;
use crate::form::{self, FieldValue};
use crate::grant::{Bound, Clause, Per};
use crate::money::{Currency, Money};
use chrono::{Days, NaiveDate};
use serde_json::Value;
use std::collections::BTreeMap;

/// The parts of a cumulative condition.
pub(super) struct Cumulative<'a> {
    pub(super) field: &'a str,
    pub(super) per: &'a Per,
    pub(super) days: u32,
    pub(super) bound: Bound,
    pub(super) limit: &'a Money,
}

/// Adds up what counts, and holds it against the limit. A case or project that is not named cannot
/// be told; an earlier issue that left the field empty counts nothing.
pub(super) fn test<'a>(
    context: &DecisionContext<'a>,
    clause: &Clause,
    sum: &Cumulative<'a>,
) -> Test<'a> {
    let field = condition::label(context, sum.field);
    let whose = match sum.per {
        Per::Applicant => "同一申请人".to_owned(),
        Per::Project(key) => format!("同一{}", condition::label(context, key)),
    };
    let label = format!("{whose}{}日内累计{field}", sum.days);
    let limit = words::limit(&label, sum.bound, sum.limit);
    let own = match context.form.get(sum.field) {
        Some(FieldValue::Money(own)) => own,
        _ => return not_given(field, limit),
    };
    let project = match sum.per {
        Per::Applicant => None,
        Per::Project(key) => match context.form.get(key) {
            Some(FieldValue::Text(project)) => Some((key.as_str(), project.as_str())),
            _ => return not_given(condition::label(context, key), limit),
        },
    };
    let since = first_day(context.today, sum.days);
    let counts = |issue: &&EarlierIssue| {
        let same = match project {
            None => issue.same_applicant,
            Some((key, project)) => {
                issue.form.get(key).and_then(Value::as_str).map(str::trim) == Some(project)
            }
        };
        same && issue.on >= since && clause.items.contains(&issue.item)
    };
    let earlier = context.exposure.earlier.iter().filter(counts);
    let amounts = earlier.filter_map(|issue| form::money(&issue.form, sum.field));
    let mut sums = BTreeMap::from([(own.currency(), i128::from(own.hundredths()))]);
    for amount in amounts {
        let total: &mut i128 = sums.entry(amount.currency()).or_default();
        *total = total.saturating_add(amount.hundredths().into());
    }
    let sums: Vec<_> = sums.into_iter().collect();
    against_limit(context, sum, label, limit, &sums)
}

/// The first of so many days of which `today` is the last.
fn first_day(today: NaiveDate, days: u32) -> NaiveDate {
    let before = Days::new(days.saturating_sub(1).into());
    today.checked_sub_days(before).unwrap_or(NaiveDate::MIN)
}

fn against_limit<'a>(
    context: &DecisionContext<'a>,
    sum: &Cumulative<'_>,
    label: String,
    limit: String,
    sums: &[(Currency, i128)],
) -> Test<'a> {
    let value = words::sums(sums);
    let (verdict, open_code, said) = match compare_sum(sums, sum.limit, context.pack, context.today)
    {
        Ok(compared) => {
            let (verdict, stands) = if is_inside(sum.bound, compared.ordering) {
                (Verdict::Met, sum.bound)
            } else {
                (Verdict::NotMet, opposite(sum.bound))
            };
            let (by, sign) = (words::rates(&compared.rates), words::sign(stands));
            let said = format!("{label}（含本件） {value}{by} {sign} {}", sum.limit.readable());
            (verdict, "", said)
        }
        Err(why) => {
            let said = condition::no_rate(context, &label, &value, why, sum.limit);
            (Verdict::Open, why.code(), said)
        }
    };
    Test { verdict, open_code, label: label.into(), limit, value: value.into(), said }
}
