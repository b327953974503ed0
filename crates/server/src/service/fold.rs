//! What new entries make of the centre's cases and licences: a pure plan.
//!
//! A rule that an entry breaks never rejects the entry: it happened at the window, so it is kept and
//! opens an exception.

use super::folded::Folded;
use super::lines::Target;
use super::redecide::Redecision;
use super::rules::Rules;
use super::verify::Checked;
use crate::repository::{Append, NewEntry, NewLicence, NumberUse, ScopeHead, StoredCase};
use chrono::{DateTime, Utc};
use clerk_domain::case::acts::{Issued, Voided};
use clerk_domain::case::{Case, CaseAct, CaseState, Parties};
use clerk_domain::ids::{CaseId, DepartmentId, ItemCode, Subject};
use clerk_domain::journal::{About, Entry};
use clerk_domain::product::{self, ExistingLicence};
use clerk_domain::search::normalise;
use clerk_protocol::{ExceptionCode, PushException};
use std::collections::HashSet;

/// What the centre knows that the new entries bear on.
pub(super) struct Known {
    /// Where the new entries go.
    pub target: Target,
    /// Where the scope stands.
    pub scope: ScopeHead,
    /// What the new entries touch, and the cases that count when it is decided again.
    pub folded: Folded,
    /// What is needed to decide again.
    pub rules: Rules,
    /// Which of the new licence numbers it has already.
    pub licences: Vec<String>,
}

/// What entries are about.
pub(super) fn touched_subjects(entries: &[Checked]) -> Vec<Subject> {
    let subjects: HashSet<_> = entries.iter().map(|c| c.entry.about.subject()).collect();
    subjects.into_iter().collect()
}

/// The licence numbers that entries give out.
pub(super) fn licence_numbers(entries: &[Checked]) -> Vec<String> {
    let number = |checked: &Checked| match checked.entry.about.case() {
        Some((_, CaseAct::Issued(issued))) => Some(issued.licence.id()),
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
    let mut folded = known.folded;
    let mut redecision = Redecision::new(known.rules, &folded.cases, at);
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
        numbers: Vec::new(),
        exceptions: forked
            .map(|seq| exception(seq, ExceptionCode::JournalFork))
            .into_iter()
            .collect(),
        at,
    };
    let mut touched: Vec<CaseId> = Vec::new();
    for checked in entries {
        let found = carry(&mut folded, &mut redecision, &mut numbers, &mut plan, &checked);
        let Checked { entry, hash, text, .. } = checked;
        plan.exceptions.extend(found.into_iter().map(|code| exception(entry.seq, code)));
        let case = entry.about.case().map(|(case, _)| case);
        touched.extend(case);
        running = running.chain(hash);
        let subject = entry.about.subject();
        plan.entries.push(NewEntry { subject, hash, running, text: text.into() });
    }
    plan.exceptions.sort_by(|a, b| (a.seq, &a.code).cmp(&(b.seq, &b.code)));
    touched.sort_unstable();
    touched.dedup();
    let touched = touched.iter().filter_map(|id| folded.cases.get(id));
    plan.cases = touched.map(|case| stored(&plan.scope, case)).collect();
    plan
}

/// Carries an entry into its case, and gives what is wrong with it.
fn carry(
    folded: &mut Folded,
    redecision: &mut Redecision,
    numbers: &mut HashSet<String>,
    plan: &mut Append,
    checked: &Checked,
) -> Vec<ExceptionCode> {
    let entry = &checked.entry;
    let given = entry.about.numbers().into_iter().map(str::to_owned);
    let given = given.map(|number| NumberUse { seq: entry.seq, number, is_void: false });
    plan.numbers.extend(given);
    match &entry.about {
        About::Case(case, act) => match act {
            CaseAct::Issued(issued) => {
                issue(folded, redecision, numbers, plan, (*case, checked, issued))
            }
            CaseAct::Voided(Voided { number, .. }) => {
                void(folded, redecision, plan, (*case, entry, number))
            }
            CaseAct::Verified(_) => {
                let refused = (!follows(folded, entry)).then_some(ExceptionCode::CaseRule);
                redecision.actor(entry).into_iter().chain(refused).collect()
            }
            _ if follows(folded, entry) => Vec::new(),
            _ => vec![ExceptionCode::CaseRule],
        },
        About::Enquiry(..) | About::Day(..) if follows(folded, entry) => Vec::new(),
        About::Enquiry(..) | About::Day(..) => vec![ExceptionCode::CaseRule],
    }
}

