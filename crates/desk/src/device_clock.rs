//! The device's own clock; built in a `main.rs` alone.

use chrono::{DateTime, Utc};
use clerk_domain::clock::Clock;

/// Reads the device's clock and its counter since it was switched on.
#[derive(Clone, Copy, Debug)]
pub struct DeviceClock;

impl Clock for DeviceClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the device's clock")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }

    /// Goes on while the device sleeps, or lunch would look like a leap.
    #[cfg(target_os = "linux")]
    fn ticks(&self) -> u64 {
        const NS_OF_A_MS: u64 = 1_000_000;
        let time = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        time.tv_sec.unsigned_abs() * 1000 + time.tv_nsec.unsigned_abs() / NS_OF_A_MS
    }
}
