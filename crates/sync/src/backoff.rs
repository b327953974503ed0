//! How long to wait before the next round.

use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::time::Duration;

/// Waits that double from [`Backoff::FIRST`] to [`Backoff::CAP`], each drawn from its upper half, so
/// that windows that lost the server together do not come back together.
#[derive(Debug)]
pub struct Backoff {
    failures: u32,
    rng: StdRng,
}

impl Backoff {
    /// The longest first wait.
    pub const FIRST: Duration = Duration::from_secs(1);
    /// The longest wait of all.
    pub const CAP: Duration = Duration::from_secs(20);
    /// The wait between rounds while all is well.
    pub const IDLE: Duration = Duration::from_secs(15);

    /// Waits drawn from this seed.
    pub fn new(seed: u64) -> Self {
        Self { failures: 0, rng: StdRng::seed_from_u64(seed) }
    }

    /// The wait after a round that went well.
    pub fn after_success(&mut self) -> Duration {
        self.failures = 0;
        self.jitter(Self::IDLE)
    }

    /// The wait after a round that failed.
    pub fn after_failure(&mut self) -> Duration {
        let doubled = Self::FIRST.saturating_mul(1 << self.failures.min(16));
        self.failures = self.failures.saturating_add(1);
        self.jitter(doubled.min(Self::CAP))
    }

    fn jitter(&mut self, longest: Duration) -> Duration {
        longest.mul_f64(self.rng.random_range(0.5..=1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::Backoff;

    #[test]
    fn waits_grow_to_the_cap_and_begin_anew_after_a_success() {
        let mut backoff = Backoff::new(1);
        let mut longest = Backoff::FIRST;
        for _ in 0..40 {
            let wait = backoff.after_failure();
            assert!(wait <= longest && wait >= longest / 2, "{wait:?} of {longest:?}");
            longest = (longest * 2).min(Backoff::CAP);
        }
        backoff.after_success();
        assert!(backoff.after_failure() <= Backoff::FIRST);
    }
}
