//! Only the centre can make the code that clears a halt, and each clears once.

use crate::centre::{PERSON, WINDOW};
use crate::{TestCentre, number, type_code};
use chrono::TimeDelta;
use clerk_desk::api::{ErrorCode, Nothing};
use clerk_desk::workstation::Workstation;
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use clerk_domain::number::Suffix;
use clerk_protocol::{Clearances, WindowKey};
use hmac::{Hmac, KeyInit as _, Mac as _};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sm3::Sm3;
use std::collections::BTreeSet;
use std::path::Path;

/// Sets the clock back, or forth again, so that the window halts.
fn halt(centre: &TestCentre, desk: &Workstation, minutes: i64) {
    centre.device.set(TimeDelta::minutes(minutes));
    assert!(desk.status(Nothing {}).unwrap().halted.is_some());
}

/// The database of a desk of this seed, opened: its key is a desk's third draw of 32 bytes, after the window's own and
/// the person's.
fn opened(folder: &Path, seed: u8) -> Connection {
    let mut rng = StdRng::from_seed([seed; 32]);
    let mut key = [0; 32];
    (0..3).for_each(|_| rng.fill_bytes(&mut key));
    let db = Connection::open(folder.join("window.db")).unwrap();
    let key = hex::encode(key);
    db.execute_batch(&format!("PRAGMA key = \"x'{key}'\"")).unwrap();
    db.execute_batch("PRAGMA cipher_hmac_algorithm = HMAC_SHA256").unwrap();
    db
}

/// Every value of every table.
fn values(db: &Connection) -> BTreeSet<Vec<u8>> {
    let sql =
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'case_search%'";
    let mut tables = db.prepare(sql).unwrap();
    let tables = tables.query_map([], |row| row.get::<_, String>(0)).unwrap();
    let mut found = BTreeSet::new();
    for table in tables.map(Result::unwrap) {
        let mut statement = db.prepare(&format!("SELECT * FROM {table}")).unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            found.extend((0..columns).filter_map(|at| match row.get_ref(at).unwrap() {
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes.to_vec()),
                ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => None,
            }));
        }
    }
    found
}

/// Each text as it stands, and each word in it.
fn texts(values: &BTreeSet<Vec<u8>>) -> BTreeSet<String> {
    let whole = values.iter().filter_map(|value| String::from_utf8(value.clone()).ok());
    let mut found = BTreeSet::new();
    for text in whole {
        let words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        found.extend(words.map(str::to_owned));
        found.insert(text);
    }
    found
}

/// The code of before, which the window could make itself: HMAC under the digest of its token.
fn code_of_before(key: &[u8], window: &WindowId, shown: u32) -> String {
    let mut mac = Hmac::<Sm3>::new_from_slice(key).unwrap();
    mac.update(format!("WCC1|{window}|{shown}").as_bytes());
    let [a, b, c, d, e, f, g, h, ..] = mac.finalize().into_bytes().0;
    let halves = [[a, b, c, d], [e, f, g, h]].map(u32::from_be_bytes).map(Suffix::from_random);
    format!("{}-{}", halves[0], halves[1])
}

