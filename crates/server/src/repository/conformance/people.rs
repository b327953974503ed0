//! People with their passwords, and their log-in attempts.

use super::{administer, at};
use crate::repository::{Administered, Attempts, Password, Repository, StoredPerson};
use clerk_domain::appointment::{Appointment, Attested, Term};
use clerk_domain::clock::china;
use clerk_domain::ids::PersonId;
use clerk_domain::person::Role;

fn password(hash: &str, given: bool) -> Password {
    Password { hash: hash.to_owned(), at: at(3), given }
}

fn appointment(role: Role, from: i64, until: Option<i64>) -> Attested<Appointment> {
    let instant = |seconds| at(seconds).with_timezone(&china());
    let term = Term { from: instant(from), until: until.map(instant) };
    let (person, name) = ("li".into(), "李（样本）".to_owned());
    let of = Appointment { person, name, role, department: "shangwu".into(), term };
    Attested { of, signature: "aa".to_owned() }
}

pub(super) async fn are_what_the_last_appointment_says<R: Repository>(repository: R) {
    let li = || PersonId::from("li");
    assert!(repository.person(&li()).await.unwrap().is_none());
    let first = appointment(Role::Clerk, 1, None);
    let added = Administered {
        appointments: vec![first.clone()],
        password: Some((li(), password("first", true))),
        ..Administered::default()
    };
    assert!(administer(&repository, added).await);
    let known = StoredPerson {
        person: first.of.as_person(),
        appointed: true,
        disabled: false,
        password: password("first", true),
    };
    assert!(repository.person(&li()).await.unwrap() == Some(known.clone()));
    assert!(repository.person(&"LI".into()).await.unwrap().is_none());

    let (ended, second) = (appointment(Role::Clerk, 1, Some(9)), appointment(Role::Chief, 9, None));
    let moved = Administered {
        appointments: vec![ended.clone(), second.clone()],
        disabled: Some((li(), true)),
        ..Administered::default()
    };
    assert!(administer(&repository, moved).await);
    let known = StoredPerson { person: second.of.as_person(), disabled: true, ..known };
    assert!(repository.people().await.unwrap() == [known]);
    assert_eq!(repository.appointments(&[li()]).await.unwrap(), [ended, second]);
    assert!(repository.appointments(&["wang".into()]).await.unwrap().is_empty());

    let to = password("second", false);
    assert!(!repository.set_password(&li(), "other", &to).await.unwrap());
    assert!(repository.set_password(&li(), "first", &to).await.unwrap());
    assert!(repository.person(&li()).await.unwrap().unwrap().password == to);
}

pub(super) async fn attempts_change_only_from_what_they_are<R: Repository>(repository: R) {
    let person = PersonId::from("li");
    let none = Attempts::default();
    let one = Attempts { wrong: 1, locked_until: None };
    let locked = Attempts { wrong: 10, locked_until: Some(at(60)) };
    assert_eq!(repository.attempts(&person).await.unwrap(), none);
    assert!(!repository.set_attempts(&person, one, locked).await.unwrap());
    for (from, to) in [(none, one), (one, locked), (locked, none), (none, locked)] {
        assert!(repository.set_attempts(&person, from, to).await.unwrap());
        assert_eq!(repository.attempts(&person).await.unwrap(), to);
        for stale in [none, one, locked].into_iter().filter(|stale| *stale != to) {
            assert!(!repository.set_attempts(&person, stale, one).await.unwrap());
        }
    }
    assert_eq!(repository.attempts(&"wang".into()).await.unwrap(), none);
}
