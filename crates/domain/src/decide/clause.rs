//! One clause against the facts.

use super::condition::{self, Test, Verdict};
use super::{Facts, Officer, Reason, words};
use crate::exposure::Exposure;
use crate::form::CheckedForm;
use crate::grant::{Clause, Grant};
use crate::item::Item;
use crate::pack::RulePack;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// What a clause is held against.
pub(super) struct Occasion<'a> {
    pub(super) facts: &'a Facts,
    pub(super) item: &'a Item,
    pub(super) form: &'a CheckedForm,
    pub(super) pack: &'a RulePack,
    pub(super) officer: &'a Officer,
    pub(super) exposure: &'a Exposure,
    pub(super) now: DateTime<FixedOffset>,
    /// The legal date at `now`.
    pub(super) today: NaiveDate,
}

/// A clause that was looked at.
pub(super) struct Judged<'a> {
    pub(super) grant: &'a Grant,
    pub(super) clause: &'a Clause,
    pub(super) verdict: Verdict,
    pub(super) reason: Reason,
}

impl Judged<'_> {
    pub(super) fn is_met(&self) -> bool {
        self.verdict == Verdict::Met
    }
}

/// Looks at every clause of the department's grants that names the item.
pub(super) fn judge<'a>(occasion: &Occasion<'a>) -> Vec<Judged<'a>> {
    let item = occasion.item;
    let grants = occasion.pack.grants.iter().filter(|grant| grant.department == item.department);
    let clauses = grants.flat_map(|grant| grant.clauses.iter().map(move |clause| (grant, clause)));
    let named = clauses.filter(|(_, clause)| clause.items.contains(&item.code));
    named.map(|(grant, clause)| judge_clause(occasion, grant, clause)).collect()
}

fn judge_clause<'a>(occasion: &Occasion<'a>, grant: &'a Grant, clause: &'a Clause) -> Judged<'a> {
    let tests = tests(occasion, grant, clause);
    let revoked = grant.revoked_at.filter(|_| grant.is_revoked_at(occasion.now));
    let valid = revoked.is_none() && grant.holds_on(occasion.today);
    let strongest = tests.iter().map(|test| test.verdict).max().unwrap_or(Verdict::Met);
    let verdict = if valid { strongest } else { Verdict::NotMet };
    let deciding = tests.iter().filter(|test| test.verdict == verdict);
    let open_code = deciding.clone().map(|test| test.open_code).min().unwrap_or_default();
    let (code, said) = match verdict {
        _ if let Some(at) = revoked => ("grant_revoked", words::revoked(at)),
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
    Judged { grant, clause, verdict, reason }
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

fn tests(occasion: &Occasion<'_>, grant: &Grant, clause: &Clause) -> Vec<Test> {
    let facts = occasion.facts;
    let mut tests = Vec::new();
    // That window and action fit goes without saying.
    tests.extend(window(occasion, grant));
    if !clause.actions.is_empty() && !clause.actions.contains(&facts.action) {
        let allowed: Vec<_> = clause.actions.iter().map(|a| words::action(*a)).collect();
        tests.push(condition::one_of("办理情形", &allowed, words::action(facts.action), false));
    }
    if !clause.applicant_kinds.is_empty() {
        let kind = facts.applicant.kind;
        let allowed: Vec<_> = clause.applicant_kinds.iter().map(|k| words::kind(*k)).collect();
        let fits = clause.applicant_kinds.contains(&kind);
        tests.push(condition::one_of("申请人类型", &allowed, words::kind(kind), fits));
    }
    tests.extend(clause.conditions.iter().map(|one| condition::test(occasion, clause, one)));
    tests
}

/// What keeps a grant from the window, if anything does.
fn window(occasion: &Occasion<'_>, grant: &Grant) -> Option<Test> {
    if grant.windows.is_empty() {
        return None;
    }
    let windows: Vec<_> = grant.windows.iter().map(|window| window.as_str()).collect();
    match &occasion.officer.window {
        Some(window) if grant.is_for(window) => None,
        Some(window) => Some(condition::one_of("窗口", &windows, window.as_str(), false)),
        None => Some(condition::not_given("窗口", words::allowed("窗口", &windows))),
    }
}
