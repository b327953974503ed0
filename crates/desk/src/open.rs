//! The desk while somebody is logged in.

use crate::api::{ApiError, ErrorCode, IdleLockView};
use crate::failure;
use crate::halt::last_seen;
use crate::print_folder::PrintFolder;
use chrono::{DateTime, FixedOffset, Utc};
use clerk_documents::PdfRenderer;
use clerk_domain::act::{Actor, Doer};
use clerk_domain::act_signature::{ActSignature, signed_text};
use clerk_domain::case::Case;
use clerk_domain::case::acts::Issued;
use clerk_domain::clock::{Reading, china, china_date};
use clerk_domain::decide::{Decision, Facts, Officer, decide_to_issue};
use clerk_domain::exposure::Exposure;
use clerk_domain::form::FieldProblem;
use clerk_domain::ids::{Author, CaseId, ItemCode, SeriesCode};
use clerk_domain::item::Item;
use clerk_domain::journal::{About, Sealed, Stamp};
use clerk_domain::number::RECEIPT_SERIES;
use clerk_domain::pack::RulePack;
use clerk_domain::person::{Person, Role};
use clerk_protocol::{Window, WindowKey};
use clerk_store::{ActTransaction, Folded, Stake, Store};
use clerk_sync::Runner;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::Arc;

/// An open desk: its database, who sits at it, and under which rules.
pub(crate) struct OpenDesk {
    pub(crate) store: Store,
    pub(crate) staffed: Staffed,
    pub(crate) runner: Option<Runner>,
    /// The version of the register that the people here were held against.
    pub(crate) register_version: u64,
    /// What the device's clock showed last.
    pub(crate) seen: Option<Reading>,
    pub(crate) print_folder: PrintFolder,
    pub(crate) idle_lock: IdleLockView,
    pub(crate) renderer: PdfRenderer,
    /// What stands on the issue sheet that was shown last.
    pub(crate) shown: Option<Issued>,
}

/// Who sits where, under which rules: all that an act needs beside the database.
pub(crate) struct Staffed {
    pub(crate) window: Window,
    pub(crate) person: Person,
    pub(crate) key: WindowKey,
    /// What the person signs with.
    pub(crate) person_key: WindowKey,
    /// The own entries of the person that this program added one after the other: the first and the last.
    pub(crate) done: Cell<Option<(u64, u64)>>,
    /// The rules in force.
    pub(crate) pack: Arc<RulePack>,
    /// Earlier rules that a case which was looked at keeps to, by their version.
    pub(crate) older: BTreeMap<u32, RulePack>,
    /// The time of this call, by which validity is judged: never before one that is known to have been.
    pub(crate) time: DateTime<Utc>,
    /// The device's counter at this call.
    pub(crate) ticks: u64,
}

impl Deref for OpenDesk {
    type Target = Staffed;

    fn deref(&self) -> &Staffed {
        &self.staffed
    }
}

impl OpenDesk {
    pub(crate) fn new(
        store: Store,
        staffed: Staffed,
        print_folder: PrintFolder,
    ) -> Result<Self, ApiError> {
        let seen = last_seen(&store)?;
        // That of the log-in was not looked at for the others.
        let register_version = 0;
        Ok(Self {
            store,
            staffed,
            runner: None,
            register_version,
            seen,
            print_folder,
            idle_lock: crate::idle_lock::view(None),
            renderer: PdfRenderer::new()?,
            shown: None,
        })
    }

    /// The sync may have brought a newer pack.
    pub(crate) fn renew_pack(&mut self) -> Result<(), ApiError> {
        if self.store.pack_version()? != self.pack.version {
            let pack = clerk_sync::kept_pack(&self.store).map_err(failure::altered)?;
            self.staffed.pack = Arc::new(pack);
        }
        Ok(())
    }

