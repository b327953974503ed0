//! The decision: may this be issued here, by this person, and why.
//!
//! [`decide`] is pure and total: the same facts, pack, officer, exposure and time give the same
//! answer, whatever the order of grants and clauses. Every clause that names the item gives a
//! [`Reason`], met or not.
//! A clause that is named as an exception to another sets it aside where it is met: the other one then
//! takes no part, and its reason says so. Of those that are left, where several hold, the narrowest
//! authority wins (DESIGN.md, "Decision"):
//!
//! 1. materials are missing → `correct`, whatever the clauses say; so it is, in [`decide_to_issue`],
//!    where it might be issued and the form lacks what the licence must say;
//! 2. the person does not sit at a window → `refer`, to the leader or further;
//! 3. a met clause refers, or a clause cannot be told (no rate, a stale one, no value), or a grant that would let
//!    the window issue is beyond a hard offline limit or is somebody else's → `refer` to the furthest
//!    referral_target named. A clause that cannot be told and a limit that is passed go to the leader, a
//!    grant of somebody else's to the chief representative. A clause that refers to the chief
//!    representative does not hold the chief representative up;
//! 4. the highest authority that a met clause asks for is not the person's → `refer` to the chief;
//! 5. no clause lets the window issue → `refer` to the leader;
//! 6. otherwise → `issue`.
//!
//! A met green clause adds the green queue to any of these, and a clause on the second officer adds
//! that one is needed. A soft offline limit warns and changes nothing. Grants outside their validity
//! and revoked ones are shown and not met. Left out: `refuse` as an outcome, which the clauses of a grant
//! cannot say; they say who may refuse.

mod answer;
mod clause;
mod compare;
mod condition;
mod cumulative;
mod exception;
mod facts;
mod grant_check;
mod officer;
#[cfg(test)]
mod tests;
mod words;

pub use answer::{
    Decision, GRANT_AGAINST, OFFLINE_SOFT_HOURS, Outcome, Queue, Reason, WITHIN_LIMIT, grants_of,
};
pub use facts::{Facts, FactsApplicant, Materials, check, inputs_digest};
pub use officer::Officer;

use crate::clock::china_date;
use crate::exposure::Exposure;
use crate::form::FieldProblem;
use crate::grant::{Authority, Effect, ReferralTarget};
use crate::item::Item;
use crate::pack::RulePack;
use crate::person::Role;
use chrono::{DateTime, FixedOffset};
use clause::{ClauseCheck, DecisionContext};
use condition::Verdict;
use grant_check::GrantCheck;
use std::collections::BTreeSet;

/// Decides on a case by the rules in force at `now`, its legal date: who may issue it. What the licence
/// must say is not asked here; so that an enquiry is answered before the whole form is filled in.
///
/// # Errors
/// What of the facts is wrong, naming the field: `item`, or what [`check`] finds.
pub fn decide(
    facts: &Facts,
    pack: &RulePack,
    officer: &Officer,
    exposure: &Exposure,
    now: DateTime<FixedOffset>,
) -> Result<Decision, Vec<FieldProblem>> {
    let item = pack.item(&facts.item).ok_or_else(|| vec![facts::unknown_item(&facts.item)])?;
    let form = check(facts, item)?;
    let today = china_date(now.to_utc());
    Ok(authority(&DecisionContext {
        facts,
        item,
        form: &form,
        pack,
        officer,
        exposure,
        now,
        today,
    }))
}

/// Decides whether a case's licence may be issued: what [`decide`] says, and that the form has all that
/// the licence must say by law. Where it has not, the case is to be completed first, and a reason
/// names each field.
///
/// `item` is the one that the case was received under: a later pack changes nothing of what it asks, and may
/// lack it. The grants are those of `pack`, the rules in force.
///
/// # Errors
/// What [`check`] finds.
pub fn decide_to_issue(
    facts: &Facts,
    item: &Item,
    pack: &RulePack,
    officer: &Officer,
    exposure: &Exposure,
    now: DateTime<FixedOffset>,
) -> Result<Decision, Vec<FieldProblem>> {
    let form = check(facts, item)?;
    let today = china_date(now.to_utc());
    let context = DecisionContext { facts, item, form: &form, pack, officer, exposure, now, today };
    let mut decision = authority(&context);
    let required = item.licence.required.iter().filter(|key| !form.contains_key(*key));
    let lacks: Vec<_> = required.map(|key| condition::label(&context, key)).collect();
    if decision.outcome == Outcome::Issue && !lacks.is_empty() {
        decision.outcome = Outcome::Correct;
        decision.reasons.extend(lacks.iter().map(|label| words::licence_lacks(item, label)));
    }
    Ok(decision)
}

