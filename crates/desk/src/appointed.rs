//! Who may work at this window: whom the centre confirmed at a log-in, and its register since then. Who has
//! left loses the slot with the register that says so.

use crate::api::{ApiError, ErrorCode};
use crate::open::OpenDesk;
use crate::workstation::Workstation;
use chrono::{DateTime, FixedOffset};
use clerk_domain::appointment::{Appointment, Attested, Statement as _};
use clerk_domain::ids::{DepartmentId, PersonId};
use clerk_domain::person::{Person, Role};
use clerk_domain::register::{Register, changed_at};
use clerk_store::{KeySlots, Store};

/// What the register says of a person at a window.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Says {
    /// It has no word of the person.
    Nothing,
    /// Appointed here.
    Here(Person),
    /// Not here, or nowhere any more.
    NotHere,
}

fn says(
    appointments: &[Attested<Appointment>],
    person: &PersonId,
    department: &DepartmentId,
    at: DateTime<FixedOffset>,
) -> Says {
    let own = || appointments.iter().map(|known| &known.of).filter(|of| of.person == *person);
    // One that is still to begin by this device's clock has begun at the centre.
    let not_ended = own().filter(|of| of.term.until.is_none_or(|until| at < until));
    let Some(holds) = not_ended.min_by_key(|of| of.term.from) else {
        return if own().next().is_none() { Says::Nothing } else { Says::NotHere };
    };
    let at_a_window = matches!(holds.role, Role::Clerk | Role::Chief);
    if at_a_window && holds.department == *department {
        Says::Here(holds.as_person())
    } else {
        Says::NotHere
    }
}

/// The appointments of these people that the centre signed; what lies on the disk may have been altered there.
fn appointments(
    store: &Store,
    people: &[PersonId],
) -> Result<Vec<Attested<Appointment>>, ApiError> {
    let Register { mut appointments, .. } = store.register()?;
    let centre_key = store.centre_key()?;
    appointments.retain(|known| {
        people.contains(&known.of.person)
            && clerk_protocol::verify(&centre_key, &known.of.signed_text(), &known.signature)
    });
    Ok(appointments)
}

impl Workstation {
    /// The person who logs in, as appointed now.
    ///
    /// # Errors
    /// [`ErrorCode::AppointmentEnded`], and the person's slot is gone.
    pub(crate) fn appointed(
        &self,
        store: &Store,
        person: &PersonId,
        department: &DepartmentId,
    ) -> Result<Person, ApiError> {
        let unknown = || ApiError::new(ErrorCode::PasswordWrong);
        let confirmed = store.person(person)?.ok_or_else(unknown)?;
        // The later word counts: somebody may have come here since the register was made.
        let register = changed_at(store.register_version()?);
        if store.online_login(person)? > register {
            return Ok(confirmed);
        }
        let own = appointments(store, std::slice::from_ref(person))?;
        match says(&own, person, department, self.legal_now(store)?) {
            Says::Nothing => Ok(confirmed),
            Says::Here(person) => Ok(person),
            Says::NotHere => {
                KeySlots::load(&self.dir)?.remove(person)?;
                Err(ApiError::new(ErrorCode::AppointmentEnded))
            }
        }
    }

    /// Takes the slots of those away who by a newer register do not work here any more.
    ///
    /// # Errors
    /// [`ErrorCode::AppointmentEnded`] where the person at the desk is one of them: it is to be locked.
    pub(crate) fn keep_to_register(&self, desk: &mut OpenDesk) -> Result<(), ApiError> {
        let version = desk.store.register_version()?;
        if version == desk.register_version {
            return Ok(());
        }
        let now = self.legal_now(&desk.store)?;
        let slots = KeySlots::load(&self.dir)?;
        let people = slots.people()?;
        let appointments = appointments(&desk.store, &people)?;
        let register = changed_at(version);
        for person in people {
            if desk.store.online_login(&person)? > register {
                continue;
            }
            match says(&appointments, &person, &desk.window.department, now) {
                Says::Here(here) if person == desk.person.id => desk.staffed.person = here,
                Says::Nothing | Says::Here(_) => {}
                Says::NotHere => {
                    tracing::warn!(%person, "does not work at this window any more");
                    slots.remove(&person)?;
                    if person == desk.person.id {
                        return Err(ApiError::new(ErrorCode::AppointmentEnded));
                    }
                }
            }
        }
        desk.register_version = version;
        Ok(())
    }

    /// The time, never before the server's at the last contact.
    fn legal_now(&self, store: &Store) -> Result<DateTime<FixedOffset>, ApiError> {
        let now = self.now();
        Ok(store.last_contact()?.map_or(now, |contact| now.max(contact)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Says, says};
    use clerk_domain::appointment::{Appointment, Attested, Term};
    use clerk_domain::person::Role;

    fn appointment(
        role: Role,
        department: &str,
        from: &str,
        until: Option<&str>,
    ) -> Attested<Appointment> {
        let at = |day: &str| format!("2026-11-{day}T09:00:00+08:00").parse().unwrap();
        let term = Term { from: at(from), until: until.map(at) };
        let (person, name) = ("li".into(), "李小红（样本）".to_owned());
        let of = Appointment { person, name, role, department: department.into(), term };
        Attested { of, signature: String::new() }
    }

    #[test]
    fn the_register_says_who_works_here_now() {
        let moved = [
            appointment(Role::Clerk, "shangwu", "01", Some("10")),
            appointment(Role::Clerk, "huanbao", "10", None),
        ];
        let ended = [appointment(Role::Chief, "shangwu", "01", Some("10"))];
        let leader = [appointment(Role::Leader, "shangwu", "01", None)];
        let at = |day: &str| format!("2026-11-{day}T12:00:00+08:00").parse().unwrap();
        let here = |list: &[_], department: &str, day: &str| {
            says(list, &"li".into(), &department.into(), at(day))
        };
        assert_eq!(here(&[], "shangwu", "05"), Says::Nothing);
        assert!(matches!(here(&moved, "shangwu", "05"), Says::Here(_)));
        assert_eq!(here(&moved, "shangwu", "10"), Says::NotHere);
        assert!(matches!(here(&moved, "huanbao", "10"), Says::Here(_)));
        assert_eq!(here(&ended, "shangwu", "10"), Says::NotHere);
        assert_eq!(here(&leader, "shangwu", "10"), Says::NotHere);
        assert_eq!(says(&ended, &"wang".into(), &"shangwu".into(), at("05")), Says::Nothing);
    }
}
