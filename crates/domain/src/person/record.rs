//! What the centre's journal says of one person: appointed, given a key, reset, dismissed.

use super::acts::{KEYS_A_DAY, PersonAct, PersonActKind};
use crate::act::{Doer, Offer};
use crate::appointment::{Appointment, PersonKey};
use crate::ids::{PersonId, WindowId};
use crate::journal::Entry;
use crate::why_not::WhyNot;
use chrono::{DateTime, FixedOffset, TimeDelta};

/// A person of the centre, as its journal tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonRecord {
    /// The login name.
    pub id: PersonId,
    /// Every appointment, in order; each ends before the next one begins.
    pub appointments: Vec<Appointment>,
    /// Every key, in order.
    pub keys: Vec<PersonKey>,
    /// When the person was locked out of every log-in, if so.
    pub disabled_at: Option<DateTime<FixedOffset>>,
    /// When an administrator reset the password last.
    pub reset_at: Option<DateTime<FixedOffset>>,
}

impl PersonRecord {
    /// The person that the first entry adds.
    ///
    /// # Errors
    /// [`WhyNot::NotTheBeginning`] where the entry adds nobody; who may not add one.
    pub fn begin(entry: &Entry) -> Result<Self, WhyNot> {
        let Some((id, PersonAct::Added(added))) = entry.about.person() else {
            return Err(WhyNot::NotTheBeginning);
        };
        PersonActKind::Added.by().check(&entry.doer())?;
        let mut record = Self {
            id: id.clone(),
            appointments: Vec::new(),
            keys: Vec::new(),
            disabled_at: None,
            reset_at: None,
        };
        record.appoint(added.appointment(id, entry));
        Ok(record)
    }

    /// The appointment that holds at an instant.
    pub fn appointed_at(&self, at: DateTime<FixedOffset>) -> Option<&Appointment> {
        self.appointments.iter().rev().find(|appointment| appointment.term.holds_at(at))
    }

    /// Whether the person may make one more key at a window: not more than [`KEYS_A_DAY`] since the last reset,
    /// which an administrator does.
    pub fn may_make_key(&self, window: &WindowId, at: DateTime<FixedOffset>) -> bool {
        let since = self.reset_at.into_iter().chain([at - TimeDelta::days(1)]).max();
        let made = self.keys.iter().filter(|key| key.window == *window);
        made.filter(|key| since.is_some_and(|since| key.term.from > since)).count() < KEYS_A_DAY
    }

    /// Whether an act of this kind is possible now, from this person here.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, kind: PersonActKind, doer: &Doer) -> Result<(), WhyNot> {
        kind.by().check(doer)?;
        kind.follows(self, doer)
    }

    /// Every act that may follow: possible, or why not.
    pub fn offers(&self, doer: &Doer) -> Vec<Offer<PersonActKind>> {
        let offer = |&act: &PersonActKind| Offer { act, why_not: self.check(act, doer).err() };
        PersonActKind::FOLLOWING.iter().map(offer).collect()
    }

    /// Carries one more entry into the record.
    ///
    /// # Errors
    /// Why the act does not follow; the record is then unchanged.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        let Some((id, act)) = entry.about.person() else { return Err(WhyNot::OtherSubject) };
        if *id != self.id {
            return Err(WhyNot::OtherSubject);
        }
        self.check(act.kind(), &entry.doer())?;
        act.fits(self)?;
        act.carry(self, entry);
        Ok(())
    }

    /// Appoints, which ends what holds until then.
    pub(super) fn appoint(&mut self, appointment: Appointment) {
        self.end(appointment.term.from);
        self.appointments.push(appointment);
    }

    /// Ends the appointment.
    pub(super) fn end(&mut self, at: DateTime<FixedOffset>) {
        let open = self.appointments.iter_mut().filter(|known| known.term.until.is_none());
        open.for_each(|known| known.term.until = Some(at.max(known.term.from)));
    }

    /// Ends every key, or those at one window.
    pub(super) fn end_keys(
        &mut self,
        at: DateTime<FixedOffset>,
        ended: impl Fn(&PersonKey) -> bool,
    ) {
        let open = self.keys.iter_mut().filter(|known| known.term.until.is_none());
        open.filter(|known| ended(known))
            .for_each(|known| known.term.until = Some(at.max(known.term.from)));
    }
}

#[cfg(test)]
mod tests {
    use super::PersonRecord;
    use crate::act::Actor;
    use crate::ids::{Author, WindowId};
    use crate::journal::{About, Chain, Entry, Stamp};
    use crate::person::Role;
    use crate::person::acts::{
        KEYS_A_DAY, PersonAct, PersonActKind, PersonAdded, PersonAppointed, PersonDisabled,
        PersonEnded, PersonKeyMade, PersonReset,
    };
    use crate::sample::time;
    use crate::why_not::WhyNot;

    fn entry(at: &str, role: Role, act: impl Into<PersonAct>) -> Entry {
        let at = time(at);
        let stamp = Stamp { device: at, server: Some(at), ticks: 0 };
        let actor = Actor { person: "root".into(), name: "样本".to_owned(), role };
        let about = About::Person("wang".into(), act.into());
        Chain::new(Author::centre()).seal(stamp, actor, about).unwrap().entry
    }

