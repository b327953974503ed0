//! What new entries make of the centre's cases and licences: a pure plan.
//!
//! A rule that an entry breaks never rejects the entry: it happened at the window, so it is kept and
//! opens an exception.

use super::lines::Target;
use super::redecide::Redecision;
use super::rules::Rules;
use super::verify::Checked;
use crate::error::ServerError;
use crate::repository::{Append, NewEntry, NewLicence, ScopeHead, StoredCase};
use chrono::{DateTime, Utc};
use clerk_domain::case::{acts, Case, CaseAct, CaseState};
use clerk_domain::licence::Licence;
use clerk_domain::ids::{CaseId, DepartmentId, ItemCode};
use clerk_domain::journal::Entry;
use clerk_domain::search::normalise;
use clerk_protocol::{ExceptionCode, PushException};
use std::collections::{HashMap, HashSet};

/// Cases by their identifiers.
pub(super) type Cases = HashMap<CaseId, Case>;

/// What the centre knows that the new entries bear on.
pub(super) struct Known {
    /// Where the new entries go.
    pub target: Target,
    /// Where the scope stands.
    pub scope: ScopeHead,
    /// The cases that the new entries touch, and those that count when it is decided again.
    pub cases: Cases,
    /// What is needed to decide again.
    pub rules: Rules,
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
        CaseAct::Issued(acts::Issued { licence }) => Some(licence.number.clone()),
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
) -> Append {
    let mut cases = known.cases;
    let mut redecision = Redecision::new(known.rules, &cases, at);
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
        revocations: Vec::new(),
        replacements: Vec::new(),
        exceptions: forked
            .map(|seq| exception(seq, ExceptionCode::JournalFork))
            .into_iter()
            .collect(),
        at,
    };
    let mut touched: Vec<CaseId> = Vec::new();
    for checked in entries {
        let found = carry(&mut cases, &mut redecision, &mut numbers, &mut plan, &checked);
        let Checked { entry, hash, text, .. } = checked;
        plan.exceptions.extend(found.into_iter().map(|code| exception(entry.seq, code)));
        touched.push(entry.case);
        running = running.chain(hash);
        plan.entries.push(NewEntry { case: entry.case, hash, running, text: text.into() });
    }
    plan.exceptions.sort_by(|a, b| (a.seq, &a.code).cmp(&(b.seq, &b.code)));
    touched.sort_unstable();
    touched.dedup();
    let touched = touched.iter().filter_map(|id| cases.get(id));
    plan.cases = touched.map(|case| stored(&plan.scope, case)).collect();
    plan
}

/// Carries an entry into its case, and gives what is wrong with it.
fn carry(
    cases: &mut Cases,
    redecision: &mut Redecision,
    numbers: &mut HashSet<String>,
    plan: &mut Append,
    checked: &Checked,
) -> Vec<ExceptionCode> {
    let entry = &checked.entry;
    match &entry.act {
        CaseAct::Issued(acts::Issued { licence }) => issue(cases, redecision, numbers, plan, (checked, licence)),
        CaseAct::Voided(acts::Voided { number, .. }) => void(cases, redecision, plan, (entry, number)),
        CaseAct::Verified(_) => {
            let refused = (!follow(cases, entry)).then_some(ExceptionCode::CaseRule);
            redecision.actor(entry).into_iter().chain(refused).collect()
        }
        _ if follow(cases, entry) => Vec::new(),
        _ => vec![ExceptionCode::CaseRule],
    }
}

/// A licence that was void before it was handed over: it counts no more, and the register says so.
fn void(
    cases: &mut Cases,
    redecision: &mut Redecision,
    plan: &mut Append,
    (entry, number): (&Entry, &str),
) -> Vec<ExceptionCode> {
    let mut found: Vec<_> = redecision.actor(entry).into_iter().collect();
    if follow(cases, entry) {
        redecision.forget(entry.case);
        let case = cases.get(&entry.case);
        plan.revocations.extend(case.and_then(|case| case.products.revocation(number)));
    } else {
        found.push(ExceptionCode::CaseRule);
    }
    found
}

fn issue(
    cases: &mut Cases,
    redecision: &mut Redecision,
    numbers: &mut HashSet<String>,
    plan: &mut Append,
    (checked, licence): (&Checked, &Licence),
) -> Vec<ExceptionCode> {
    let entry = &checked.entry;
    let mut found = redecision.check(checked, licence, cases);
    if follow(cases, entry) {
        if let Some(case) = cases.get(&entry.case) {
            redecision.follow(checked, case);
            let void = case.products.voided.last().map(|void| void.number.clone());
            plan.replacements.extend(void.map(|void| (void, licence.number.clone())));
        }
    } else {
        found.push(ExceptionCode::CaseRule);
    }
    if numbers.insert(licence.number.clone()) {
        let case = cases.get(&entry.case);
        plan.licences.push(NewLicence {
            number: licence.number.clone(),
            case: entry.case,
            licence_type: licence.licence_type.clone(),
            seq: entry.seq,
            item: case.map_or_else(|| ItemCode::from(""), |case| case.item.clone()),
            applicant: case.map(|case| normalise(&case.parties.applicant.number)).unwrap_or_default(),
            issued_on: licence.issued_on,
        });
    } else {
        found.push(ExceptionCode::LicenceNumberTwice);
    }
    found
}

fn exception(seq: u64, code: ExceptionCode) -> PushException {
    PushException { seq, code: code.as_str().to_owned() }
}

/// Carries entries that are held into their cases.
pub(super) fn follow_all(cases: &mut Cases, texts: &[String]) -> Result<(), ServerError> {
    for text in texts {
        let entry: Entry =
            serde_json::from_str(text).map_err(|_| ServerError::Damaged("journal entry"))?;
        follow(cases, &entry);
    }
    Ok(())
}

/// Carries an entry into its case; `false` where a rule of the case forbids it.
fn follow(cases: &mut Cases, entry: &Entry) -> bool {
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
        state: state_name(case.state()).to_owned(),
        received_at: case.received_at.to_utc(),
        licence: case.products.licence.as_ref().map(|licence| licence.number.clone()),
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
