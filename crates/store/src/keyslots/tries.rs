//! Wrong passwords: counted, and locked out after ten for a growing time.

use chrono::{DateTime, TimeDelta, Utc};
use clerk_domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How many wrong passwords the tenth and each later one of which locks.
const FREE_TRIES: u32 = 10;
/// The first lock, in minutes; each later one is twice as long.
const FIRST_LOCK_MIN: i64 = 1;
/// The longest lock, in minutes.
const LONGEST_LOCK_MIN: i64 = 24 * 60;
/// How many names without a slot are counted; beyond it the one that was tried longest ago is forgotten.
const UNKNOWN_NAMES: usize = 64;

/// The wrong tries of everybody who was tried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tries(BTreeMap<PersonId, Tried>);

/// The wrong tries of one name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tried {
    wrong: u32,
    /// The latest time at which a try was counted: a clock set back behind it counts as this time.
    seen: DateTime<Utc>,
    pub locked_until: Option<DateTime<Utc>>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unknown: bool,
}

impl Tries {
    /// Counts a try as wrong before it is known to be; a right one clears it again.
    ///
    /// # Errors
    /// When the lock ends, where one holds.
    pub fn begin(
        &mut self,
        person: &PersonId,
        known: bool,
        now: DateTime<Utc>,
    ) -> Result<Tried, DateTime<Utc>> {
        let before = self.0.get(person).copied();
        let now = before.map_or(now, |tried| now.max(tried.seen));
        if let Some(until) = before.and_then(|tried| tried.locked_until).filter(|end| now < *end) {
            return Err(until);
        }
        let wrong = before.map_or(0, |tried| tried.wrong).saturating_add(1);
        let locked_until = lock_length(wrong).and_then(|length| now.checked_add_signed(length));
        let tried = Tried { wrong, seen: now, locked_until, unknown: !known };
        self.0.insert(person.clone(), tried);
        self.forget_oldest_unknown();
        Ok(tried)
    }

    /// Forgets the wrong tries of a person.
    pub fn clear(&mut self, person: &PersonId) {
        self.0.remove(person);
    }

    fn forget_oldest_unknown(&mut self) {
        let unknown = || self.0.iter().filter(|(_, tried)| tried.unknown);
        if unknown().count() > UNKNOWN_NAMES {
            let oldest = unknown().min_by_key(|(_, tried)| tried.seen);
            if let Some(name) = oldest.map(|(name, _)| name.clone()) {
                self.0.remove(&name);
            }
        }
    }
}

impl Tried {
    /// How many more wrong ones before the next lock.
    pub fn left(self) -> u32 {
        FREE_TRIES.saturating_sub(self.wrong)
    }
}

fn lock_length(wrong: u32) -> Option<TimeDelta> {
    let doublings = wrong.checked_sub(FREE_TRIES)?;
    let minutes = FIRST_LOCK_MIN.checked_shl(doublings.min(32)).unwrap_or(LONGEST_LOCK_MIN);
    Some(TimeDelta::minutes(minutes.min(LONGEST_LOCK_MIN)))
}

#[cfg(test)]
mod tests {
    use super::{Tries, UNKNOWN_NAMES, lock_length};
    use chrono::{DateTime, TimeDelta, Utc};
    use clerk_domain::ids::PersonId;

    fn noon() -> DateTime<Utc> {
        "2026-11-23T04:00:00Z".parse().unwrap()
    }

    #[test]
    fn locks_grow_from_the_tenth_wrong_password_on() {
        let table = [
            (1, None),
            (9, None),
            (10, Some(1)),
            (11, Some(2)),
            (12, Some(4)),
            (20, Some(1024)),
            (21, Some(1440)),
            (99, Some(1440)),
            (u32::MAX, Some(1440)),
        ];
        for (wrong, minutes) in table {
            assert_eq!(lock_length(wrong), minutes.map(TimeDelta::minutes), "{wrong}");
        }
    }

    #[test]
    fn a_clock_set_back_does_not_shorten_the_lock() {
        let (wang, mut tries) = (PersonId::from("wang"), Tries::default());
        for _ in 0..10 {
            tries.begin(&wang, true, noon()).unwrap();
        }
        let end = noon() + TimeDelta::minutes(1);
        let back = noon() - TimeDelta::days(400);
        for now in [noon(), back, end - TimeDelta::seconds(1)] {
            assert_eq!(tries.begin(&wang, true, now), Err(end), "{now}");
        }
        let eleventh = tries.begin(&wang, true, end).unwrap();
        assert_eq!(eleventh.locked_until, Some(end + TimeDelta::minutes(2)));
        // Set back before the try that is known: the lock still counts from that try.
        let (li, now) = (PersonId::from("li"), [[noon(); 9].as_slice(), &[back]].concat());
        let last = now.into_iter().fold(None, |_, now| tries.begin(&li, true, now).ok());
        assert_eq!(last.unwrap().locked_until, Some(end));
        assert_eq!(tries.begin(&wang, true, back), Err(end + TimeDelta::minutes(2)));
    }

    #[test]
    fn only_so_many_unknown_names_are_kept_and_they_push_out_no_known_one() {
        let mut tries = Tries::default();
        tries.begin(&PersonId::from("wang"), true, noon()).unwrap();
        for i in 0..1000 {
            let name = PersonId(format!("nobody-{i}"));
            tries.begin(&name, false, noon() + TimeDelta::seconds(i)).unwrap();
        }
        assert_eq!(tries.0.len(), 1 + UNKNOWN_NAMES);
        assert!(tries.0.contains_key(&PersonId::from("wang")));
        assert!(tries.0.contains_key(&PersonId::from("nobody-999")));
    }
}
