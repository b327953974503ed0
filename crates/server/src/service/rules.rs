//! What the centre reads to decide again: rule packs, people, leases, licences.

use super::folded::Cases;
use super::redecide::legal_date;
use super::verify::Checked;
use super::{Server, failed};
use crate::error::ServerError;
use crate::repository::{Device, Earlier, Repository, StoredBlock};
use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use clerk_domain::appointment::Appointment;
use clerk_domain::case::CaseAct;
use clerk_domain::case::acts::{Issued, Received};
use clerk_domain::clock::CLOCK_TOLERANCE;
use clerk_domain::exposure::Lookback;
use clerk_domain::ids::{CaseId, DepartmentId, ItemCode, PersonId, SeriesCode, Subject};
use clerk_domain::journal::{About, Entry};
use clerk_domain::licence::Licence;
use clerk_domain::number;
use clerk_domain::pack::RulePack;
use clerk_domain::search::normalise;
use clerk_protocol::{ExceptionCode, ProtocolError};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// What the licences of a push are held against. Empty where it brings none.
#[derive(Default)]
pub(super) struct Rules {
    packs: BTreeMap<u32, Arc<RulePack>>,
    newest: Option<Arc<RulePack>>,
    /// Whose windows push.
    department: Option<DepartmentId>,
    people: HashMap<PersonId, Vec<Appointment>>,
    /// The oldest time that an act of the window can have.
    oldest_act: Option<DateTime<Utc>>,
    /// When its device was replaced or disabled.
    device_ended: Option<DateTime<Utc>>,
    blocks: Vec<StoredBlock>,
    /// The number that the window gave at each place.
    places: HashMap<String, String>,
    /// The receipts that it gave.
    receipts: HashSet<String>,
    /// What is wrong with the acts that a case rests on.
    doubts: HashMap<CaseId, BTreeSet<ExceptionCode>>,
}

impl Rules {
    /// The pack of a version.
    pub(super) fn pack(&self, version: u32) -> Option<&RulePack> {
        self.packs.get(&version).map(Arc::as_ref)
    }

    /// Whether the centre ever knew such a person.
    pub(super) fn knows(&self, person: &PersonId) -> bool {
        self.people.contains_key(person)
    }

    /// What a person was at an instant.
    pub(super) fn appointed(
        &self,
        person: &PersonId,
        at: DateTime<FixedOffset>,
    ) -> Option<&Appointment> {
        self.people.get(person)?.iter().rev().find(|of| of.term.holds_at(at))
    }

    /// What is wrong with the time of an entry, by what the centre itself saw of the device.
    pub(super) fn wrong_time(&self, entry: &Entry) -> Option<ExceptionCode> {
        let at = entry.time.legal().to_utc();
        if self.device_ended.is_some_and(|ended| ended <= at) {
            return Some(ExceptionCode::DeviceEnded);
        }
        let older = self.oldest_act.is_some_and(|oldest| at < oldest - CLOCK_TOLERANCE);
        older.then_some(ExceptionCode::TimeBeforeContact)
    }

    /// Whose windows push.
    pub(super) fn department(&self) -> Option<&DepartmentId> {
        self.department.as_ref()
    }

    /// Takes note of a receipt; `false` where it was given before.
    pub(super) fn take_receipt(&mut self, number: &str) -> bool {
        self.receipts.insert(number.to_owned())
    }

    /// Whether the newest rules say that a grant was revoked by then.
    pub(super) fn is_revoked(&self, grant: &str, at: DateTime<FixedOffset>) -> bool {
        let grants = self.newest.iter().flat_map(|pack| &pack.grants);
        grants.filter(|known| known.number == grant).any(|known| known.is_revoked_at(at))
    }

    /// The block of the window that a place lies in.
    pub(super) fn block(&self, series: &SeriesCode, year: i32, place: u32) -> Option<&StoredBlock> {
        let head = |StoredBlock { block, .. }: &&StoredBlock| {
            let within = (block.first..=block.last).contains(&place);
            block.series == *series && block.year == year && within
        };
        self.blocks.iter().find(head)
    }

