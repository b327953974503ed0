//! What new entries make of the centre's cases and licences: a pure plan.
//!
//! A rule that an entry breaks never rejects the entry: it happened at the window, so it is kept and
//! opens an exception.

use super::effects;
use super::folded::Folded;
use super::lines::Target;
use super::redecide::Redecision;
use super::rules::Rules;
use super::verify::Checked;
use crate::repository::{
    Administered, Append, Effects, KnownLicence, NewEntry, NewLicence, NumberUse, ScopeHead,
    StoredCase,
};
use chrono::{DateTime, Utc};
use clerk_domain::act_signature::ActSignature;
use clerk_domain::case::acts::{Issued, Voided};
use clerk_domain::case::{Case, CaseAct, CaseState, Parties};
use clerk_domain::ids::{CaseId, DepartmentId, ItemCode, Subject};
use clerk_domain::journal::{About, Entry};
use clerk_domain::licence::Licence;
use clerk_domain::number;
use clerk_domain::product;
use clerk_domain::search::normalise;
use clerk_protocol::{ExceptionCode, PushException};
use std::collections::{HashMap, HashSet};

/// Licences that are known, by their numbers: of each number at most one that stands.
type Licences = HashMap<String, Vec<KnownLicence>>;

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
    /// Those of the licences that the new entries name which it has already.
    pub licences: Vec<KnownLicence>,
    /// What persons signed of the new entries.
    pub acts_signed: Vec<ActSignature>,
}

/// What entries are about.
pub(super) fn touched_subjects(entries: &[Checked]) -> Vec<Subject> {
    let subjects: HashSet<_> = entries.iter().map(|c| c.entry.about.subject()).collect();
    subjects.into_iter().collect()
}