/// A licence that was void before it was handed over: it counts no more, and the register says so.
fn void(
    folded: &mut Folded,
    redecision: &mut Redecision,
    plan: &mut Append,
    (case, entry, number): (CaseId, &Entry, &str),
) -> Vec<ExceptionCode> {
    let mut found: Vec<_> = redecision.actor(entry).into_iter().collect();
    if follows(folded, entry) {
        redecision.forget(case);
        // A later version of a number took none from a block.
        let of_a_block = product::is_first_version(number).then(|| number.to_owned());
        let void = |number| NumberUse { seq: entry.seq, number, is_void: true };
        plan.numbers.extend(of_a_block.map(void));
        let case = folded.cases.get(&case);
        plan.revocations.extend(case.and_then(|case| case.products.revocation(number)));
    } else {
        found.push(ExceptionCode::CaseRule);
    }
    found
}

fn issue(
    folded: &mut Folded,
    redecision: &mut Redecision,
    numbers: &mut HashSet<String>,
    plan: &mut Append,
    (id, checked, issued): (CaseId, &Checked, &Issued),
) -> Vec<ExceptionCode> {
    let (entry, licence) = (&checked.entry, &issued.licence);
    let mut found = redecision.check(checked, issued, &folded.cases);
    if follows(folded, entry) {
        if let Some(case) = folded.cases.get(&id) {
            redecision.follow(checked, case);
            let void = case.products.voided.last().map(|void| void.number.clone());
            plan.replacements.extend(void.map(|void| (void, licence.id())));
            let before = case.existing.as_ref().map(ExistingLicence::id);
            plan.revocations.extend(before.and_then(|before| licence.supersedes(&before)));
        }
    } else {
        found.push(ExceptionCode::CaseRule);
    }
    if numbers.insert(licence.id()) {
        let case = folded.cases.get(&id);
        plan.licences.push(NewLicence {
            number: licence.id(),
            case: id,
            licence_type: licence.licence_type.clone(),
            seq: entry.seq,
            item: case.map_or_else(|| ItemCode::from(""), |case| case.item.clone()),
            applicant: case
                .map(|case| normalise(&case.parties.applicant.number))
                .unwrap_or_default(),
            issued_on: licence.issued_on,
        });
    } else {
        found.push(ExceptionCode::LicenceNumberTwice);
    }
    found
}

/// Carries an entry into what it is about; `false` where a rule of that forbids it.
fn follows(folded: &mut Folded, entry: &Entry) -> bool {
    folded.follow(entry).is_ok()
}

fn exception(seq: u64, code: ExceptionCode) -> PushException {
    PushException { seq, code: code.as_str().to_owned() }
}

fn stored(scope: &DepartmentId, case: &Case) -> StoredCase {
    StoredCase {
        scope: scope.clone(),
        id: case.id,
        number: case.number.0.clone(),
        window: case.window.clone(),
        item: case.item.0.clone(),
        wanted: wanted(case),
        state: state_name(case.state()).to_owned(),
        received_at: case.received_at.to_utc(),
        licence: case.products.licence.as_ref().map(|licence| licence.number.clone()),
    }
}

/// By what the same application is found.
fn wanted(case: &Case) -> String {
    let Parties { applicant, to_be } = &case.parties;
    let (number, to_be) = (normalise(&applicant.number), to_be.as_deref().unwrap_or_default());
    format!("{:?}/{number}/{to_be}", case.action).to_lowercase()
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