    fn added() -> PersonAdded {
        let (name, department) = ("王小明（样本）".to_owned(), "shangwu".into());
        PersonAdded { name, role: Role::Clerk, department }
    }

    const FIRST: &str = "2026-11-01T09:00:00+08:00";
    const SECOND: &str = "2026-11-10T09:00:00+08:00";
    const THIRD: &str = "2026-11-20T09:00:00+08:00";

    fn begun() -> PersonRecord {
        PersonRecord::begin(&entry(FIRST, Role::Admin, added())).unwrap()
    }

    #[test]
    fn one_appointment_holds_at_a_time_and_each_in_its_days() {
        let mut record = begun();
        let appointed = PersonAppointed { role: Role::Chief, department: "huanbao".into() };
        record.apply(&entry(SECOND, Role::Admin, appointed)).unwrap();
        record.apply(&entry(THIRD, Role::Admin, PersonEnded {})).unwrap();
        let role = |at: &str| record.appointed_at(time(at)).map(|held| held.role);
        assert_eq!(role("2026-10-31T09:00:00+08:00"), None);
        assert_eq!(role(FIRST), Some(Role::Clerk));
        assert_eq!(role(SECOND), Some(Role::Chief));
        assert_eq!(role(THIRD), None);
        assert_eq!(record.appointed_at(time(SECOND)).unwrap().name, "王小明（样本）");
        let again = entry(THIRD, Role::Admin, PersonEnded {});
        assert_eq!(record.apply(&again), Err(WhyNot::NotAppointed));
    }

    #[test]
    fn a_new_key_at_a_window_ends_the_one_before_and_a_reset_ends_all() {
        let mut record = begun();
        let made = |window: &str, key: &str| PersonKeyMade {
            window: window.into(),
            public_key: key.to_owned(),
        };
        for (at, made) in [
            (FIRST, made("shangwu-03", "a")),
            (FIRST, made("shangwu-04", "b")),
            (SECOND, made("shangwu-03", "c")),
        ] {
            record.apply(&entry(at, Role::Clerk, made)).unwrap();
        }
        let open = |record: &PersonRecord| {
            let open = record.keys.iter().filter(|key| key.term.until.is_none());
            open.map(|key| key.public_key.clone()).collect::<Vec<_>>()
        };
        assert_eq!(open(&record), ["b", "c"]);
        record.apply(&entry(THIRD, Role::Admin, PersonReset {})).unwrap();
        assert!(open(&record).is_empty());
        assert!(record.appointed_at(time(THIRD)).is_some(), "only the keys ended");
    }

    #[test]
    fn keys_are_few_a_day_at_each_window_and_a_reset_begins_anew() {
        let mut record = begun();
        let window = WindowId::from("shangwu-03");
        for n in 0..KEYS_A_DAY {
            assert!(record.may_make_key(&window, time(SECOND)), "{n}");
            let made = PersonKeyMade { window: window.clone(), public_key: n.to_string() };
            record.apply(&entry(SECOND, Role::Clerk, made)).unwrap();
        }
        assert!(!record.may_make_key(&window, time(SECOND)));
        assert!(record.may_make_key(&"shangwu-04".into(), time(SECOND)));
        assert!(!record.may_make_key(&window, time("2026-11-11T08:59:59+08:00")));
        assert!(record.may_make_key(&window, time("2026-11-11T09:00:00+08:00")));
        record.apply(&entry(SECOND, Role::Admin, PersonReset {})).unwrap();
        assert!(record.may_make_key(&window, time(SECOND)));
    }

    #[test]
    fn who_is_disabled_makes_no_key_until_a_reset() {
        let mut record = begun();
        let reason = "样本".to_owned();
        record.apply(&entry(SECOND, Role::Admin, PersonDisabled { reason })).unwrap();
        let made = PersonKeyMade { window: "shangwu-03".into(), public_key: "a".to_owned() };
        let entry_of = |made: &PersonKeyMade| entry(THIRD, Role::Clerk, made.clone());
        assert_eq!(record.apply(&entry_of(&made)), Err(WhyNot::Disabled));
        record.apply(&entry(THIRD, Role::Admin, PersonReset {})).unwrap();
        record.apply(&entry_of(&made)).unwrap();
    }

    #[test]
    fn only_an_administrator_manages_people() {
        let clerks = entry(SECOND, Role::Clerk, added());
        assert_eq!(PersonRecord::begin(&clerks), Err(WhyNot::NotYourRole));
        let mut record = begun();
        let ended = entry(SECOND, Role::Supervisor, PersonEnded {});
        assert_eq!(record.apply(&ended), Err(WhyNot::NotYourRole));
        let offered = record.offers(&clerks.doer());
        let open: Vec<_> =
            offered.into_iter().filter(|offer| offer.why_not.is_none()).map(|o| o.act).collect();
        assert_eq!(open, [PersonActKind::KeyMade]);
    }
}
