use super::{Untrusted, kept_pack, take_pack, take_register_page};
use chrono::{DateTime, FixedOffset};
use clerk_domain::person::{Person, Role};
use clerk_domain::register::{RegisterPage, Revocation};
use clerk_protocol::{Signed, SignedKind, WindowKey, sign_text};
use clerk_store::{DatabaseKey, NewWindow, SignedText, Store};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};

fn now() -> DateTime<FixedOffset> {
    "2026-11-23T09:00:00+08:00".parse().unwrap()
}

fn key(n: u8) -> WindowKey {
    WindowKey::from_bytes(&[n; 32]).unwrap()
}

fn text(version: u64, until: &str) -> String {
    format!(
        r#"{{"version":{version},"centre":"样本中心","division":"320300","sample":true,
        "departments":[],"items":[],"grants":[],"calendar":[],"rates":[],"valid_until":"{until}"}}"#
    )
}

fn signed(version: u64, until: &str, by: &WindowKey) -> Signed {
    let text = text(version, until);
    let signature = sign_text(SignedKind::Pack, version, &text, by).unwrap();
    Signed::from_parts(version, text, signature).unwrap()
}

/// A window of the centre whose key is 7, with rule pack 5.
fn window(dir: &tempfile::TempDir) -> Store {
    let key_of_file = DatabaseKey::random(&mut StdRng::seed_from_u64(1));
    let mut store = Store::create(&dir.path().join("window.db"), &key_of_file).unwrap();
    let person = Person {
        id: "wang".into(),
        name: "王样本".to_owned(),
        role: Role::Chief,
        department: "shangwu".into(),
    };
    let new = NewWindow {
        id: "shangwu-03".into(),
        window: "{}".to_owned(),
        device_token: "token".to_owned(),
        secret_key: [9; 32],
        centre_key: key(7).public_key(),
        sealing_key: key(8).public_key(),
        clearances: Vec::new(),
        pack: super::kept(signed(5, "2026-12-31", &key(7))),
        person: &person,
        at: now(),
    };
    store.begin_window(&new).unwrap();
    store
}

#[test]
fn only_a_newer_pack_of_the_centre_is_taken_and_else_the_kept_one_stays() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = window(&dir);
    let good = signed(6, "2026-12-31", &key(7));
    let unsigned = Signed { signature: String::new(), ..good.clone() };
    let altered = signed(6, "2027-12-31", &key(7));
    let altered = Signed { text: altered.text, ..good.clone() };
    let cases = [
        (unsigned, "unsigned"),
        (altered, "altered"),
        (signed(6, "2026-12-31", &key(8)), "another centre"),
        (Signed { version: 60, ..good.clone() }, "altered"),
        (signed(5, "2026-12-31", &key(7)), "the window has 5"),
        (signed(4, "2026-12-31", &key(7)), "the window has 5"),
        (signed(6, "2026-11-22", &key(7)), "last day has passed"),
    ];
    for (bad, why) in cases {
        let refused = take_pack(&mut store, bad, now()).unwrap_err().to_string();
        assert!(refused.contains(why), "{refused}");
        assert_eq!(kept_pack(&store).unwrap().version, 5, "{why}");
    }
    take_pack(&mut store, signed(6, "2026-11-23", &key(7)), now()).unwrap();
    assert_eq!(kept_pack(&store).unwrap().version, 6, "its last day is one of its days");
}

#[test]
fn what_was_altered_on_the_disk_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = window(&dir);
    let SignedText { version, text, signature } = store.pack().unwrap();
    let text = text.replace("2026-12-31", "2099-12-31");
    store.set_pack(&SignedText { version, text, signature }).unwrap();
    assert!(matches!(kept_pack(&store), Err(Untrusted::NotTheCentres { version: 5, .. })));
}

/// One byte of the text is another one, and it is still text.
fn changed(text: &str, rng: &mut StdRng) -> String {
    loop {
        let mut bytes = text.as_bytes().to_vec();
        let place = rng.random_range(0..bytes.len());
        bytes[place] ^= rng.random_range(1..=255u8);
        // A byte that is no text any more cannot be kept, and does not travel as JSON.
        if let Ok(changed) = String::from_utf8(bytes) {
            return changed;
        }
    }
}

