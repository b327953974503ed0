//! What new entries make of the centre's cases and licences: a pure plan.
//!
//! A rule that an entry breaks never rejects the entry: it happened at the window, so it is kept and
//! opens an exception.

use super::lines::Target;
use super::verify::Checked;
use crate::error::ServerError;
use crate::repository::{Append, NewEntry, NewLicence, ScopeHead, StoredCase};
use chrono::{DateTime, Utc};
use clerk_domain::act::Act;
use clerk_domain::case::{Case, CaseState};
use clerk_domain::ids::{CaseId, DepartmentId};
use clerk_domain::journal::Entry;
use clerk_protocol::PushException;
use std::collections::{HashMap, HashSet};

/// An entry does not follow in its case.
const CASE_RULE: &str = "case_rule";
/// A licence's number is another licence's.
const LICENCE_TWICE: &str = "licence_number_twice";

/// With this entry a copy of the window, or one that was put back, goes on beside what was held.
const FORK: &str = "journal_fork";

/// What the centre knows that the new entries bear on.
pub(super) struct Known {
    /// Where the new entries go.
    pub target: Target,
    /// Where the scope stands.
    pub scope: ScopeHead,
    /// The texts of all entries of the cases that the new ones touch, in order.
    pub case_entries: Vec<String>,
    /// Which of the new licence numbers it has already.
    pub licences: Vec<String>,
}

/// The cases that entries touch.
pub(super) fn touched_cases(entries: &[Checked]) -> Vec<CaseId> {
    let cases: HashSet<CaseId> = entries.iter().map(|checked| checked.entry.case).collect();
    cases.into_iter().collect()
}

/// The licence numbers that entries give out.
pub(super) fn licence_numbers(entries: &[Checked]) -> Vec<String> {
    let number = |checked: &Checked| match &checked.entry.act {
        Act::Issued { licence } => Some(licence.number.clone()),
        _ => None,
    };
    entries.iter().filter_map(number).collect()
}

/// The plan that adds `entries`, which follow what is known, to a scope.
pub(super) fn plan(
    scope: DepartmentId,
    known: Known,
    entries: Vec<Checked>,
    at: DateTime<Utc>,
) -> Result<Append, ServerError> {
    let mut cases = known_cases(&known.case_entries)?;
    let mut numbers: HashSet<String> = known.licences.into_iter().collect();
    let mut running = known.scope.digest;
    let Target { journal, fork, after, .. } = known.target;
    let forked = fork.is_some().then(|| after.seq + 1);
    let mut plan = Append {
        journal,
        fork,
        scope,
        after,
        scope_after: known.scope,
        entries: Vec::with_capacity(entries.len()),
        cases: Vec::new(),
        licences: Vec::new(),
        exceptions: forked.map(|seq| exception(seq, FORK)).into_iter().collect(),
        at,
    };
    let mut touched: Vec<CaseId> = Vec::new();
    for Checked { entry, hash, text } in entries {
        if !follow(&mut cases, &entry) {
            plan.exceptions.push(exception(entry.seq, CASE_RULE));
        }
        if let Act::Issued { licence } = &entry.act {
            if numbers.insert(licence.number.clone()) {
                plan.licences.push(NewLicence {
                    number: licence.number.clone(),
                    case: entry.case,
                    licence_type: licence.licence_type.clone(),
                    seq: entry.seq,
                });
            } else {
                plan.exceptions.push(exception(entry.seq, LICENCE_TWICE));
            }
        }
        touched.push(entry.case);
        running = running.chain(hash);
        plan.entries.push(NewEntry { case: entry.case, hash, running, text: text.into() });
    }
    touched.sort_unstable();
    touched.dedup();
    let touched = touched.iter().filter_map(|id| cases.get(id));
    plan.cases = touched.map(|case| stored(&plan.scope, case)).collect();
    Ok(plan)
}

fn exception(seq: u64, code: &str) -> PushException {
    PushException { seq, code: code.to_owned() }
}

fn known_cases(texts: &[String]) -> Result<HashMap<CaseId, Case>, ServerError> {
    let mut cases = HashMap::new();
    for text in texts {
        let entry: Entry =
            serde_json::from_str(text).map_err(|_| ServerError::Damaged("journal entry"))?;
        follow(&mut cases, &entry);
    }
    Ok(cases)
}

/// Carries an entry into its case; `false` where a rule of the case forbids it.
fn follow(cases: &mut HashMap<CaseId, Case>, entry: &Entry) -> bool {
    match cases.get_mut(&entry.case) {
        Some(case) => case.apply(entry).is_ok(),
        None => {
            let case = Case::begin(entry);
            case.map(|case| cases.insert(entry.case, case)).is_ok()
        }
    }
}

fn stored(scope: &DepartmentId, case: &Case) -> StoredCase {
    StoredCase {
        scope: scope.clone(),
        id: case.id,
        number: case.number.0.clone(),
        window: case.window.clone(),
        item: case.item.0.clone(),
        state: state_name(case.state).to_owned(),
        received_at: case.received_at.to_utc(),
        licence: case.licence.as_ref().map(|licence| licence.number.clone()),
    }
}

fn state_name(state: CaseState) -> &'static str {
    match state {
        CaseState::Received => "received",
        CaseState::CorrectionDue => "correction_due",
        CaseState::Accepted => "accepted",
        CaseState::Referred => "referred",
        CaseState::Issued => "issued",
        CaseState::Delivered => "delivered",
        CaseState::NotAccepted => "not_accepted",
        CaseState::Refused => "refused",
        CaseState::Withdrawn => "withdrawn",
    }
}
