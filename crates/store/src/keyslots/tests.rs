use super::seal::Cost;
use super::{KeySlots, UnlockError, file};
use crate::key::{DatabaseKey, PersonSecret, SlotKeys};
use chrono::{DateTime, TimeDelta, Utc};
use clerk_domain::ids::PersonId;
use rand::SeedableRng as _;
use rand::rngs::StdRng;
use std::path::Path;

const CHEAP: Cost = Cost { memory_kib: 8, passes: 1, lanes: 1 };

fn wang() -> PersonId {
    PersonId::from("wang")
}

fn noon() -> DateTime<Utc> {
    "2026-11-23T04:00:00Z".parse().unwrap()
}

fn rng() -> StdRng {
    StdRng::seed_from_u64(7)
}

/// The slots of a folder as a program that starts anew finds them.
fn at(dir: &Path) -> KeySlots {
    KeySlots { cost: CHEAP, ..KeySlots::load(dir).unwrap() }
}

/// The keys of a person's slot; the person's own is made of one byte.
fn keys(database: &DatabaseKey, person: u8) -> SlotKeys {
    SlotKeys { database: database.clone(), person: PersonSecret::new([person; 32]) }
}

fn made(dir: &Path) -> DatabaseKey {
    let (_, key) = KeySlots::create(dir, &mut rng()).unwrap();
    at(dir).seal_for(&wang(), "right", &keys(&key, 1), &mut rng()).unwrap();
    key
}

#[test]
fn each_slot_opens_with_its_own_password_or_secret_alone() {
    let dir = tempfile::tempdir().unwrap();
    let key = made(dir.path());
    let slots = at(dir.path());
    assert_eq!(slots.unlock_recovery(&[1; 32]).unwrap_err().code(), "recovery_wrong");
    slots.seal_recovery(&[1; 32], &key, &mut rng()).unwrap();
    slots.seal_for(&PersonId::from("li"), "other", &keys(&key, 2), &mut rng()).unwrap();

    let slots = at(dir.path());
    assert!(slots.unlock(&wang(), "right", noon()).unwrap() == keys(&key, 1));
    assert!(slots.unlock(&PersonId::from("li"), "other", noon()).unwrap() == keys(&key, 2));
    assert!(slots.unlock_recovery(&[1; 32]).unwrap() == key);
    assert_eq!(slots.unlock_recovery(&[2; 32]).unwrap_err().code(), "recovery_wrong");
    assert_eq!(slots.unlock(&wang(), "other", noon()).unwrap_err().code(), "password_wrong");
    assert_eq!(slots.unlock(&wang(), "", noon()).unwrap_err().code(), "password_wrong");
}

#[test]
fn a_slot_is_bound_to_its_person() {
    let dir = tempfile::tempdir().unwrap();
    made(dir.path());
    let mut slots = file::read(dir.path()).unwrap();
    let moved = slots.persons.get(&wang()).unwrap().clone();
    slots.persons.insert(PersonId::from("li"), moved);
    file::write(dir.path(), &slots).unwrap();
    let error = at(dir.path()).unlock(&PersonId::from("li"), "right", noon()).unwrap_err();
    assert_eq!(error.code(), "password_wrong");
}

#[test]
fn ten_wrong_passwords_lock_and_a_restart_or_a_clock_set_back_do_not_help() {
    for name in ["wang", "nobody"] {
        let dir = tempfile::tempdir().unwrap();
        made(dir.path());
        let person = PersonId::from(name);
        for wrong in 1..=10 {
            let error = at(dir.path()).unlock(&person, "wrong", noon()).unwrap_err();
            let UnlockError::WrongPassword { tries_left, locked_until } = error else {
                panic!("{error}");
            };
            assert_eq!(tries_left, 10 - wrong, "{name}");
            assert_eq!(locked_until.is_some(), wrong == 10, "{name}");
        }
        let end = noon() + TimeDelta::minutes(1);
        for now in [noon(), noon() - TimeDelta::days(30), end - TimeDelta::seconds(1)] {
            let error = at(dir.path()).unlock(&person, "right", now).unwrap_err();
            assert!(matches!(error, UnlockError::Locked { until } if until == end), "{name} {now}");
        }
        let after = at(dir.path()).unlock(&person, "right", end);
        assert_eq!(after.is_ok(), name == "wang");
    }
}

#[test]
fn the_right_password_and_a_new_seal_clear_the_count() {
    let dir = tempfile::tempdir().unwrap();
    let key = made(dir.path());
    let left = |expected: u32| {
        let error = at(dir.path()).unlock(&wang(), "wrong", noon()).unwrap_err();
        assert!(
            matches!(error, UnlockError::WrongPassword { tries_left, .. } if tries_left == expected)
        );
    };
    (1..=9).rev().for_each(left);
    at(dir.path()).unlock(&wang(), "right", noon()).unwrap();
    (0..=9).rev().for_each(left);
    // Locked now, and the server's word lets the person in again.
    let again = at(dir.path());
    assert_eq!(again.unlock(&wang(), "right", noon()).unwrap_err().code(), "locked_out");
    again.seal_for(&wang(), "new", &keys(&key, 3), &mut rng()).unwrap();
    assert!(again.unlock(&wang(), "new", noon()).unwrap() == keys(&key, 3));
}

