//! One clause against the facts.

use super::condition::{self, Test, Verdict};
use super::{Facts, Officer, Reason, words};
use crate::exposure::Exposure;
use crate::form::CheckedForm;
use crate::grant::{Clause, Grant};
use crate::item::Item;
use crate::item_codes::Asked;
use crate::pack::RulePack;
use chrono::{DateTime, FixedOffset, NaiveDate};

/// What a clause is held against.
pub(super) struct DecisionContext<'a> {
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
pub(super) struct ClauseCheck<'a> {
    pub(super) grant: &'a Grant,
    pub(super) clause: &'a Clause,
    pub(super) verdict: Verdict,
    pub(super) reason: Reason,
    /// Where in the reason's text begins what follows from its facts.
    pub(super) so_at: usize,
}

impl ClauseCheck<'_> {
    pub(super) fn is_met(&self) -> bool {
        self.verdict == Verdict::Met
    }
}

/// What a reason's text mostly needs.
const TEXT_BYTES: usize = 256;

/// Looks at every clause of the department's grants that names the item.
pub(super) fn check<'a>(context: &DecisionContext<'a>) -> Vec<ClauseCheck<'a>> {
    let item = context.item;
    let grants = context.pack.grants.iter().filter(|grant| grant.department == item.department);
    let clauses = grants.flat_map(|grant| grant.clauses.iter().map(move |clause| (grant, clause)));
    let asked = Asked::new(&item.code);
    let named = clauses.filter(|(_, clause)| clause.items.names(&asked));
    named.map(|(grant, clause)| check_clause(context, grant, clause)).collect()
}

fn check_clause<'a>(
    context: &DecisionContext<'a>,
    grant: &'a Grant,
    clause: &'a Clause,
) -> ClauseCheck<'a> {
    let tests = tests(context, grant, clause);
    let revoked = grant.revoked_at.filter(|_| grant.is_revoked_at(context.now));
    let valid = revoked.is_none() && grant.holds_on(context.today);
    let strongest = tests.iter().map(|test| test.verdict).max().unwrap_or(Verdict::Met);
    let verdict = if valid { strongest } else { Verdict::NotMet };
    let deciding = tests.iter().filter(|test| test.verdict == verdict);
    let open_code = deciding.clone().map(|test| test.open_code).min().unwrap_or_default();
    let (code, said) = match verdict {
        _ if let Some(at) = revoked => ("grant_revoked", words::revoked(at).into()),
        _ if !valid => ("grant_expired", words::expired(grant, context.today).into()),
        Verdict::Met => words::effect(&clause.effect),
        Verdict::Open => (open_code, "须报分管领导".into()),
        Verdict::NotMet => ("not_met", "本款不适用".into()),
    };
    let facts = deciding.filter(|_| valid).map(|test| test.said.as_str());
    let mut text = String::with_capacity(TEXT_BYTES);
    for part in ["授权书 ", &grant.number, " ", &clause.number, "："] {
        text.push_str(part);
    }
    for fact in facts {
        text.push_str(fact);
        text.push('，');
    }
    let so_at = text.len();
    text.push_str(&said);
    let value = values(&tests);
    let limits: Vec<_> = tests.iter().map(|test| test.limit.as_str()).collect();
    let reason = Reason {
        code: code.to_owned(),
        met: verdict == Verdict::Met,
        grant: grant.number.clone(),
        clause: clause.number.clone(),
        limit: limits.join("；"),
        value,
        text,
    };
    ClauseCheck { grant, clause, verdict, reason, so_at }
}

/// What was given, each field once; the fields are named where there are several.
fn values(tests: &[Test<'_>]) -> String {
    let given = || {
        let first = |at: usize, label: &str| !tests.iter().take(at).any(|test| test.label == label);
        tests.iter().enumerate().filter(move |(at, test)| first(*at, &test.label))
    };
    let several = given().nth(1).is_some();
    let mut values = String::new();
    for (at, test) in given() {
        if at > 0 {
            values.push('；');
        }
        if several {
            values.push_str(&test.label);
            values.push(' ');
        }
        values.push_str(&test.value);
    }
    values
}

fn tests<'a>(context: &DecisionContext<'a>, grant: &Grant, clause: &'a Clause) -> Vec<Test<'a>> {
    let facts = context.facts;
    let mut tests = Vec::with_capacity(clause.conditions.len() + 3);
    // That window and action fit goes without saying.
    tests.extend(window(context, grant));
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
    tests.extend(clause.conditions.iter().map(|one| condition::test(context, clause, one)));
    tests
}

/// What keeps a grant from the window, if anything does.
fn window<'a>(context: &DecisionContext<'a>, grant: &Grant) -> Option<Test<'a>> {
    if grant.windows.is_empty() {
        return None;
    }
    let windows: Vec<_> = grant.windows.iter().map(|window| window.as_str()).collect();
    match &context.officer.window {
        Some(window) if grant.is_for(window) => None,
        Some(window) => Some(condition::one_of("窗口", &windows, window.as_str(), false)),
        None => Some(condition::not_given("窗口", words::allowed("窗口", &windows))),
    }
}