/// The licences that entries give out, make void, or put another version in the place of.
pub(super) fn licences(entries: &[Checked]) -> Vec<String> {
    let named = |checked: &Checked| match checked.entry.about.case() {
        Some((_, CaseAct::Issued(Issued { licence, .. }))) => {
            [Some(licence.id()), licence.product.before.clone()]
        }
        Some((_, CaseAct::Voided(Voided { number, .. }))) => [Some(number.clone()), None],
        _ => [None, None],
    };
    entries.iter().flat_map(named).flatten().collect()
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
    let mut licences = Licences::new();
    for licence in known.licences {
        licences.entry(licence.number.clone()).or_default().push(licence);
    }
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
        effects: Effects::default(),
        numbers: Vec::new(),
        acts_signed: known.acts_signed,
        administered: Administered::default(),
        exceptions: forked
            .map(|seq| exception(seq, ExceptionCode::JournalFork))
            .into_iter()
            .collect(),
        at,
    };
    let mut touched: Vec<CaseId> = Vec::new();
    for checked in entries {
        let found = carry(&mut folded, &mut redecision, &mut licences, &mut plan, &checked);
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

/// Carries an entry into its case, and gives what is wrong with it. Where nothing is, it also has its effects
/// beyond the case.
fn carry(
    folded: &mut Folded,
    redecision: &mut Redecision,
    licences: &mut Licences,
    plan: &mut Append,
    checked: &Checked,
) -> Vec<ExceptionCode> {
    let entry = &checked.entry;
    let given = entry.about.numbers().into_iter().map(str::to_owned);
    let given = given.map(|number| NumberUse { seq: entry.seq, number, is_void: false });
    plan.numbers.extend(given);
    let mut found = redecision.act(checked, &folded.cases);
    match &entry.about {
        About::Case(case, CaseAct::Issued(issued)) => {
            found.extend(issue(
                folded,
                redecision,
                licences,
                &plan.scope,
                (*case, checked, issued),
            ));
        }
        About::Case(case, CaseAct::Voided(Voided { number, .. })) => {
            found.extend(void(folded, redecision, licences, plan, (*case, entry, number)));
        }
        _ if follows(folded, entry) => {}
        _ => found.push(ExceptionCode::CaseRule),
    }
    // A licence is no better than the acts that it rests on.
    redecision.rules.doubt(entry, &found);
    if let About::Case(case, CaseAct::Issued(issued)) = &entry.about {
        found.extend(redecision.rules.doubts(case));
        let taken = keep(folded, licences, plan, (*case, entry, &issued.licence), &found);
        found.extend((!taken).then_some(ExceptionCode::LicenceNumberTwice));
    }
    found.sort_unstable();
    found.dedup();
    if found.is_empty()
        && let Some(case) = entry.about.case().and_then(|(id, _)| folded.cases.get(&id))
    {
        let Effects { revocations, replacements } = effects::of(entry, case);
        plan.effects.revocations.extend(revocations);
        plan.effects.replacements.extend(replacements);
    }
    found
}

/// A licence that was void before it was handed over: it counts no more, and the register says so.
fn void(
    folded: &mut Folded,
    redecision: &mut Redecision,
    licences: &Licences,
    plan: &mut Append,
    (case, entry, number): (CaseId, &Entry, &str),
) -> Vec<ExceptionCode> {
    if !follows(folded, entry) {
        return vec![ExceptionCode::CaseRule];
    }
    redecision.forget(case);
    // A later version of a number took none from a block.
    let of_a_block = product::is_first_version(number).then(|| number.to_owned());
    let void = |number| NumberUse { seq: entry.seq, number, is_void: true };
    plan.numbers.extend(of_a_block.map(void));
    let known = licences.get(number).map(Vec::as_slice).unwrap_or_default();
    let is_own = |known: &&KnownLicence| known.case == case && known.scope == plan.scope;
    let own = known.iter().find(is_own);
    match own.filter(|_| known.iter().all(|known| is_own(&known) || !known.stands())) {
        // The register makes nothing void by a number that may yet become somebody else's.
        Some(own) => (!own.stands()).then_some(ExceptionCode::LicenceInDoubt).into_iter().collect(),
        None => vec![ExceptionCode::LicenceNumberTwice],
    }
}

fn issue(
    folded: &mut Folded,
    redecision: &mut Redecision,
    licences: &Licences,
    scope: &DepartmentId,
    (id, checked, issued): (CaseId, &Checked, &Issued),
) -> Vec<ExceptionCode> {
    let (entry, licence) = (&checked.entry, &issued.licence);
    let mut found = redecision.check(checked, issued, &folded.cases);
    let holder = licence.whose().to_owned();
    if follows(folded, entry) {
        folded.cases.get(&id).into_iter().for_each(|case| redecision.follow(checked, case));
    } else {
        found.push(ExceptionCode::CaseRule);
    }
    let before = licence.product.before.as_ref();
    let case = folded.cases.get(&id);
    let theirs = case.is_none_or(|case| is_the_applicants(licence, case));
    if before.is_some_and(|before| !theirs || !may_follow(before, licences, scope, &holder)) {
        found.push(ExceptionCode::ExistingDiffers);
    }
    found
}

/// Keeps a licence under its number; `false` where another one has that. A licence that something is wrong
/// with takes its number from nobody: one that nothing is wrong with stands beside it.
fn keep(
    folded: &Folded,
    licences: &mut Licences,
    plan: &mut Append,
    (id, entry, licence): (CaseId, &Entry, &Licence),
    found: &[ExceptionCode],
) -> bool {
    let (number, scope, holder) = (licence.id(), plan.scope.clone(), licence.whose().to_owned());
    let known = licences.entry(number.clone()).or_default();
    if known.iter().any(|known| known.stands() || !found.is_empty()) {
        return false;
    }
    known.push(KnownLicence {
        number: number.clone(),
        scope,
        case: id,
        holder: holder.clone(),
        doubts: found.iter().map(|code| code.as_str().to_owned()).collect(),
    });
    let case = folded.cases.get(&id);
    plan.licences.push(NewLicence {
        number,
        case: id,
        licence_type: licence.licence_type.clone(),
        seq: entry.seq,
        item: case.map_or_else(|| ItemCode::from(""), |case| case.item.clone()),
        applicant: case.map(|case| normalise(&case.parties.applicant.number)).unwrap_or_default(),
        issued_on: licence.issued_on,
        holder,
    });
    true
}

/// Whether the number that stands on a licence for its holder is the applicant's own.
fn is_the_applicants(licence: &Licence, case: &Case) -> bool {
    let applicant = normalise(&case.parties.applicant.number);
    let on_it = licence.product.holder_number.as_ref();
    on_it.is_none_or(|number| normalise(number) == applicant)
}

/// Whether a licence may stand in the place of the one before: that is the same holder's, of the same
/// department. One with a number that is none of the centre's is an old paper; one that looks like the
/// centre's and is not there may be anybody's.
fn may_follow(before: &str, licences: &Licences, scope: &DepartmentId, holder: &str) -> bool {
    let known = licences.get(before).map(Vec::as_slice).unwrap_or_default();
    match known.iter().find(|known| known.stands()).or(known.first()) {
        Some(known) => known.scope == *scope && known.holder == holder,
        None => number::read(product::number_of(before)).is_none(),
    }
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