#[test]
fn the_try_is_on_the_disk_before_the_password_is_looked_at() {
    let dir = tempfile::tempdir().unwrap();
    made(dir.path());
    // Parallel guessing shares one count: ten looks in all, whatever the interleaving.
    let looked = std::thread::scope(|scope| {
        let guess = || {
            let guesses = (0..5).map(|_| at(dir.path()).unlock(&wang(), "wrong", noon()));
            guesses.filter(|r| matches!(r, Err(UnlockError::WrongPassword { .. }))).count()
        };
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(guess)).collect();
        threads.into_iter().map(|t| t.join().unwrap()).sum::<usize>()
    });
    assert_eq!(looked, 10);
}

#[test]
fn damaged_slots_are_told_and_left_as_they_are() {
    let dir = tempfile::tempdir().unwrap();
    let path = file::path(dir.path());
    assert_eq!(KeySlots::load(dir.path()).unwrap_err().code(), "slots_missing");
    let key = made(dir.path());
    let good = std::fs::read_to_string(&path).unwrap();
    let greedy = good.replace("\"memory_kib\": 8", "\"memory_kib\": 4000000000");
    let newer = good.replace("\"v\": 1", "\"v\": 2");
    for bad in ["", "{}", &good[..good.len() / 2], &newer] {
        std::fs::write(&path, bad).unwrap();
        let slots = KeySlots { dir: dir.path().to_owned(), cost: CHEAP };
        assert_eq!(slots.unlock(&wang(), "right", noon()).unwrap_err().code(), "slots_damaged");
        let sealed = slots.seal_for(&wang(), "right", &keys(&key, 1), &mut rng());
        assert_eq!(sealed.unwrap_err().code(), "slots_damaged");
        let again = KeySlots::create(dir.path(), &mut rng());
        assert_eq!(again.unwrap_err().code(), "slots_exist");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), bad);
    }
    std::fs::write(&path, greedy).unwrap();
    assert_eq!(
        at(dir.path()).unlock(&wang(), "right", noon()).unwrap_err().code(),
        "password_wrong"
    );
}

#[test]
fn the_file_has_this_form_and_holds_no_secret() {
    let dir = tempfile::tempdir().unwrap();
    let (slots, key) = KeySlots::create(dir.path(), &mut rng()).unwrap();
    slots.seal_for(&wang(), "right", &keys(&key, 1), &mut rng()).unwrap();
    slots.seal_recovery(&[1; 32], &key, &mut rng()).unwrap();
    assert!(slots.has(&wang()).unwrap() && !slots.has(&PersonId::from("li")).unwrap());
    slots.unlock(&wang(), "wrong", noon()).unwrap_err();
    let text = std::fs::read_to_string(file::path(dir.path())).unwrap();
    assert!(!text.contains(&hex::encode(key.bytes())));
    let mut value: serde_json::Value = serde_json::from_str(&text).unwrap();
    for pointer in ["/persons/wang/salt", "/persons/wang/nonce", "/recovery/nonce"] {
        assert!(value.pointer(pointer).unwrap().as_str().unwrap().len() >= 24, "{pointer}");
        *value.pointer_mut(pointer).unwrap() = "…".into();
    }
    for (pointer, digits) in [("/persons/wang/sealed", 160), ("/recovery/sealed", 96)] {
        assert_eq!(value.pointer(pointer).unwrap().as_str().unwrap().len(), digits, "{pointer}");
        *value.pointer_mut(pointer).unwrap() = "…".into();
    }
    let expected = serde_json::json!({
        "v": 1,
        "persons": { "wang": {
            "argon2id": { "memory_kib": 19456, "passes": 2, "lanes": 1 },
            "salt": "…", "nonce": "…", "sealed": "…",
        } },
        "recovery": { "nonce": "…", "sealed": "…" },
        "tries": { "wang": { "wrong": 1, "seen": "2026-11-23T04:00:00Z", "locked_until": null } },
    });
    assert_eq!(value, expected);
}

#[test]
fn who_lost_the_slot_opens_nothing_and_no_other_slot_has_the_persons_secret() {
    let dir = tempfile::tempdir().unwrap();
    let key = made(dir.path());
    let (slots, li) = (at(dir.path()), PersonId::from("li"));
    slots.seal_recovery(&[1; 32], &key, &mut rng()).unwrap();
    slots.seal_for(&li, "other", &keys(&key, 2), &mut rng()).unwrap();
    assert_eq!(slots.people().unwrap(), [li.clone(), wang()]);
    assert_ne!(slots.unlock(&li, "other", noon()).unwrap().person, keys(&key, 1).person);
    slots.remove(&wang()).unwrap();
    assert_eq!(slots.people().unwrap(), [li]);
    assert_eq!(slots.unlock(&wang(), "right", noon()).unwrap_err().code(), "password_wrong");
    assert!(slots.unlock_recovery(&[1; 32]).unwrap() == key);
}
