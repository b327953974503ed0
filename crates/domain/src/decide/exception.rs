//! Clauses that are exceptions to others.

use super::clause::ClauseCheck;
use super::condition::Verdict;
use super::words;
use std::collections::BTreeSet;

/// Sets aside every clause that an exception stands against: one that is met and not set aside itself.
/// A clause that cannot be told is set aside too, since the exception decides in its place. In a circle
/// of exceptions, which no checked pack has, nothing is set aside.
pub(super) fn set_aside(checks: &mut [ClauseCheck<'_>]) {
    let exceptions = met_exceptions(checks);
    let mut undone = exceptions.clone();
    let mut set_aside = BTreeSet::new();
    // An exception that is nobody's target any more stands: what it excepts is set aside, and does
    // not set aside others.
    while let Some(target) = next(&undone) {
        undone.retain(|(by, other)| *by != target && *other != target);
        set_aside.insert(target);
    }
    for target in &set_aside {
        let stands = |(by, other): &&(usize, usize)| other == target && !set_aside.contains(by);
        let by = exceptions.iter().filter(stands).filter_map(|(by, _)| checks.get(*by));
        let so = words::set_aside(by.map(|check| (check.grant, check.clause)));
        if let Some(check) = checks.get_mut(*target) {
            mark(check, &so);
        }
    }
}

/// Which met clause is an exception to which other, by their places.
fn met_exceptions(checks: &[ClauseCheck<'_>]) -> Vec<(usize, usize)> {
    let mut exceptions = Vec::new();
    for (by, check) in checks.iter().enumerate().filter(|(_, check)| check.is_met()) {
        let Some(name) = &check.clause.exception_to else { continue };
        let named = checks.iter().enumerate();
        let named = named.filter(|(_, other)| other.clause.id.as_ref() == Some(name));
        exceptions.extend(named.map(|(target, _)| (by, target)));
    }
    exceptions
}

/// What the first exception is made to that nobody makes an exception to.
fn next(exceptions: &[(usize, usize)]) -> Option<usize> {
    let stands = |by: usize| exceptions.iter().all(|(_, target)| *target != by);
    exceptions.iter().find(|(by, _)| stands(*by)).map(|(_, target)| *target)
}

fn mark(check: &mut ClauseCheck<'_>, so: &str) {
    if check.verdict == Verdict::NotMet {
        return;
    }
    check.verdict = Verdict::NotMet;
    check.reason.code = "set_aside".to_owned();
    check.reason.met = false;
    check.reason.text.truncate(check.so_at);
    check.reason.text.push_str(so);
}