/// Done when: whoever has opened all that a window keeps makes no code of a supervisor's from it.
#[test]
fn nothing_that_a_window_holds_clears_it() {
    let (centre, desk) = TestCentre::new();
    let window = WindowId::from(WINDOW);
    halt(&centre, &desk, -6);
    let shown = number(&desk).unwrap();
    assert_eq!(shown, 1);
    let right = centre.code(shown);
    let db = opened(&centre.centre.folder.path().join("window"), 1);
    let values = values(&db);
    let texts = texts(&values);
    let fact = |key: &str| -> String {
        db.query_row("SELECT value FROM meta WHERE key = ?", [key], |row| row.get(0)).unwrap()
    };
    let (token, secret) = (fact("device_token"), fact("secret_key"));
    assert!(texts.contains(&token) && texts.contains(&secret), "looked where it lies");

    let public_key = {
        let secret = hex::decode(&secret).unwrap();
        WindowKey::from_bytes(&secret.try_into().unwrap()).unwrap().public_key()
    };
    let codes = Clearances { window: &window, public_key: &public_key };
    // Every value, its bytes where it is hexadecimal, and the digest of each, as a key of either design.
    let raw = texts.iter().filter_map(|text| hex::decode(text).ok());
    let keys: BTreeSet<Vec<u8>> = values.iter().cloned().chain(raw).collect();
    let digests = keys.iter().map(|key| Digest::of(key).0.to_vec());
    let keys: BTreeSet<Vec<u8>> = keys.iter().cloned().chain(digests).collect();
    assert!(keys.contains(Digest::of(token.as_bytes()).0.as_slice()));
    let made = keys.iter().flat_map(|key| {
        let now = <&[u8; 32]>::try_from(key.as_slice()).ok().map(|key| codes.code(key, shown));
        now.into_iter().chain([code_of_before(key, &window, shown)])
    });
    let tried: BTreeSet<String> = texts.iter().cloned().chain(made).collect();
    assert!(tried.len() > 1000, "{}", tried.len());
    assert!(!tried.contains(&right));
    for code in &tried {
        assert_eq!(type_code(&desk, code), Err(ErrorCode::ClearanceWrong), "{code}");
    }
    assert_eq!(type_code(&desk, &right), Ok(()));
}

#[test]
fn a_code_clears_once_and_its_own_device_alone() {
    let (centre, desk) = TestCentre::new();
    halt(&centre, &desk, -6);
    // Another device that became this window: other codes under the same numbers.
    let other = centre.centre.desk("other", 7, centre.device.clone());
    let of_this = centre.code(1);
    centre.centre.enrol(&other, WINDOW);
    let of_other = centre.code(1);
    assert_ne!(of_this, of_other);
    for wrong in [&of_other, &centre.code(2)] {
        assert_eq!(type_code(&desk, wrong), Err(ErrorCode::ClearanceWrong));
    }
    assert_eq!(type_code(&desk, &of_this), Ok(()));
    // Where nothing is halted, a code is not used up.
    assert_eq!(type_code(&desk, "any"), Ok(()));
    halt(&centre, &desk, 12);
    assert_eq!(number(&desk), Some(2));
    assert_eq!(type_code(&desk, &of_this), Err(ErrorCode::ClearanceWrong));
    drop(desk);
    let desk = centre.open("window", 3);
    assert_eq!(number(&desk), Some(2), "also after a restart");
    assert_eq!(type_code(&desk, &of_this), Err(ErrorCode::ClearanceWrong));
}

/// A supervisor lists all codes; each is used, and then the device must be enrolled anew.
#[test]
fn a_device_whose_codes_are_used_up_is_enrolled_anew() {
    let (centre, desk) = TestCentre::new();
    let mut minutes = -6;
    for used in 0..clerk_protocol::CLEARANCES {
        halt(&centre, &desk, minutes);
        minutes = -minutes;
        assert_eq!(number(&desk), Some(used + 1));
        assert_eq!(type_code(&desk, &centre.code(used + 1)), Ok(()), "{used}");
    }
    halt(&centre, &desk, minutes);
    assert_eq!(number(&desk), None);
    assert_eq!(type_code(&desk, &centre.code(100)), Err(ErrorCode::ClearancesUsedUp));
    assert_eq!(type_code(&desk, ""), Err(ErrorCode::ClearancesUsedUp));
    let anew = centre.centre.desk("anew", 8, centre.device.clone());
    centre.centre.enrol_as(&anew, WINDOW, PERSON);
    halt(&centre, &anew, -minutes);
    assert_eq!(number(&anew), Some(1));
    assert_eq!(type_code(&anew, &centre.code(1)), Ok(()));
}
