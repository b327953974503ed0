//! Time as a value that is handed down; only a `main.rs` reads the device's clock.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use std::sync::Arc;

/// Tells the time. The one that reads the device is built in `main.rs`.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> DateTime<Utc>;
}

/// A clock that several parts of one program share.
pub type SharedClock = Arc<dyn Clock>;

impl<F: Fn() -> DateTime<Utc> + Send + Sync> Clock for F {
    fn now(&self) -> DateTime<Utc> {
        self()
    }
}

/// China Standard Time, eight hours ahead of UTC: every legal date is a date there.
pub fn china() -> FixedOffset {
    const EIGHT_HOURS_S: i32 = 8 * 3600;
    FixedOffset::east_opt(EIGHT_HOURS_S).unwrap_or_else(|| unreachable!("eight hours is valid"))
}

/// The legal date at `now`; the UTC date in the last eight hours that the calendar knows.
pub fn china_date(now: DateTime<Utc>) -> NaiveDate {
    let utc = now.naive_utc();
    utc.checked_add_offset(china()).unwrap_or(utc).date()
}
