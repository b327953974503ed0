//! So many at once, and one more after each interval.

use chrono::{DateTime, TimeDelta, Utc};
use std::collections::HashMap;
use std::hash::Hash;

/// So many keys are remembered. Beyond that those are forgotten that took least: whoever comes with very
/// many addresses gets each one's share anew, and no more memory.
const MOST_KEYS: usize = 4096;

/// How much each key has taken, as the instant at which all of it has come back.
pub(super) struct Rate<K> {
    at_once: u32,
    comes_back: TimeDelta,
    whole_at: HashMap<K, DateTime<Utc>>,
}

impl<K: Copy + Eq + Hash> Rate<K> {
    pub(super) fn new(at_once: u32, comes_back: TimeDelta) -> Self {
        Self { at_once, comes_back, whole_at: HashMap::new() }
    }

    /// Takes one.
    ///
    /// # Errors
    /// When there is one again.
    pub(super) fn take(&mut self, key: K, now: DateTime<Utc>) -> Result<(), DateTime<Utc>> {
        let all = self.comes_back * i32::try_from(self.at_once).unwrap_or(i32::MAX);
        let known = self.whole_at.get(&key).copied();
        // No later than all of it takes, also where the clock was set back.
        let whole_at = known.unwrap_or(now).clamp(now, now + all) + self.comes_back;
        if whole_at > now + all {
            return Err(whole_at - all);
        }
        if known.is_none() {
            self.make_room(now);
        }
        self.whole_at.insert(key, whole_at);
        Ok(())
    }

    /// Gives back what was taken and does not count.
    pub(super) fn give_back(&mut self, key: K) {
        if let Some(whole_at) = self.whole_at.get_mut(&key) {
            *whole_at -= self.comes_back;
        }
    }

    fn make_room(&mut self, now: DateTime<Utc>) {
        if self.whole_at.len() < MOST_KEYS {
            return;
        }
        self.whole_at.retain(|_, whole_at| *whole_at > now);
        if self.whole_at.len() >= MOST_KEYS {
            let least = self.whole_at.iter().min_by_key(|(_, whole_at)| **whole_at);
            if let Some(key) = least.map(|(key, _)| *key) {
                self.whole_at.remove(&key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_KEYS, Rate};
    use chrono::{DateTime, TimeDelta};

    #[test]
    fn so_many_at_once_and_then_one_after_each_interval() {
        let mut rate = Rate::new(3, TimeDelta::seconds(10));
        let at = |seconds| DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds);
        for _ in 0..3 {
            assert_eq!(rate.take(1, at(0)), Ok(()));
        }
        assert_eq!(rate.take(1, at(1)), Err(at(10)));
        assert_eq!(rate.take(2, at(1)), Ok(()));
        assert_eq!(rate.take(1, at(10)), Ok(()));
        assert_eq!(rate.take(1, at(10)), Err(at(20)));
        rate.give_back(1);
        assert_eq!(rate.take(1, at(10)), Ok(()));
        for _ in 0..3 {
            assert_eq!(rate.take(1, at(100)), Ok(()));
        }
        // A clock that was set back keeps nobody out for longer.
        assert_eq!(rate.take(1, at(50)), Err(at(60)));
        assert_eq!(rate.take(1, at(60)), Err(at(70)));
    }

    #[test]
    fn many_keys_take_no_more_memory_and_do_not_clear_what_others_took() {
        let mut rate = Rate::new(3, TimeDelta::seconds(10));
        let now = DateTime::UNIX_EPOCH;
        for _ in 0..3 {
            assert_eq!(rate.take(0, now), Ok(()));
        }
        for key in 1..3 * MOST_KEYS {
            assert_eq!(rate.take(key, now), Ok(()));
        }
        assert_eq!(rate.whole_at.len(), MOST_KEYS);
        assert!(rate.take(0, now).is_err());
    }
}
