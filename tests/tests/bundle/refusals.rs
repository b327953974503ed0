//! A file that is not whole, not here, not from there or not now is refused by its code, and changes no
//! byte of what either side keeps.

use crate::town::{RUNTIME, WINDOW, receive};
use crate::valley::{Valley, centre_code, code};
use clerk_desk::workstation::Workstation;
use clerk_server::{Centre, SqliteRepository, demo};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A window whose request was taken in, and the answer to it not yet.
fn halfway() -> (Valley, Workstation, Vec<u8>, Vec<u8>) {
    let valley = Valley::new();
    let desk = valley.window(WINDOW, 1);
    receive(&desk);
    let request = valley.export(&desk, "request");
    let reply = valley.take(&request).unwrap().reply;
    (valley, desk, request, reply)
}

#[test]
fn what_was_taken_in_is_not_taken_in_again() {
    let (valley, desk, request, reply) = halfway();
    let before = valley.bytes(WINDOW);
    let refused = valley.take(&request).unwrap_err();
    assert_eq!(refused.code(), "bundle_replayed");
    assert!(refused.to_string().contains("2026-11-23 09:00"), "{refused}");
    assert_eq!(valley.bytes(WINDOW), before);
    // The answer is kept, byte by byte.
    let digest = clerk_protocol::SealedBundle::read(&request).unwrap().digest;
    let kept = RUNTIME.block_on(valley.town.centre.kept_reply(digest)).unwrap();
    assert_eq!(kept.reply, reply);
    let unknown = clerk_domain::digest::Digest::ZERO;
    let unknown = RUNTIME.block_on(valley.town.centre.kept_reply(unknown)).unwrap_err();
    assert_eq!(unknown.code(), "no_bundle");

    desk.import_bundle(&reply).unwrap();
    let before = valley.bytes(WINDOW);
    let refused = desk.import_bundle(&reply).unwrap_err();
    assert_eq!(refused.code.as_text(), "bundle_replayed");
    assert_eq!(refused.detail, "2026-11-23T09:00:00+08:00");
    assert_eq!(valley.bytes(WINDOW), before);
}

#[test]
fn what_is_cut_is_refused_at_every_length() {
    let (valley, desk, _, reply) = halfway();
    let request = valley.export(&desk, "another");
    let before = valley.bytes(WINDOW);
    // Within the magic, the head, the wrapped key, the length, the content, the signature.
    let lengths = |bytes: &[u8]| {
        let ends = [0, 1, 8, 9, 10, 11, 20, 21, 86, 151, 280, 284, 285];
        let last = [1, 2, 63, 64, 65, 80].map(|short| bytes.len() - short);
        ends.into_iter().chain(last).collect::<Vec<_>>()
    };
    for length in lengths(&request) {
        assert_eq!(centre_code(valley.take(&request[..length])), "bundle_cut", "{length}");
    }
    for length in lengths(&reply) {
        assert_eq!(code(desk.import_bundle(&reply[..length])), "bundle_cut", "{length}");
    }
    assert_eq!(centre_code(valley.take(b"PK\x03\x04")), "bundle_not_one");
    assert_eq!(code(desk.import_bundle(b"%PDF-1.7")), "bundle_not_one");
    assert_eq!(centre_code(valley.take(&[&request[..], b"\n"].concat())), "bundle_altered");
    assert_eq!(valley.bytes(WINDOW), before);
    valley.take(&request).unwrap();
}

/// The centre of another town, with the same windows.
fn stranger(valley: &Valley) -> Arc<Centre<SqliteRepository>> {
    let clock = valley.clock.clone();
    RUNTIME.block_on(async {
        let folder = valley.town.folder.path().join("stranger");
        let opened = clerk_server::open(&folder, Arc::new(move || clock.now()), [7; 32]);
        let centre = Arc::new(opened.await.unwrap());
        demo::load(&centre).await.unwrap();
        centre
    })
}

#[test]
fn what_is_for_others_or_goes_the_other_way_is_refused() {
    let (valley, desk, _, reply) = halfway();
    let other = valley.window("zhijian-02", 2);
    receive(&other);
    let (request, others) = (valley.export(&desk, "another"), valley.export(&other, "others"));
    let to_other = valley.take(&others).unwrap().reply;
    let before = valley.bytes(WINDOW);
    let stranger = stranger(&valley);
    let theirs = |bytes: &[u8]| centre_code(RUNTIME.block_on(stranger.take_bundle(bytes)));
    assert_eq!(theirs(&request), "bundle_foreign");
    assert_eq!(code(desk.import_bundle(&to_other)), "bundle_foreign");
    assert_eq!(code(other.import_bundle(&reply)), "bundle_foreign");
    assert_eq!(centre_code(valley.take(&reply)), "bundle_wrong_way");
    assert_eq!(code(desk.import_bundle(&request)), "bundle_wrong_way");
    assert_eq!(valley.bytes(WINDOW), before);

    // A device that took the window's place speaks for it from then on.
    drop(valley.device("newer", WINDOW, 3));
    assert_eq!(centre_code(valley.take(&request)), "bundle_sender_foreign");
}

#[test]
fn a_reply_that_no_request_of_this_window_waits_for_is_refused() {
    let (valley, desk, _, first) = halfway();
    // A later file's reply does all that the first one would.
    let second = valley.take(&valley.export(&desk, "second")).unwrap().reply;
    desk.import_bundle(&second).unwrap();
    let before = valley.bytes(WINDOW);
    assert_eq!(code(desk.import_bundle(&first)), "bundle_not_awaited");
    assert_eq!(code(desk.import_bundle(&second)), "bundle_replayed");
    assert_eq!(valley.bytes(WINDOW), before);
}

#[test]
fn a_thousand_changed_bytes_each_way_are_refused_by_name_and_change_nothing() {
    let (valley, desk, _, reply) = halfway();
    let request = valley.export(&desk, "another");
    let seed = std::env::var("CLERK_SEED").map_or(20_261_123, |text| text.parse().unwrap());
    println!("CLERK_SEED={seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let before = valley.bytes(WINDOW);
    let mut change = |bytes: &[u8]| {
        let mut altered = bytes.to_vec();
        let place = rng.random_range(0..altered.len());
        altered[place] ^= rng.random_range(1..=255u8);
        altered
    };
    let mut named: [BTreeMap<String, u32>; 2] = Default::default();
    for _ in 0..1000 {
        let refused = centre_code(valley.take(&change(&request))).to_owned();
        *named[0].entry(refused).or_default() += 1;
        let refused = code(desk.import_bundle(&change(&reply)));
        *named[1].entry(refused).or_default() += 1;
    }
    println!("{named:?}");
    for named in named {
        assert!(named.keys().all(|code| code.starts_with("bundle_")), "{named:?}");
        assert_eq!(named.values().sum::<u32>(), 1000);
    }
    assert_eq!(valley.bytes(WINDOW), before);
    // The unchanged ones are good.
    valley.take(&request).unwrap();
    desk.import_bundle(&reply).unwrap();
}
