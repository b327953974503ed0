//! What is always in sight: the connection, the outbox, numbers and authority.

use crate::api::{
    ApiError, ConnectionView, ErrorCode, FailedTryView, HaltView, Nothing, NumbersView, StatusView,
};
use crate::failure::sync_code;
use crate::open::OpenDesk;
use crate::session::block_on;
use crate::workstation::Workstation;
use chrono::{DateTime, Datelike as _, FixedOffset};
use clerk_domain::clock::china;
use clerk_domain::enquiry::Enquiry;
use clerk_domain::grant::{Grant, OfflineLeft};
use clerk_domain::ids::SeriesCode;
use clerk_domain::number::RECEIPT_SERIES;
use clerk_store::FailedTry;
use clerk_sync::SyncState;

impl Workstation {
    /// How the window stands.
    pub fn status(&self, _: Nothing) -> Result<StatusView, ApiError> {
        let now = self.now();
        self.at_desk(|desk| desk.status(now))
    }

    /// Syncs now. In the background mode the sync thread does it, and its state is given; else one
    /// round is done here.
    ///
    /// # Errors
    /// Without a background sync: why the round did not come to its end.
    pub fn sync_now(&self, _: Nothing) -> Result<StatusView, ApiError> {
        let runner =
            self.at_desk(|desk| Ok(desk.runner.as_ref().map(clerk_sync::Runner::asker)))?;
        match runner {
            // Not under the desk's lock: a slow server must not stop the desk.
            Some(asker) => drop(asker.sync_now()),
            None => self.sync_here()?,
        }
        self.status(Nothing {})
    }

    fn sync_here(&self) -> Result<(), ApiError> {
        let settings = self.settings()?;
        let (now, today) = (self.now(), self.today());
        self.at_desk(|desk| {
            let store = desk.store.reopen()?;
            let mut engine = self.engine(&settings, store, desk)?;
            let done = block_on(engine.round(&desk.series(), today.year()))?;
            let failed = done.as_ref().err().map(|error| sync_code(error).as_text());
            engine.note_try(now, failed.as_deref())?;
            done?;
            Ok(())
        })
    }
}

impl OpenDesk {
    fn status(&self, now: DateTime<FixedOffset>) -> Result<StatusView, ApiError> {
        let contact = self.store.last_contact()?;
        let failed = self.store.failed_try()?;
        let connection = match self.runner.as_ref().map(clerk_sync::Runner::state) {
            None => last_known(contact.is_some(), failed.as_ref()),
            Some(SyncState::Starting) => ConnectionView::Starting,
            Some(SyncState::Syncing) => ConnectionView::Syncing,
            Some(SyncState::Online) => ConnectionView::Online,
            Some(SyncState::Offline { since }) => ConnectionView::Offline { since },
            Some(SyncState::Trouble { error }) => {
                ConnectionView::Trouble { code: sync_code(&error).as_text() }
            }
        };
        let today = self.legal(now)?.date_naive();
        let grants = self.pack.grants.iter();
        let own = grants.filter(|grant| {
            grant.department == self.window.department && grant.is_for(&self.window.id)
        });
        let in_force = own.filter(|grant| grant.holds_on(today) && !grant.is_revoked_at(now));
        let in_force: Vec<&Grant> = in_force.collect();
        Ok(StatusView {
            connection,
            last_sync: contact,
            failed: failed.map(|FailedTry { at, code, .. }| FailedTryView { at, code }),
            outbox: self.store.outbox_count()?,
            numbers: self.numbers(today.year())?,
            offline: self.offline_left(&in_force, now)?,
            authority_until: in_force
                .iter()
                .map(|grant| grant.valid_until)
                .map(|day| self.pack.valid_until.map_or(day, |until| until.min(day)))
                .min(),
            enquiries: self.store.open_subjects::<Enquiry>()?,
            open_day: self.open_day()?.map(|day| day.day),
            report_at: self.store.report_closed_at()?,
            halted: self.halt_view()?,
            pack_version: self.pack.version,
            now,
        })
    }

    fn halt_view(&self) -> Result<Option<HaltView>, ApiError> {
        let Some(halt) = self.store.halted()? else { return Ok(None) };
        let number = self.store.next_clearance()?.map(|next| next.number);
        Ok(Some(HaltView { why: halt.why, number }))
    }

    /// What is left of the grants' offline limits, counted only where there are some.
    fn offline_left(
        &self,
        grants: &[&Grant],
        now: DateTime<FixedOffset>,
    ) -> Result<Vec<OfflineLeft>, ApiError> {
        if grants.iter().all(|grant| grant.offline.is_empty()) {
            return Ok(Vec::new());
        }
        let exposure = self.store.outstanding(&self.pack)?;
        // As the decision counts: never before a time that is known to have been.
        let now = now.max(self.time.with_timezone(&china()));
        Ok(grants.iter().filter_map(|grant| grant.offline_left(&exposure, now)).collect())
    }

    fn numbers(&self, year: i32) -> Result<Vec<NumbersView>, ApiError> {
        let view = |series: SeriesCode| {
            Ok(NumbersView {
                name: self.series_name(&series),
                left: self.store.numbers_left(&series, year)?,
                series: series.to_string(),
            })
        };
        self.series().into_iter().map(view).collect()
    }

    /// What the numbers of a series are for; empty where the rules do not say.
    pub(crate) fn series_name(&self, series: &SeriesCode) -> String {
        let mut licences = self.pack.items.iter().map(|item| &item.licence);
        let licence = licences.find(|licence| licence.series == *series);
        let receipt = || if series.as_str() == RECEIPT_SERIES { "收费凭据" } else { "" }.to_owned();
        licence.map_or_else(receipt, |licence| licence.name.clone())
    }
}

/// How it stands where nothing syncs in the background: as the last try left it.
fn last_known(contacted: bool, failed: Option<&FailedTry>) -> ConnectionView {
    match failed {
        Some(failed) if failed.code == ErrorCode::ServerUnreachable.as_text() => {
            ConnectionView::Offline { since: failed.since }
        }
        Some(failed) => ConnectionView::Trouble { code: failed.code.clone() },
        None if contacted => ConnectionView::Online,
        None => ConnectionView::Starting,
    }
}
