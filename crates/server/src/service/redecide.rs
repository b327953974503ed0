//! The centre decides again on what a window issued: the same function with the same rules, on the
//! facts as the journals tell them. Where it differs, a supervisor hears of it; the licence stands.
//!
//! What it takes into account beyond the window: what other windows issued to the same applicant or
//! project, in the order in which it came in, and grants revoked by the newest rules. What was not
//! acknowledged at the time of issue cannot be known again: of the licences that count towards the
//! limits of an outage, it takes those that came in with the same push and name the same last contact.

use super::folded::Cases;
use super::rules::Rules;
use super::verify::Checked;
use chrono::{DateTime, FixedOffset, Utc};
use clerk_domain::case::acts::Issued;
use clerk_domain::case::{Case, CaseActKind};
use clerk_domain::clock::{CLOCK_TOLERANCE, china, china_date};
use clerk_domain::decide::{Decision, Facts, Officer, decide_to_issue, grants_of, inputs_digest};
use clerk_domain::exposure::{Exposure, GrantExposure, Lookback};
use clerk_domain::ids::{CaseId, ItemCode};
use clerk_domain::journal::Entry;
use clerk_domain::licence::Licence;
use clerk_domain::licence_terms::LicenceTerms;
use clerk_domain::pack::RulePack;
use clerk_domain::search::normalise;
use clerk_protocol::ExceptionCode;
use std::collections::HashMap;

/// Decides again on the licences of one push, in their order.
pub(super) struct Redecision {
    pub(super) rules: Rules,
    now: DateTime<Utc>,
    /// The issued cases that are known, with item and applicant, in the order in which they came in.
    issued: Vec<(CaseId, ItemCode, String)>,
    /// What came in with this push, by the last contact that it names.
    offline: HashMap<Option<DateTime<FixedOffset>>, Vec<(CaseId, GrantExposure)>>,
}

impl Redecision {
    /// Begins with the cases that are known, before the push.
    pub(super) fn new(rules: Rules, cases: &Cases, now: DateTime<Utc>) -> Self {
        let mut redecision = Self { rules, now, issued: Vec::new(), offline: HashMap::new() };
        cases
            .values()
            .filter(|case| case.products.licence.is_some())
            .for_each(|case| redecision.remember(case));
        redecision
    }

    fn remember(&mut self, case: &Case) {
        self.issued.retain(|(known, ..)| *known != case.id);
        self.issued.push((case.id, case.item.clone(), normalise(&case.parties.applicant.number)));
    }

    /// What is wrong with a licence that an entry issues, before the entry is carried into its case.
    pub(super) fn check(
        &mut self,
        checked: &Checked,
        issued: &Issued,
        cases: &Cases,
    ) -> Vec<ExceptionCode> {
        let (entry, licence) = (&checked.entry, &issued.licence);
        let mut found = Vec::new();
        if entry.time.device.to_utc() > self.now + CLOCK_TOLERANCE {
            found.push(ExceptionCode::ClockAhead);
        }
        if !checked.signed {
            found.push(ExceptionCode::LicenceSignatureWrong);
        }
        let Some(case) = case_of(entry).and_then(|case| cases.get(&case)) else { return found };
        let item = self.item_of(case);
        if item.is_some_and(|item| Some(&item.department) != self.rules.department()) {
            found.push(ExceptionCode::ItemElsewhere);
        }
        let decided = self.decide(checked, licence, case, cases);
        let at = entry.time.legal();
        let revoked = |grant: &str| self.rules.is_revoked(grant, at);
        // Those that the licence names, and those that let it be issued: it may name another one.
        let let_issue =
            decided.as_ref().map(|decision| grants_of(&decision.reasons)).unwrap_or_default();
        if licence.grants().into_iter().chain(let_issue).any(revoked) {
            found.push(ExceptionCode::GrantRevoked);
        }
        found.extend(decided.as_ref().err().copied());
        let pack = self.rules.pack(licence.pack_version);
        if let Some((item, pack)) = item.zip(pack) {
            let terms = LicenceTerms { case, item, pack, today: entry.legal_day() };
            if !terms.agrees(issued) {
                found.push(ExceptionCode::LicenceDiffers);
            }
        }
        found
    }