    /// Takes note of what is wrong with an act that its case follows. Of an issue it is told with that licence;
    /// a fork is the journal's, and that a void licence was in doubt is nothing against the one after it.
    pub(super) fn doubt(&mut self, entry: &Entry, found: &[ExceptionCode]) {
        if let About::Case(id, act) = &entry.about
            && !matches!(act, CaseAct::Issued(_))
            && !found.contains(&ExceptionCode::CaseRule)
        {
            let here = [ExceptionCode::JournalFork, ExceptionCode::LicenceInDoubt];
            let found = found.iter().filter(|code| !here.contains(code));
            self.doubts.entry(*id).or_default().extend(found);
        }
    }

    /// What is wrong with the acts that a case rests on, and no supervisor confirmed.
    pub(super) fn doubts(&self, case: &CaseId) -> impl Iterator<Item = ExceptionCode> {
        self.doubts.get(case).into_iter().flatten().copied()
    }

    /// Whether another number was given at the place; else this one is from now on.
    pub(super) fn gave_elsewhere(&mut self, place: String, number: &str) -> bool {
        self.places.entry(place).or_insert_with(|| number.to_owned()) != number
    }
}

/// The entries that issue, with their licences.
fn issues(entries: &[Checked]) -> impl Iterator<Item = (&Checked, &Licence)> {
    entries.iter().filter_map(|checked| match checked.entry.about.case() {
        Some((_, CaseAct::Issued(Issued { licence, .. }))) => Some((checked, licence)),
        _ => None,
    })
}

/// Who did the new acts, and who verified materials of the touched cases before.
fn actors<'a>(entries: &'a [Checked], cases: &'a Cases) -> BTreeSet<&'a PersonId> {
    let now = entries.iter().map(|checked| &checked.entry.actor.person);
    let before = cases.values().flat_map(|case| &case.procedures.verified_by);
    now.chain(before.map(|officer| &officer.person)).collect()
}

/// The versions of the rules that the new entries and the touched cases rest on.
fn versions(entries: &[Checked], cases: &Cases) -> BTreeSet<u32> {
    let begun = entries.iter().filter_map(|checked| match checked.entry.about.case() {
        Some((_, CaseAct::Received(received))) => Some(received.pack_version),
        _ => None,
    });
    let issued = issues(entries).map(|(_, licence)| licence.pack_version);
    begun.chain(issued).chain(cases.values().map(|case| case.pack_version)).collect()
}

/// Reads what the new entries of a window are held against. `cases` are those that they touch.
pub(super) async fn read<R: Repository>(
    server: &Server<R>,
    department: &DepartmentId,
    device: Option<&Device>,
    entries: &[Checked],
    cases: &Cases,
) -> Result<Rules, ProtocolError> {
    let window = device.map(|device| &device.window.window.id);
    let mut rules = Rules {
        department: Some(department.clone()),
        oldest_act: device.and_then(|device| device.contact.oldest_act(server.now())),
        device_ended: device.and_then(|device| device.ended_at),
        ..Rules::default()
    };
    let actors: Vec<_> = actors(entries, cases).into_iter().cloned().collect();
    for known in server.repository.appointments(&actors).await.map_err(failed)? {
        rules.people.entry(known.of.person.clone()).or_default().push(known.of);
    }
    for version in versions(entries, cases) {
        if let Some(pack) = readable(server.pack_of(version).await)? {
            rules.packs.insert(version, pack);
        }
    }
    let numbers: Vec<&str> =
        entries.iter().flat_map(|checked| checked.entry.about.numbers()).collect();
    if let Some(window) = window.filter(|_| !numbers.is_empty()) {
        rules.blocks = server.repository.blocks(window).await.map_err(failed)?;
        let places: BTreeSet<String> = numbers.into_iter().filter_map(place_of).collect();
        let places: Vec<_> = places.into_iter().collect();
        // What another window says to have given there is no number of this one's blocks.
        for number in server.repository.given_at(window, &places).await.map_err(failed)? {
            rules.places.extend(place_of(&number).map(|place| (place, number.clone())));
            rules.receipts.insert(number);
        }
    }
    if issues(entries).next().is_some() {
        let newest = server.repository.pack_version().await.map_err(failed)?;
        rules.newest = readable(server.pack_of(newest).await)?;
        let cases: Vec<_> = cases.keys().copied().collect();
        for (text, code) in server.repository.unconfirmed(&cases).await.map_err(failed)? {
            let damaged = |_| failed(ServerError::Damaged("journal entry"));
            let entry = Entry::read(&text, 0).map_err(damaged)?;
            rules.doubt(&entry, ExceptionCode::read(&code).as_slice());
        }
    }
    Ok(rules)
}

