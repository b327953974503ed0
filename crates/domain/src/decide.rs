//! The decision: may this be issued here, by this person, and why.
//!
//! [`decide`] is pure and total: the same facts, pack, role and day give the same answer, whatever
//! the order of grants and clauses. Every clause that names the item gives a [`Reason`], met or
//! not.
//! Where several hold, the narrowest authority wins (DESIGN.md, "Facts, decision, plan, act"):
//!
//! 1. materials are missing → `correct`, whatever the clauses say;
//! 2. the person does not sit at a window → `refer`, to the leader or further;
//! 3. a met clause refers, or a clause cannot be told (no rate, no value) → `refer` to the furthest
//!    referee named; a clause that cannot be told goes to the leader. A clause that refers to the
//!    chief representative does not hold the chief representative up;
//! 4. the highest authority that a met clause asks for is not the person's → `refer` to the chief;
//! 5. no clause lets the window issue → `refer` to the leader;
//! 6. otherwise → `issue`.
//!
//! A met green clause adds the green queue to any of these. Grants outside their validity are shown
//! and not met. Left out: limits that need other cases (counts, sums, hours offline), and `refuse`,
//! which the clauses of a grant cannot say.

mod answer;
mod clause;
mod compare;
mod facts;
#[cfg(test)]
mod tests;
mod words;

pub use answer::{Decision, Outcome, Queue, Reason};
pub use facts::{Facts, FactsApplicant, Materials, check, inputs_digest};

use crate::form::FieldProblem;
use crate::grant::{Authority, Effect, Referee};
use crate::item::Item;
use crate::pack::RulePack;
use crate::person::Role;
use chrono::NaiveDate;
use clause::{Judged, Occasion, Verdict};

/// Decides on a case by the rules of a day. `role` is that of the person at the window.
///
/// # Errors
/// What of the facts is wrong, naming the field: `item`, or what [`check`] finds.
pub fn decide(
    facts: &Facts,
    pack: &RulePack,
    role: Role,
    today: NaiveDate,
) -> Result<Decision, Vec<FieldProblem>> {
    let item = pack.item(&facts.item).ok_or_else(|| vec![facts::unknown_item(&facts.item)])?;
    let form = check(facts, item)?;
    let occasion = Occasion { facts, item, form: &form, pack, today };
    let judged = clause::judge(&occasion);
    let (outcome, to, closing) = match materials_missing(facts, item) {
        Some(missing) => (Outcome::Correct, None, Some(missing)),
        None => match referral(&judged, role) {
            (Some(to), closing) => (Outcome::Refer, Some(to), closing),
            (None, closing) => (Outcome::Issue, None, closing),
        },
    };
    let green = judged.iter().any(|j| j.is_met() && *j.effect == Effect::Green);
    let queue = if green { Queue::Green } else { Queue::Normal };
    let reasons = judged.into_iter().map(|j| j.reason).chain(closing).collect();
    Ok(Decision { outcome, to, queue, reasons })
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

/// To whom the case must go, and the reason where no clause gives it; nobody where the person may
/// issue.
fn referral(judged: &[Judged<'_>], role: Role) -> (Option<Referee>, Option<Reason>) {
    let met = || judged.iter().filter(|j| j.is_met());
    let referees = met().filter_map(|j| match j.effect {
        Effect::Refer { to: Referee::Chief } if role == Role::Chief => None,
        Effect::Refer { to } => Some(*to),
        Effect::Issue { .. } | Effect::Green => None,
    });
    let cannot_be_told = judged.iter().any(|j| j.verdict == Verdict::Open);
    let furthest = referees.chain(cannot_be_told.then_some(Referee::Leader)).max();
    let authority = met().filter_map(|j| match j.effect {
        Effect::Issue { by } => Some(*by),
        Effect::Refer { .. } | Effect::Green => None,
    });
    match (role, furthest, authority.max()) {
        (Role::Leader | Role::Supervisor | Role::Admin, furthest, _) => {
            (furthest.max(Some(Referee::Leader)), Some(words::not_at_window(role)))
        }
        (Role::Clerk | Role::Chief, Some(to), _) => (Some(to), None),
        (Role::Clerk | Role::Chief, None, None) => {
            (Some(Referee::Leader), Some(words::no_clause()))
        }
        (Role::Clerk, None, Some(Authority::Chief)) => {
            (Some(Referee::Chief), Some(words::above_authority()))
        }
        (Role::Clerk, None, Some(Authority::Clerk)) | (Role::Chief, None, Some(_)) => (None, None),
    }
}
