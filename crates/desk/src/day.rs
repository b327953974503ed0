//! 窗口的一天: opened, counted, and closed with its counts.
//!
//! One day is open at most: yesterday's is closed before today's is opened, so that each entry of the
//! journal is counted in one closing.

use crate::api::{ApiError, DayActView, DayView, ErrorCode, Nothing};
use crate::failure::{kept_not_shown, refused_by_case};
use crate::open::{OpenDesk, Staffed};
use crate::workstation::Workstation;
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_domain::clock::china_date;
use clerk_domain::day::acts::{DayClosed, DayOpened};
use clerk_domain::day::{Day, DayAct, DayActKind, DayCounts};
use clerk_domain::ids::DayId;
use clerk_domain::journal::About;
use clerk_store::ActTransaction;

/// The most days that a face is given at once.
const MOST: u32 = 60;

impl Workstation {
    /// The window's day: what was opened and closed, and what a closing would count now.
    pub fn day(&self, _: Nothing) -> Result<DayView, ApiError> {
        let now = self.now();
        self.at_desk(|desk| desk.day_view(now))
    }

    /// Opens today.
    pub fn open_day(&self, _: Nothing) -> Result<DayView, ApiError> {
        let now = self.now();
        self.change(|desk| {
            let today = desk.legal_day(now);
            desk.act_on_day(now, |desk, kept| {
                desk.may_open(kept.last_day()?.as_ref(), today)?;
                Ok((today, DayOpened {}.into()))
            })?;
            desk.day_view(now).map_err(kept_not_shown)
        })
    }

    /// Closes the day that is open, today's or an earlier one, with its counts.
    pub fn close_day(&self, _: Nothing) -> Result<DayView, ApiError> {
        let now = self.now();
        self.change(|desk| {
            desk.act_on_day(now, |desk, kept| {
                let last = kept.last_day()?;
                let day = desk.may_close(last.as_ref())?;
                let counted = kept.day_entries(day.day)?;
                let counts = DayCounts::of(&counted.entries);
                Ok((day.day, DayClosed { counts, through: counted.through }.into()))
            })?;
            desk.day_view(now).map_err(kept_not_shown)
        })
    }
}

impl OpenDesk {
    fn act_on_day(
        &mut self,
        now: DateTime<FixedOffset>,
        make: impl FnOnce(&Staffed, &ActTransaction<'_>) -> Result<(NaiveDate, DayAct), ApiError>,
    ) -> Result<(), ApiError> {
        let Self { store, staffed, .. } = self;
        let mut kept = store.begin_act()?;
        let (day, act) = make(staffed, &kept)?;
        let id = DayId { window: staffed.window.id.clone(), day };
        let sealed = staffed.seal(&kept, About::Day(id, act), now)?;
        staffed.append_about::<Day>(&mut kept, &sealed)?;
        Ok(kept.commit()?)
    }

    /// The day that is open.
    pub(crate) fn open_day(&self) -> Result<Option<Day>, ApiError> {
        Ok(self.store.days(1)?.pop().filter(|day| day.closing.is_none()))
    }

    fn day_view(&self, now: DateTime<FixedOffset>) -> Result<DayView, ApiError> {
        let today = self.legal_day(now);
        let days = self.store.days(MOST)?;
        let open = days.first().filter(|day| day.closing.is_none());
        let counted = self.store.day_entries(open.map_or(today, |day| day.day))?;
        let counts = DayCounts::of(&counted.entries);
        let last = days.first();
        let offer = |act, may: Result<(), ApiError>| DayActView {
            act,
            why_not: may.err().map(|why| why.code.as_text()),
        };
        let acts = vec![
            offer(DayActKind::Opened, self.may_open(last, today)),
            offer(DayActKind::Closed, self.may_close(last).map(drop)),
        ];
        Ok(DayView { today, open: open.cloned(), counts, days, acts })
    }
}

impl Staffed {
    /// Whether today may be opened after the window's last day.
    fn may_open(&self, last: Option<&Day>, today: NaiveDate) -> Result<(), ApiError> {
        DayActKind::Opened.by().check(&self.doer()).map_err(refused_by_case)?;
        match last {
            Some(last) if last.closing.is_none() => {
                Err(ApiError::with(ErrorCode::DayStillOpen, last.day.to_string()))
            }
            Some(last) if last.day >= today => {
                Err(ApiError::with(ErrorCode::AlreadyClosed, last.day.to_string()))
            }
            Some(_) | None => Ok(()),
        }
    }

    /// The day that may be closed: the window's last one, while it is open.
    fn may_close<'a>(&self, last: Option<&'a Day>) -> Result<&'a Day, ApiError> {
        let open = last.filter(|day| day.closing.is_none());
        let day = open.ok_or_else(|| ApiError::new(ErrorCode::DayNotOpened))?;
        day.check(DayActKind::Closed, &self.doer()).map_err(refused_by_case)?;
        Ok(day)
    }

    /// The legal day, by the trusted time.
    fn legal_day(&self, now: DateTime<FixedOffset>) -> NaiveDate {
        china_date(self.time.max(now.to_utc()))
    }
}