fn authority(context: &DecisionContext<'_>) -> Decision {
    let (facts, item, officer) = (context.facts, context.item, context.officer);
    let mut clause_checks = clause::check(context);
    exception::set_aside(&mut clause_checks);
    let grant_checks = grant_check::check(context, &clause_checks);
    let (outcome, to, closing) = match materials_missing(facts, item) {
        Some(missing) => (Outcome::Correct, None, Some(missing)),
        None => match referral(&clause_checks, &grant_checks, officer.role) {
            (Some(to), closing) => (Outcome::Refer, Some(to), closing),
            (None, closing) => (Outcome::Issue, None, closing),
        },
    };
    let any =
        |effect: Effect| clause_checks.iter().any(|j| j.is_met() && j.clause.effect == effect);
    let queue = if any(Effect::Green) { Queue::Green } else { Queue::Normal };
    let second_officer = any(Effect::SecondOfficer);
    let may_refuse = clause_checks.iter().any(|check| officer.may_refuse(check.grant, context));
    let also =
        to.map(|to| also(to, &referral_targets(&clause_checks, &grant_checks))).unwrap_or_default();
    let clause_checks = clause_checks.into_iter().map(|clause_checks| clause_checks.reason);
    let grant_checks = grant_checks.into_iter().map(|grant_check| grant_check.reason);
    let reasons = clause_checks.chain(grant_checks).chain(closing).collect();
    Decision { outcome, to, also, queue, second_officer, may_refuse, reasons }
}

fn materials_missing(facts: &Facts, item: &Item) -> Option<Reason> {
    match &facts.materials {
        Materials::Complete => None,
        Materials::Incomplete => Some(words::materials_missing(&[])),
        Materials::Listed(handed_in) => {
            let missing = item.missing(handed_in);
            let lacking = item.materials.iter().filter(|m| missing.contains(&m.code));
            let names: Vec<_> = lacking.map(|m| m.name.as_str()).collect();
            (!names.is_empty()).then(|| words::materials_missing(&names))
        }
    }
}

/// Everybody whom a clause or a grant sends the case to.
fn referral_targets(
    clause_checks: &[ClauseCheck<'_>],
    grant_checks: &[GrantCheck],
) -> BTreeSet<ReferralTarget> {
    let clauses = clause_checks.iter().filter_map(|j| match (j.verdict, &j.clause.effect) {
        (Verdict::Met, Effect::Refer { to }) => Some(*to),
        (Verdict::Open, _) => Some(ReferralTarget::Leader),
        (
            Verdict::Met | Verdict::NotMet,
            Effect::Issue { .. } | Effect::Refer { .. } | Effect::Green | Effect::SecondOfficer,
        ) => None,
    });
    clauses.chain(grant_checks.iter().filter_map(|grant_check| grant_check.to)).collect()
}

/// Who comes after `to`, the furthest first. The window's own chief representative is no station
/// after somebody outside.
fn also(to: ReferralTarget, referral_targets: &BTreeSet<ReferralTarget>) -> Vec<ReferralTarget> {
    let later = referral_targets.range(..to).rev().copied();
    later.filter(|referral_target| *referral_target != ReferralTarget::Chief).collect()
}

/// To whom the case must go, and the reason where no clause gives it; nobody where the person may
/// issue.
fn referral(
    clause_checks: &[ClauseCheck<'_>],
    grant_checks: &[GrantCheck],
    role: Role,
) -> (Option<ReferralTarget>, Option<Reason>) {
    let is_held_up = |to: &ReferralTarget| {
        *to != ReferralTarget::Chief
            || role != Role::Chief
            || grant_checks.iter().any(|s| s.to == Some(*to))
    };
    let furthest =
        referral_targets(clause_checks, grant_checks).into_iter().filter(is_held_up).max();
    let authority =
        clause_checks.iter().filter(|j| j.is_met()).filter_map(|j| match j.clause.effect {
            Effect::Issue { by } => Some(by),
            Effect::Refer { .. } | Effect::Green | Effect::SecondOfficer => None,
        });
    match (role, furthest, authority.max()) {
        (Role::Leader | Role::Supervisor | Role::Admin, furthest, _) => {
            (furthest.max(Some(ReferralTarget::Leader)), Some(words::not_at_window(role)))
        }
        (Role::Clerk | Role::Chief, Some(to), _) => (Some(to), None),
        (Role::Clerk | Role::Chief, None, None) => {
            (Some(ReferralTarget::Leader), Some(words::no_clause()))
        }
        (Role::Clerk, None, Some(Authority::Chief)) => {
            (Some(ReferralTarget::Chief), Some(words::above_authority()))
        }
        (Role::Clerk, None, Some(Authority::Clerk)) | (Role::Chief, None, Some(_)) => (None, None),
    }
}
