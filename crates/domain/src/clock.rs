//! Time as a value that is handed down, and whether a device's clock can be believed.
//!
//! Nobody can be sure of a device's clock: it can be set, run down or leap. What is known of time only
//! grows, so a clock that runs back is told at once, and never extends what has expired.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta, Utc};
use std::sync::Arc;

/// Tells the time. The one that reads the device is built in `main.rs`.
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> DateTime<Utc>;

    /// Milliseconds on a counter that nobody can set and that goes on while the device sleeps. Only
    /// differences count. A clock without such a counter counts by its own time.
    fn ticks(&self) -> u64 {
        self.now().timestamp_millis().unsigned_abs()
    }
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

/// What a device showed at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Its clock.
    pub time: DateTime<Utc>,
    /// Its counter ([`Clock::ticks`]); `None` where it was another run of the device.
    pub ticks: Option<u64>,
}

/// How a clock went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockFault {
    /// It is behind a time that is known to have been.
    RanBack,
    /// It went on by more than the time that passed.
    Leapt,
}

/// How far a clock may be off before a window issues nothing more: what setting it by hand, or from a
/// time server, may move it by.
pub const CLOCK_TOLERANCE: TimeDelta = TimeDelta::minutes(5);

/// Compares a reading with the one before it and with the last time that the server is known to have
/// shown. Off by exactly [`CLOCK_TOLERANCE`] is still right.
pub fn judge(
    before: Option<Reading>,
    server: Option<DateTime<Utc>>,
    now: Reading,
) -> Option<ClockFault> {
    if known(before, server).is_some_and(|known| known - now.time > CLOCK_TOLERANCE) {
        return Some(ClockFault::RanBack);
    }
    let before = before?;
    let passed = now.ticks?.checked_sub(before.ticks?)?;
    let passed = TimeDelta::try_milliseconds(i64::try_from(passed).ok()?)?;
    (now.time - before.time - passed > CLOCK_TOLERANCE).then_some(ClockFault::Leapt)
}

/// The time by which validity is judged: never before one that is known to have been.
pub fn no_earlier_than_known(
    before: Option<Reading>,
    server: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> DateTime<Utc> {
    known(before, server).map_or(now, |known| known.max(now))
}

fn known(before: Option<Reading>, server: Option<DateTime<Utc>>) -> Option<DateTime<Utc>> {
    before.map(|before| before.time).max(server)
}

#[cfg(test)]
mod tests {
    use super::{CLOCK_TOLERANCE, ClockFault, Reading, judge, no_earlier_than_known};
    use chrono::{DateTime, Utc};
    use proptest::prelude::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap()
    }

    fn reading(seconds: i64, ticks: u64) -> Reading {
        Reading { time: at(seconds), ticks: Some(ticks) }
    }

    #[test]
    fn a_clock_is_believed_up_to_the_tolerance_and_not_beyond() {
        let most = CLOCK_TOLERANCE.num_seconds();
        let (back, leapt) = (Some(ClockFault::RanBack), Some(ClockFault::Leapt));
        let before = Some(reading(0, 1_000));
        let rows = [
            ("stands", before, None, reading(0, 1_000), None),
            ("goes on", before, None, reading(3600, 3_601_000), None),
            ("set back a little", before, None, reading(-most, 1_000), None),
            ("set back", before, None, reading(-most - 1, 1_000), back),
            ("leaps a little", before, None, reading(most, 1_000), None),
            ("leaps", before, None, reading(most + 1, 1_000), leapt),
            ("another run", before, None, Reading { time: at(9_999), ticks: None }, None),
            ("a counter anew", before, None, reading(9_999, 5), None),
            ("behind the server", None, Some(at(most + 1)), reading(0, 0), back),
            ("beside the server", None, Some(at(most)), reading(0, 0), None),
            ("behind the server alone", before, Some(at(most + 1)), reading(0, 1_000), back),
            ("first of all", None, None, reading(0, 0), None),
        ];
        for (name, before, server, now, expected) in rows {
            assert_eq!(judge(before, server, now), expected, "{name}");
        }
    }

    proptest! {
        #[test]
        fn expiry_is_never_extended(before: i32, server: i32, now: i32) {
            let earlier = Some(Reading { time: at(before.into()), ticks: None });
            let time = no_earlier_than_known(earlier, Some(at(server.into())), at(now.into()));
            prop_assert_eq!(time, at(i64::from(before.max(server).max(now))));
        }

        #[test]
        fn nothing_makes_it_panic(a: i64, b: u64, c: i64, d: u64, e: i64) {
            let time = |ms| DateTime::from_timestamp_millis(ms).unwrap_or_default();
            let reading = |ms, ticks| Reading { time: time(ms), ticks: Some(ticks) };
            judge(Some(reading(a, b)), Some(time(e)), reading(c, d));
        }
    }
}