fn rng() -> StdRng {
    let seed = std::env::var("CLERK_SEED").map_or(1, |text| text.parse().unwrap());
    println!("CLERK_SEED={seed}");
    StdRng::seed_from_u64(seed)
}

/// In any byte of what is sent: version, text, signature and the JSON around them. `CLERK_SEED` repeats
/// a run.
#[test]
fn a_thousand_changed_bytes_of_a_pack_on_its_way_are_each_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = window(&dir);
    let good = serde_json::to_string(&signed(6, "2026-12-31", &key(7))).unwrap();
    let (mut rng, mut unreadable) = (rng(), 0);
    for _ in 0..1000 {
        let sent = changed(&good, &mut rng);
        match serde_json::from_str::<Signed>(&sent) {
            // The window calls such an answer nonsense.
            Err(_) => unreadable += 1,
            Ok(signed) => {
                let refused = take_pack(&mut store, signed, now()).expect_err(&sent);
                assert!(
                    matches!(refused, Untrusted::NotTheCentres { .. } | Untrusted::Older { .. }),
                    "{refused}: {sent}"
                );
            }
        }
        assert_eq!(store.pack_version().unwrap(), 5);
    }
    println!("{unreadable} were no JSON of this form any more");
    assert!(unreadable < 900, "{unreadable}");
    take_pack(&mut store, serde_json::from_str(&good).unwrap(), now()).unwrap();
}

/// In the text, and in its signature, as they lie in the window's database. `CLERK_SEED` repeats a run.
#[test]
fn a_thousand_changed_bytes_of_a_kept_pack_are_each_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = window(&dir);
    let good = store.pack().unwrap();
    let mut rng = rng();
    for n in 0..1000 {
        let mut kept = good.clone();
        let altered = if n % 2 == 0 { &mut kept.text } else { &mut kept.signature };
        *altered = changed(altered, &mut rng);
        store.set_pack(&kept).unwrap();
        let noticed = kept_pack(&store).map(|pack| pack.version);
        assert!(matches!(noticed, Err(Untrusted::NotTheCentres { version: 5, .. })), "{kept:?}");
    }
    store.set_pack(&good).unwrap();
    assert_eq!(kept_pack(&store).unwrap().version, 5);
}

#[test]
fn the_register_is_taken_page_by_page_and_none_is_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = window(&dir);
    let page = |after: u64, version: u64, by: &WindowKey| {
        let revoked = vec![Revocation {
            number: format!("SWWZ-2026-{version:06}-7"),
            on: "2026-11-23".parse().unwrap(),
            reason: "样本".to_owned(),
            replaced_by: None,
            cancelled: false,
        }];
        let page = RegisterPage { after, version, last: 20, revoked, ..RegisterPage::default() };
        let text = serde_json::to_string(&page).unwrap();
        let signature = sign_text(SignedKind::RegisterPage, version, &text, by).unwrap();
        Signed::from_parts(version, text, signature).unwrap()
    };
    assert_eq!(store.register_version().unwrap(), 0);
    take_register_page(&mut store, page(0, 9, &key(7))).unwrap();
    let pack = signed(10, "2026-12-31", &key(7));
    let left_out = page(10, 11, &key(7));
    for bad in [page(0, 9, &key(7)), page(0, 8, &key(7)), page(9, 10, &key(8)), pack, left_out] {
        take_register_page(&mut store, bad).unwrap_err();
        assert_eq!(store.register_version().unwrap(), 9);
    }
    take_register_page(&mut store, page(9, 10, &key(7))).unwrap();
    for (number, known) in [("000009", true), ("000010", true), ("000011", false)] {
        let found = store.registered_revocation(&format!("SWWZ-2026-{number}-7")).unwrap();
        assert_eq!(found.is_some(), known, "{number}");
    }
}
