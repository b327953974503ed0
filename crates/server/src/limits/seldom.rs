//! A log line that comes at most so often, whatever clients do.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

const BETWEEN: Duration = Duration::from_secs(10);

/// Lets one line through in ten seconds.
#[derive(Default)]
pub struct Seldom(Mutex<State>);

#[derive(Default)]
struct State {
    next: Option<Instant>,
    held_back: u64,
}

impl Seldom {
    /// How many lines were held back since the last one, where it is time for one.
    pub fn pass(&self) -> Option<u64> {
        self.pass_at(Instant::now())
    }

    fn pass_at(&self, now: Instant) -> Option<u64> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if state.next.is_some_and(|next| now < next) {
            state.held_back = state.held_back.saturating_add(1);
            return None;
        }
        state.next = Some(now + BETWEEN);
        Some(std::mem::take(&mut state.held_back))
    }
}

#[cfg(test)]
mod tests {
    use super::{BETWEEN, Seldom};
    use tokio::time::Instant;

    #[test]
    fn one_line_passes_and_the_next_one_counts_what_was_held_back() {
        let (seldom, now) = (Seldom::default(), Instant::now());
        assert_eq!(seldom.pass_at(now), Some(0));
        for _ in 0..5 {
            assert_eq!(seldom.pass_at(now), None);
        }
        assert_eq!(seldom.pass_at(now + BETWEEN), Some(5));
    }
}
