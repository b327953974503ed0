//! When the centre heard of a window's device, and what follows from it for the times that its acts claim.

use chrono::{DateTime, TimeDelta, Utc};

/// When the centre heard of a device; the first time is its enrolment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Contact {
    /// The last time, to a minute; `None` before the first.
    pub last: Option<DateTime<Utc>>,
    /// Since when without a pause of more than [`Contact::PAUSE`].
    pub since: Option<DateTime<Utc>>,
    /// The last time before that pause.
    pub before: Option<DateTime<Utc>>,
}

impl Contact {
    /// After so long without a request the next one begins a new stretch of contact.
    pub const PAUSE: TimeDelta = TimeDelta::minutes(10);
    /// A window that has contact hands in what it did within this time.
    pub const CAUGHT_UP: TimeDelta = TimeDelta::minutes(30);
    /// Noted so often at most.
    const NOTED_EVERY: TimeDelta = TimeDelta::minutes(1);

    /// The contact with a request now; `None` where it is not worth noting.
    pub fn with(self, now: DateTime<Utc>) -> Option<Self> {
        match self.last {
            Some(last) if last <= now && now - last < Self::NOTED_EVERY => None,
            Some(last) if now - last <= Self::PAUSE => Some(Self { last: Some(now), ..self }),
            before => Some(Self { last: Some(now), since: Some(now), before }),
        }
    }

    /// The oldest time that an act can have that comes in now. The window handed in what it had at each
    /// contact; so what is older than the last one before a pause was not done then. One that has had contact
    /// for a while has nothing to catch up with any more, and one that has had contact from its enrolment on never
    /// had. `None` where nothing is known.
    pub fn oldest_act(self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let since = self.since?;
        match self.before {
            None => Some(now - Self::PAUSE),
            Some(_) if now - since > Self::CAUGHT_UP => Some(now - Self::CAUGHT_UP),
            before => before,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Contact;
    use chrono::{DateTime, TimeDelta, Utc};

    fn at(minute: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::minutes(minute)
    }

    #[test]
    fn what_comes_in_after_a_pause_was_done_in_it() {
        let mut contact = Contact::default();
        assert_eq!(contact.oldest_act(at(0)), None);
        for minute in [0, 5, 14, 20] {
            contact = contact.with(at(minute)).unwrap();
        }
        assert_eq!(contact.with(at(20) + TimeDelta::seconds(59)), None, "too soon to be noted");
        let first = contact.oldest_act(at(21));
        assert_eq!(first, Some(at(11)), "there was contact from the first on");
        // A pause of three hours, and ten minutes in which what was done then comes in.
        for minute in [200, 205, 210] {
            contact = contact.with(at(minute)).unwrap();
            assert_eq!(contact.oldest_act(at(minute)), Some(at(20)), "{minute}");
        }
        for minute in [219, 228, 237] {
            contact = contact.with(at(minute)).unwrap();
        }
        assert_eq!(contact.oldest_act(at(237)), Some(at(207)), "nothing is left to catch up");
    }

    #[test]
    fn a_clock_set_back_makes_no_act_older() {
        let contact = Contact::default().with(at(100)).unwrap();
        assert_eq!(contact.with(at(50)).unwrap().last, Some(at(50)));
    }
}
