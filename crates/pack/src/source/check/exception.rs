//! Clauses that are exceptions to others: what they name must be there, on the same items, and none may
//! lead back to itself.

use crate::source::Sources;
use crate::source::problem::PackProblem;
use crate::source::spot::{Checked, Spot};
use clerk_domain::grant::Clause;
use std::collections::{BTreeMap, BTreeSet};

pub fn check(sources: &Sources) -> Checked {
    let clauses = clauses(sources);
    let mut seen = BTreeSet::new();
    let mut by_id: BTreeMap<&str, &Clause> = BTreeMap::new();
    for (spot, clause) in &clauses {
        if let Some(id) = &clause.id {
            spot.unique("id", id, &mut seen)?;
            by_id.insert(id, clause);
        }
    }
    for (spot, clause) in &clauses {
        let Some(id) = clause.exception_to.as_deref() else { continue };
        let unknown = || PackProblem::ExceptionUnknown(id.to_owned());
        let target = by_id.get(id);
        spot.require("exception_to", target.is_some(), unknown)?;
        let shares = |target: &&Clause| clause.items.iter().any(|code| target.items.contains(code));
        let apart = || PackProblem::ExceptionApart(id.to_owned());
        spot.require("exception_to", target.is_some_and(shares), apart)?;
        let circle = || PackProblem::ExceptionCircle(id.to_owned());
        spot.require("exception_to", ends(clause, &by_id), circle)?;
    }
    Ok(())
}

/// Whether the exceptions that begin with this clause end somewhere.
fn ends(clause: &Clause, by_id: &BTreeMap<&str, &Clause>) -> bool {
    let mut at = clause;
    // No way without a circle is longer than there are names.
    for _ in 0..=by_id.len() {
        match at.exception_to.as_deref().and_then(|id| by_id.get(id)) {
            Some(next) => at = next,
            None => return true,
        }
    }
    false
}

/// Every clause of every grant, with its place.
fn clauses<'a>(sources: &'a Sources) -> Vec<(Spot<'a>, &'a Clause)> {
    let mut clauses = Vec::new();
    for (name, file) in &sources.departments {
        for (at, grant) in file.grant.iter().enumerate() {
            let spot = Spot::file(name).at("grant").nth(at).at("clauses");
            let own = grant.clauses.iter().enumerate();
            clauses.extend(own.map(|(at, clause)| (spot.nth(at), clause)));
        }
    }
    clauses
}
