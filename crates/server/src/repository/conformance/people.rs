//! People and their log-in attempts.

use super::at;
use crate::repository::{Attempts, Repository, StoredPerson};
use clerk_domain::ids::PersonId;
use clerk_domain::person::{Person, Role};

pub(super) async fn are_added_once<R: Repository>(repository: R) {
    let person = |name: &str| StoredPerson {
        person: Person {
            id: "li".into(),
            name: name.to_owned(),
            role: Role::Chief,
            department: "shangwu".into(),
        },
        password_hash: format!("hash of {name}"),
    };
    assert!(repository.person(&"li".into()).await.unwrap().is_none());
    assert!(repository.add_person(&person("李（样本）")).await.unwrap());
    assert!(!repository.add_person(&person("other")).await.unwrap());
    assert!(repository.person(&"li".into()).await.unwrap() == Some(person("李（样本）")));
    assert!(repository.person(&"LI".into()).await.unwrap().is_none());
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