    /// Has the rules at hand that a case keeps to.
    pub(crate) fn pin(&mut self, case: CaseId) -> Result<(), ApiError> {
        let version = self.store.pack_version_of(case)?;
        version.map_or(Ok(()), |version| self.have_rules(version))
    }

    /// Has the rules of a version at hand, where they ever came here.
    pub(crate) fn have_rules(&mut self, version: u32) -> Result<(), ApiError> {
        if version == self.pack.version || self.older.contains_key(&version) {
            return Ok(());
        }
        let kept = clerk_sync::kept_pack_of(&self.store, version).map_err(failure::altered)?;
        self.staffed.older.extend(kept.map(|pack| (version, pack)));
        Ok(())
    }

    /// The legal time of a call: the device's, and never before the server's at the last contact. It is that
    /// of an act done now, so that what is counted from a day agrees with the entry.
    pub(crate) fn legal(
        &self,
        now: DateTime<FixedOffset>,
    ) -> Result<DateTime<FixedOffset>, ApiError> {
        let (server, ticks) = (self.store.last_contact()?, self.ticks);
        Ok(Stamp { device: now, server, ticks }.legal().with_timezone(&china()))
    }

    pub(crate) fn act_done(&self) {
        if let Some(runner) = &self.runner {
            runner.act_done();
        }
    }
}

impl Staffed {
    /// The item that a case was received under. Where its rules never came here, as of another window's
    /// case, that of today.
    pub(crate) fn item_of(&self, case: &Case) -> Result<&Item, ApiError> {
        let pinned = self.older.get(&case.pack_version).and_then(|pack| pack.item(&case.item));
        let item = pinned.or_else(|| self.pack.item(&case.item));
        item.ok_or_else(|| ApiError::with(ErrorCode::ItemUnknown, case.item.to_string()))
    }

    /// The rules of a version that was asked for ([`OpenDesk::have_rules`]); where they never came here,
    /// those of today.
    pub(crate) fn rules_of(&self, version: u32) -> &RulePack {
        self.older.get(&version).unwrap_or(&self.pack)
    }

    /// An item that this window offers.
    pub(crate) fn offered_item(&self, code: &ItemCode) -> Result<&Item, ApiError> {
        let item = self.pack.item(code).filter(|item| self.offers(item));
        item.ok_or_else(|| ApiError::with(ErrorCode::ItemUnknown, code.to_string()))
    }

    pub(crate) fn offers(&self, item: &Item) -> bool {
        item.department == self.window.department
    }

    pub(crate) fn department_name(&self) -> String {
        let id = &self.window.department;
        self.pack.department(id).map_or_else(|| id.to_string(), |known| known.name.clone())
    }

    /// The number series that the window needs stock of.
    pub(crate) fn series(&self) -> Vec<SeriesCode> {
        let mut series = vec![SeriesCode::from(RECEIPT_SERIES)];
        for item in self.pack.items.iter().filter(|item| self.offers(item)) {
            let codes = item.licence.founds.as_ref().map(|founding| &founding.series);
            for wanted in codes.into_iter().chain([&item.licence.series]) {
                if !series.contains(wanted) {
                    series.push(wanted.clone());
                }
            }
        }
        series
    }

    /// A licence is issued under a pack in force alone.
    pub(crate) fn check_pack(&self, now: DateTime<FixedOffset>) -> Result<(), ApiError> {
        if self.pack.in_force(china_date(self.time.max(now.to_utc()))) {
            return Ok(());
        }
        let until = self.pack.valid_until.map_or_else(String::new, |day| day.to_string());
        Err(ApiError::with(ErrorCode::PackNotInForce, until))
    }

    /// The decision on a case for the person at the desk.
    pub(crate) fn decide_case(
        &self,
        case: &Case,
        exposure: &Exposure,
        now: DateTime<FixedOffset>,
    ) -> Result<Decision, ApiError> {
        let item = self.item_of(case)?;
        self.decide(&Facts::from(case), item, exposure, now).map_err(ApiError::problems)
    }

