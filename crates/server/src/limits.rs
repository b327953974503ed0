//! What one client may take of the server, so that the others are served: connections, bodies held at
//! once, tries at a password, looks at a licence. All of it is kept in memory, bounded, and forgotten at
//! a restart.

mod bodies;
mod connections;
mod rate;
mod seldom;
mod source;
mod wrong_passwords;

pub(crate) use bodies::{Bodies, Room};
pub use connections::{Admitted, Door, descriptors_for_connections};
pub use seldom::Seldom;
pub(crate) use source::Source;
pub(crate) use wrong_passwords::lock;

use chrono::{DateTime, TimeDelta, Utc};
use clerk_domain::ids::PersonId;
use rate::Rate;
use std::sync::{Mutex, MutexGuard, PoisonError};
use wrong_passwords::WrongPasswords;

/// Wrong log-ins and enrolments of an address: a department may log in at once behind one address, and
/// its people mistype; who tries names gets ten a minute.
const TRIES: u32 = 60;
const TRY_COMES_BACK: TimeDelta = TimeDelta::seconds(6);
/// Licences looked at by an address: many people may stand behind one, and a signature takes
/// milliseconds to check.
const LOOKS: u32 = 120;
const LOOK_COMES_BACK: TimeDelta = TimeDelta::milliseconds(500);

/// Whoever asked has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wait {
    /// The address asked too often.
    Address(DateTime<Utc>),
    /// Too many wrong passwords for this person came from this address.
    Person(DateTime<Utc>),
}

/// How a try at a password came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    /// The password was right.
    Right,
    /// It was wrong.
    Wrong,
    /// It was not looked at, for what else the client sent.
    NotLookedAt,
    /// The server failed.
    Failed,
}

/// What the router's endpoints share.
#[derive(Default)]
pub(crate) struct Limits {
    tries: Mutex<Tries>,
    looks: Mutex<Looks>,
    /// Large bodies.
    pub bodies: Bodies,
}

struct Tries {
    by_address: Rate<Source>,
    by_person: WrongPasswords,
}

impl Default for Tries {
    fn default() -> Self {
        Self { by_address: Rate::new(TRIES, TRY_COMES_BACK), by_person: WrongPasswords::default() }
    }
}

struct Looks(Rate<Source>);

impl Default for Looks {
    fn default() -> Self {
        Self(Rate::new(LOOKS, LOOK_COMES_BACK))
    }
}

impl Limits {
    /// Counts a try at a person's password as a wrong one, before it is looked at: neither requests at
    /// the same time give more of them. [`Limits::tried`] says how it came out.
    ///
    /// # Errors
    /// Until when no password is looked at.
    pub(crate) fn try_password(
        &self,
        source: Source,
        person: &PersonId,
        now: DateTime<Utc>,
    ) -> Result<(), Wait> {
        let mut tries = held(&self.tries);
        let Tries { by_address, by_person } = &mut *tries;
        by_address.take(source, now).map_err(Wait::Address)?;
        by_person.count(source, person, now).map_err(|until| {
            by_address.give_back(source);
            Wait::Person(until)
        })
    }

    /// What became of a try. Only wrong ones stay counted.
    pub(crate) fn tried(&self, source: Source, person: &PersonId, how: Tried) {
        let mut tries = held(&self.tries);
        let Tries { by_address, by_person } = &mut *tries;
        match how {
            Tried::Wrong => {}
            Tried::Right => {
                by_address.give_back(source);
                by_person.forget(source, person);
            }
            Tried::NotLookedAt => by_person.give_back(source, person),
            Tried::Failed => {
                by_address.give_back(source);
                by_person.give_back(source, person);
            }
        }
    }

    /// Counts a look at a licence.
    ///
    /// # Errors
    /// Until when none is looked at.
    pub(crate) fn look(&self, source: Source, now: DateTime<Utc>) -> Result<(), DateTime<Utc>> {
        held(&self.looks).0.take(source, now)
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{Limits, Source, Tried, Wait};
    use chrono::{DateTime, TimeDelta};
    use clerk_domain::ids::PersonId;
    use std::net::{IpAddr, Ipv4Addr};

    fn source(last: u8) -> Source {
        Source::of(IpAddr::V4(Ipv4Addr::new(192, 0, 2, last)))
    }

    #[test]
    fn a_lock_holds_for_one_person_at_one_address() {
        let (limits, now) = (Limits::default(), DateTime::UNIX_EPOCH);
        let (li, wang) = (PersonId::from("li"), PersonId::from("wang"));
        for _ in 0..10 {
            assert_eq!(limits.try_password(source(1), &li, now), Ok(()));
            limits.tried(source(1), &li, Tried::Wrong);
        }
        let until = now + TimeDelta::minutes(1);
        assert_eq!(limits.try_password(source(1), &li, now), Err(Wait::Person(until)));
        assert_eq!(limits.try_password(source(2), &li, now), Ok(()));
        assert_eq!(limits.try_password(source(1), &wang, now), Ok(()));
        assert_eq!(limits.try_password(source(1), &li, until), Ok(()));
        limits.tried(source(1), &li, Tried::Right);
        // The right one makes a new start.
        for _ in 0..10 {
            assert_eq!(limits.try_password(source(1), &li, until), Ok(()));
        }
    }

    #[test]
    fn only_wrong_tries_count_against_an_address() {
        let (limits, now) = (Limits::default(), DateTime::UNIX_EPOCH);
        let person = |n: u32| PersonId(format!("p{n}"));
        for n in 0..200 {
            for how in [Tried::Right, Tried::Failed] {
                assert_eq!(limits.try_password(source(1), &person(n), now), Ok(()));
                limits.tried(source(1), &person(n), how);
            }
        }
        for n in 0..60 {
            let how = if n % 2 == 0 { Tried::Wrong } else { Tried::NotLookedAt };
            assert_eq!(limits.try_password(source(1), &person(n), now), Ok(()));
            limits.tried(source(1), &person(n), how);
        }
        let until = now + TimeDelta::seconds(6);
        assert_eq!(limits.try_password(source(1), &person(99), now), Err(Wait::Address(until)));
        assert_eq!(limits.try_password(source(2), &person(99), now), Ok(()));
        assert_eq!(limits.try_password(source(1), &person(99), until), Ok(()));
    }

    #[test]
    fn a_code_that_is_mistyped_locks_nobody() {
        let (limits, now) = (Limits::default(), DateTime::UNIX_EPOCH);
        for _ in 0..30 {
            assert_eq!(limits.try_password(source(1), &"li".into(), now), Ok(()));
            limits.tried(source(1), &"li".into(), Tried::NotLookedAt);
        }
    }
}
