//! 停止签发: a window whose clock or whose journal cannot be believed issues nothing until a supervisor
//! clears it. Receiving, and all else, goes on.

use crate::api::{ApiError, ClearArgs, ErrorCode, StatusView};
use crate::open::OpenDesk;
use crate::workstation::Workstation;
use clerk_domain::clock::{ClockFault, Reading, china, judge, no_earlier_than_known};
use clerk_protocol::Clearances;
use clerk_store::{DEVICE_ENDED, Store, StoreError};

impl Workstation {
    /// Lets a halted window issue again, by the code that a supervisor got from the server.
    pub fn clear_halt(&self, args: ClearArgs) -> Result<StatusView, ApiError> {
        self.change(|desk| desk.clear_halt(&args.code))?;
        self.status(crate::api::Nothing {})
    }
}

impl OpenDesk {
    /// Looks at the device's clock, at each call: what it shows is held against what is known of time,
    /// and a clock that cannot be believed halts the window.
    pub(crate) fn look_at_clock(&mut self, now: Reading) -> Result<(), ApiError> {
        let server = self.store.last_contact()?.map(|time| time.to_utc());
        let fault = judge(self.seen, server, now);
        self.staffed.time = no_earlier_than_known(self.seen, server, now.time);
        self.staffed.ticks = now.ticks.unwrap_or_default();
        if let Some(fault) = fault {
            self.store.halt(code(fault))?;
        }
        self.seen = Some(now);
        Ok(())
    }

    fn clear_halt(&mut self, code: &str) -> Result<(), ApiError> {
        let Some(halt) = self.store.halted()? else { return Ok(()) };
        if halt.why == DEVICE_ENDED {
            return Err(ApiError::new(ErrorCode::DeviceEnded));
        }
        let next = self.store.next_clearance()?;
        let next = next.ok_or_else(|| ApiError::new(ErrorCode::ClearancesUsedUp))?;
        let public_key = self.key.public_key();
        let codes = Clearances { window: &self.window.id, public_key: &public_key };
        let seen = self.seen.ok_or_else(|| ApiError::internal(&"the clock was not read"))?;
        let right = codes.commitment(next.number, code) == next.commitment;
        if !right || !self.store.clear_halt(next, seen.time.with_timezone(&china()))? {
            return Err(ApiError::with(ErrorCode::ClearanceWrong, next.number.to_string()));
        }
        tracing::info!(why = halt.why, number = next.number, "a supervisor cleared the window");
        Ok(())
    }
}

/// Looks at a window's journal as its desk opens: what the server does not hold yet, as that alone can
/// have been changed unseen. A journal that was tampered with halts the window.
pub(crate) fn verify_journal(store: &mut Store) -> Result<(), ApiError> {
    match store.verify_journal(store.acknowledged()?) {
        Ok(_) => Ok(()),
        Err(error @ StoreError::JournalBroken { .. }) => {
            tracing::error!(%error, "the window is halted");
            Ok(store.halt("journal_broken")?)
        }
        Err(error) => Err(error.into()),
    }
}

/// The reading that a desk begins with: that of the window's last act, or of the moment at which a supervisor
/// said that the device's time is right.
pub(crate) fn last_seen(store: &Store) -> Result<Option<Reading>, ApiError> {
    if let Some(cleared) = store.clock_cleared()? {
        return Ok(Some(Reading { time: cleared.to_utc(), ticks: None }));
    }
    let last = store.last_entry()?;
    Ok(last.map(|entry| Reading { time: entry.time.device.to_utc(), ticks: None }))
}

/// Whether the window may issue.
pub(crate) fn check(store: &Store) -> Result<(), ApiError> {
    match store.halted()? {
        None => Ok(()),
        Some(halt) => Err(ApiError::with(ErrorCode::IssuingHalted, halt.why)),
    }
}

fn code(fault: ClockFault) -> &'static str {
    match fault {
        ClockFault::RanBack => "clock_ran_back",
        ClockFault::Leapt => "clock_leapt",
    }
}