    /// The decision on facts under an item for the person at the desk.
    pub(crate) fn decide(
        &self,
        facts: &Facts,
        item: &Item,
        exposure: &Exposure,
        now: DateTime<FixedOffset>,
    ) -> Result<Decision, Vec<FieldProblem>> {
        let now = now.max(self.time.with_timezone(&china()));
        decide_to_issue(facts, item, &self.pack, &self.officer(self.person.role), exposure, now)
    }

    /// The person at the desk in a role, at this window.
    pub(crate) fn officer(&self, role: Role) -> Officer {
        let (person, window) = (Some(self.person.id.clone()), Some(self.window.id.clone()));
        Officer { role, person, window }
    }

    /// What the exposure of a case is counted for.
    pub(crate) fn stake<'a>(
        &'a self,
        item: &'a ItemCode,
        applicant: &'a str,
        now: DateTime<FixedOffset>,
    ) -> Stake<'a> {
        Stake { pack: &self.pack, item, applicant, today: china_date(now.to_utc()) }
    }

    /// What the exposure of a received case is counted for.
    pub(crate) fn stake_of<'a>(&'a self, case: &'a Case, now: DateTime<FixedOffset>) -> Stake<'a> {
        self.stake(&case.item, &case.parties.applicant.number, now)
    }

    /// The person at the desk, about to do something at this window.
    pub(crate) fn doer(&self) -> Doer {
        Doer {
            person: self.person.id.clone(),
            role: self.person.role,
            author: Author::from(&self.window.id),
        }
    }

    /// Seals an act of the person at the desk onto the journal as it is in the transaction.
    pub(crate) fn seal(
        &self,
        kept: &ActTransaction<'_>,
        about: About,
        now: DateTime<FixedOffset>,
    ) -> Result<Sealed, ApiError> {
        // The centre gives an act with such a text no effect.
        if let Some(error) = about.text_too_long(None) {
            return Err(ApiError::problems(vec![FieldProblem::text("", "填写的文字", &error)]));
        }
        let time = Stamp { device: now, server: kept.server_time()?, ticks: self.ticks };
        let sealed = kept.chain().seal(time, Actor::from(&self.person), about);
        sealed.map_err(|error| ApiError::internal(&error))
    }

    /// Adds an act on a case to the journal, with the person's signature over it: either both are kept or
    /// neither is.
    pub(crate) fn append(
        &self,
        kept: &mut ActTransaction<'_>,
        sealed: &Sealed,
        case: &Case,
    ) -> Result<(), ApiError> {
        kept.append(sealed, case)?;
        self.sign(kept, sealed)
    }

    /// Adds an act about an enquiry or the window's day, signed as [`Self::append`] does.
    pub(crate) fn append_about<S: Folded>(
        &self,
        kept: &mut ActTransaction<'_>,
        sealed: &Sealed,
    ) -> Result<S, ApiError> {
        let folded = kept.append_about::<S>(sealed)?.map_err(failure::refused_by_case)?;
        self.sign(kept, sealed)?;
        Ok(folded)
    }

    /// Signs an act that was just added, with all that the person did since the log-in. Nothing is signed
    /// that this program did not do itself: where another one wrote in between, it begins anew.
    fn sign(&self, kept: &mut ActTransaction<'_>, sealed: &Sealed) -> Result<(), ApiError> {
        let seq = sealed.entry.seq;
        let goes_on = self.done.get().filter(|(_, last)| last + 1 == seq);
        let first = goes_on.map_or(seq, |(first, _)| first);
        self.done.set(Some((first, seq)));
        let (person, author) = (&self.person.id, &sealed.entry.author);
        let text = signed_text(person, author, (first, seq), sealed.hash);
        let signature = self.person_key.sign(&text).map_err(|error| ApiError::internal(&error))?;
        let signed = ActSignature { person: person.clone(), first, seq, signature };
        Ok(kept.sign(&signed)?)
    }
}
