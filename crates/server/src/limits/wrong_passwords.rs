//! Wrong passwords for a person from one address. Not for a person alone: else anybody could lock
//! somebody else out.

use super::Source;
use chrono::{DateTime, TimeDelta, Utc};
use clerk_domain::ids::PersonId;
use std::collections::HashMap;

/// So many pairs are remembered, each with a name of at most 64 bytes.
const MOST_PAIRS: usize = 8192;
/// After so long without a try it is forgotten: the longest lock is over then.
const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// So many wrong passwords are free of a lock.
const FREE_WRONG: u32 = 9;
const FIRST_LOCK_MINUTES: i64 = 1;
const LONGEST_LOCK_MINUTES: i64 = 24 * 60;

/// The lock that follows the `wrong`th wrong password.
pub(crate) fn lock(wrong: u32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    const DOUBLINGS: u32 = 16;
    let doublings = wrong.checked_sub(FREE_WRONG + 1)?.min(DOUBLINGS);
    let minutes = (FIRST_LOCK_MINUTES << doublings).min(LONGEST_LOCK_MINUTES);
    Some(now + TimeDelta::minutes(minutes))
}

type Pair = (Source, PersonId);

#[derive(Clone, Copy)]
struct Wrong {
    times: u32,
    locked_until: Option<DateTime<Utc>>,
    last: DateTime<Utc>,
}

/// How often a wrong password was given, by address and person. Whether there is such a person makes no
/// difference.
#[derive(Default)]
pub(super) struct WrongPasswords(HashMap<Pair, Wrong>);

impl WrongPasswords {
    /// Counts a try as a wrong one.
    ///
    /// # Errors
    /// Until when no password of this person from there is looked at.
    pub(super) fn count(
        &mut self,
        source: Source,
        person: &PersonId,
        now: DateTime<Utc>,
    ) -> Result<(), DateTime<Utc>> {
        let pair = (source, person.clone());
        let known = self.0.get(&pair).copied();
        let locked = known.and_then(|wrong| wrong.locked_until);
        // A lock that is longer than any comes from a clock that was set back since.
        let holds = |until: &DateTime<Utc>| now < *until && *until <= now + REMEMBERED;
        if let Some(until) = locked.filter(holds) {
            return Err(until);
        }
        if known.is_none() {
            self.make_room(now);
        }
        let times = known.map_or(0, |wrong| wrong.times).saturating_add(1);
        self.0.insert(pair, Wrong { times, locked_until: lock(times, now), last: now });
        Ok(())
    }

    /// Takes the last count back: the password was not looked at.
    pub(super) fn give_back(&mut self, source: Source, person: &PersonId) {
        if let Some(wrong) = self.0.get_mut(&(source, person.clone())) {
            wrong.times = wrong.times.saturating_sub(1);
            wrong.locked_until = None;
        }
    }

    /// Begins anew, after the right one.
    pub(super) fn forget(&mut self, source: Source, person: &PersonId) {
        self.0.remove(&(source, person.clone()));
    }

    fn make_room(&mut self, now: DateTime<Utc>) {
        if self.0.len() < MOST_PAIRS {
            return;
        }
        self.0.retain(|_, wrong| wrong.last + REMEMBERED > now);
        if self.0.len() >= MOST_PAIRS {
            let least = self.0.iter().min_by_key(|(_, wrong)| (wrong.times, wrong.last));
            if let Some(pair) = least.map(|(pair, _)| pair.clone()) {
                self.0.remove(&pair);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_PAIRS, Source, WrongPasswords, lock};
    use chrono::{DateTime, TimeDelta};
    use clerk_domain::ids::PersonId;
    use std::net::{IpAddr, Ipv4Addr};

    const SOURCE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    #[test]
    fn locks_grow_from_the_tenth_wrong_password_on() {
        let now = DateTime::UNIX_EPOCH;
        let minutes = [(0, None), (9, None), (10, Some(1)), (11, Some(2)), (14, Some(16))];
        for (wrong, minutes) in minutes {
            assert_eq!(lock(wrong, now), minutes.map(|m| now + TimeDelta::minutes(m)), "{wrong}");
        }
        for wrong in [21, 1000, u32::MAX] {
            assert_eq!(lock(wrong, now), Some(now + TimeDelta::hours(24)), "{wrong}");
        }
    }

    #[test]
    fn many_names_take_no_more_memory_and_end_no_lock() {
        let (mut wrong, now) = (WrongPasswords::default(), DateTime::UNIX_EPOCH);
        let (source, li) = (Source::of(SOURCE), PersonId::from("li"));
        for _ in 0..10 {
            assert_eq!(wrong.count(source, &li, now), Ok(()));
        }
        for n in 0..MOST_PAIRS + 100 {
            assert_eq!(wrong.count(source, &PersonId(format!("p{n}")), now), Ok(()));
        }
        assert_eq!(wrong.0.len(), MOST_PAIRS);
        assert!(wrong.count(source, &li, now).is_err());
        // Not even a clock that was set back locks for longer than a day.
        assert!(wrong.count(source, &li, now - TimeDelta::hours(25)).is_ok());
    }
}