    /// Takes note of an issued case.
    pub(super) fn follow(&mut self, checked: &Checked, case: &Case) {
        self.remember(case);
        let pack = case
            .products
            .licence
            .as_ref()
            .and_then(|licence| self.rules.pack(licence.pack_version));
        if let Some(pack) = pack {
            let mut exposure = Exposure::default();
            exposure.add_unacknowledged(case, pack);
            let known = self.offline.entry(checked.entry.time.server).or_default();
            known.extend(exposure.unacknowledged.into_iter().map(|one| (case.id, one)));
        }
    }

    /// Takes note that a case's licence is void: it counts towards no limit any more.
    pub(super) fn forget(&mut self, case: CaseId) {
        self.issued.retain(|(known, ..)| *known != case);
        self.offline.values_mut().for_each(|known| known.retain(|(id, _)| *id != case));
    }

    /// The decision that lets a licence be issued, or what is wrong with it.
    fn decide(
        &self,
        checked: &Checked,
        licence: &Licence,
        case: &Case,
        cases: &Cases,
    ) -> Result<Decision, ExceptionCode> {
        let entry = &checked.entry;
        let pack = self.rules.pack(licence.pack_version).ok_or(ExceptionCode::PackUnknown)?;
        let (person, at) = (&entry.actor.person, entry.time.legal());
        let unknown = || match self.rules.knows(person) {
            true => ExceptionCode::ActorNotAppointed,
            false => ExceptionCode::ActorUnknown,
        };
        let known = self.rules.appointed(person, at).ok_or_else(unknown)?;
        let (role, window) = (known.role, entry.author.window());
        let person = Some(entry.actor.person.clone());
        let officer = Officer { role, person, window };
        let facts = Facts::from(case);
        // What the case was received under; where the centre never had that, what was in force.
        let item = self.item_of(case).or_else(|| pack.item(&case.item));
        let item = item.ok_or(ExceptionCode::DecisionDiffers)?;
        let issues = |exposure: &Exposure| {
            let decision =
                decide_to_issue(&facts, item, pack, &officer, exposure, entry.time.legal()).ok();
            decision.filter(|decision| case.procedures.lets_issue(decision))
        };
        if inputs_digest(&facts) != licence.inputs {
            return Err(ExceptionCode::DecisionDiffers);
        }
        match issues(&self.exposure(checked, case, pack, cases)) {
            Some(decision) if decision.second_officer => {
                let mut counted = case.procedures.clone();
                counted
                    .verified_by
                    .retain(|officer| self.may(&officer.person, entry, CaseActKind::Verified));
                let two = counted.was_verified_by_another(&entry.actor.person);
                if two { Ok(decision) } else { Err(ExceptionCode::SecondOfficerMissing) }
            }
            Some(decision) => Ok(decision),
            None if issues(&Exposure::default()).is_some() => Err(ExceptionCode::LimitExceeded),
            None => Err(ExceptionCode::DecisionDiffers),
        }
    }

    /// What was at stake, as far as the centre holds it.
    fn exposure(&self, checked: &Checked, case: &Case, pack: &RulePack, cases: &Cases) -> Exposure {
        let time = &checked.entry.time;
        // A window that never had contact has been alone for ever.
        let never = DateTime::UNIX_EPOCH.with_timezone(&china());
        let known = self.offline.get(&time.server).into_iter().flatten();
        let unacknowledged = known.map(|(_, one)| one.clone()).collect();
        let offline_since = Some(time.server.unwrap_or(never));
        let mut exposure = Exposure { offline_since, unacknowledged, earlier: Vec::new() };
        let Some(lookback) = Lookback::of(pack, &case.item) else { return exposure };
        let applicant = normalise(&case.parties.applicant.number);
        for (id, item, number) in &self.issued {
            let same = !applicant.is_empty() && *number == applicant;
            if *id != case.id && lookback.items.contains(item) && (same || lookback.projects) {
                cases.get(id).into_iter().for_each(|earlier| exposure.add_earlier(earlier, same));
            }
        }
        exposure
    }
}

fn case_of(entry: &Entry) -> Option<CaseId> {
    entry.about.case().map(|(case, _)| case)
}

/// The legal date of an entry.
pub(super) fn legal_date(checked: &Checked) -> chrono::NaiveDate {
    china_date(checked.entry.time.legal().to_utc())
}