fn place_of(given: &str) -> Option<String> {
    number::read(given).map(|(series, year, place)| number::place_name(&series, year, place))
}

/// A pack that this program cannot read is one that it does not know: the entries are facts anyhow.
fn readable(
    pack: Result<Option<Arc<RulePack>>, ServerError>,
) -> Result<Option<Arc<RulePack>>, ProtocolError> {
    match pack {
        Err(error @ ServerError::PackText(_)) => {
            tracing::error!(code = error.code(), error = %error, "a published pack is unreadable");
            Ok(None)
        }
        other => other.map_err(failed),
    }
}

/// The entries of the cases that cumulative limits count beside those that are touched: what was
/// issued to the same applicants, or for projects to anybody.
pub(super) async fn earlier<R: Repository>(
    server: &Server<R>,
    department: &DepartmentId,
    rules: &Rules,
    entries: &[Checked],
    cases: &Cases,
) -> Result<Vec<String>, ProtocolError> {
    let mut found: BTreeSet<CaseId> = BTreeSet::new();
    for (lookback, asked) in lookbacks(rules, entries, cases) {
        let Some(first) = asked.iter().map(|(day, _)| *day).min() else { continue };
        let applicants = asked.into_iter().map(|(_, applicant)| applicant);
        let earlier = Earlier {
            items: lookback.items.iter().cloned().collect(),
            applicants: (!lookback.projects).then(|| applicants.collect()),
            since: lookback.since(first),
        };
        let earlier = server.repository.earlier(department, &earlier).await;
        found.extend(earlier.map_err(failed)?);
    }
    let unread = found.into_iter().filter(|case| !cases.contains_key(case));
    let unread: Vec<_> = unread.map(Subject::Case).collect();
    if unread.is_empty() {
        return Ok(Vec::new());
    }
    server.repository.entries_about(department, &unread).await.map_err(failed)
}

/// What is looked back at, for which days and applicants: once a pack and item.
fn lookbacks(
    rules: &Rules,
    entries: &[Checked],
    cases: &Cases,
) -> Vec<(Lookback, BTreeSet<(NaiveDate, String)>)> {
    let mut received: HashMap<CaseId, (&ItemCode, &str)> = cases
        .iter()
        .map(|(id, case)| (*id, (&case.item, case.parties.applicant.number.as_str())))
        .collect();
    for checked in entries {
        if let Some((case, CaseAct::Received(Received { item, parties, .. }))) =
            checked.entry.about.case()
        {
            received.entry(case).or_insert((item, &parties.applicant.number));
        }
    }
    let mut asked: BTreeMap<(u32, &ItemCode), BTreeSet<(NaiveDate, String)>> = BTreeMap::new();
    for (checked, licence) in issues(entries) {
        let case = checked.entry.about.case().map(|(case, _)| case);
        if let Some((item, applicant)) = case.and_then(|case| received.get(&case)) {
            let one = (legal_date(checked), normalise(applicant));
            asked.entry((licence.pack_version, item)).or_default().insert(one);
        }
    }
    let lookback =
        |((version, item), asked)| Some((Lookback::of(rules.pack(version)?, item)?, asked));
    asked.into_iter().filter_map(lookback).collect()
}
