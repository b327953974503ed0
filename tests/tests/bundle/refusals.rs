//! A file that is not whole, not here, not from there or not now is refused by its code, and changes no
//! byte of what either side keeps.

use crate::centre::{RUNTIME, WINDOW, issue, receive};
use crate::pair::{ExchangePair, centre_code, code};
use chrono::TimeDelta;
use clerk_desk::api::{ErrorCode, Nothing};
use clerk_desk::workstation::Workstation;
use clerk_domain::digest::Digest;
use clerk_protocol::{JournalHead, NewBundle, PackRequest, PullRequest, RequestBundle, WindowKey};
use clerk_server::{Server, SqliteRepository, demo};
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A window whose request was taken in, and the answer to it not yet.
fn halfway() -> (ExchangePair, Workstation, Vec<u8>, Vec<u8>) {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    receive(&desk);
    let request = pair.export(&desk, "request");
    let reply = pair.take(&request).unwrap().reply;
    (pair, desk, request, reply)
}

#[test]
fn what_was_taken_in_is_not_taken_in_again() {
    let (pair, desk, request, reply) = halfway();
    let before = pair.bytes(WINDOW);
    let refused = pair.take(&request).unwrap_err();
    assert_eq!(refused.code(), "bundle_replayed");
    assert!(refused.to_string().contains("2026-11-23 09:00"), "{refused}");
    assert_eq!(pair.bytes(WINDOW), before);
    // The answer is kept, byte by byte.
    let digest = clerk_protocol::SealedBundle::read(&request).unwrap().digest;
    let kept = RUNTIME.block_on(pair.centre.server.kept_reply(digest)).unwrap();
    assert_eq!(kept.reply, reply);
    let unknown = Digest::ZERO;
    let unknown = RUNTIME.block_on(pair.centre.server.kept_reply(unknown)).unwrap_err();
    assert_eq!(unknown.code(), "no_bundle");

    desk.import_bundle(&reply).unwrap();
    let before = pair.bytes(WINDOW);
    let refused = desk.import_bundle(&reply).unwrap_err();
    assert_eq!(refused.code.as_text(), "bundle_replayed");
    assert_eq!(refused.detail, "2026-11-23T09:00:00+08:00");
    assert_eq!(pair.bytes(WINDOW), before);
}

#[test]
fn what_is_cut_is_refused_at_every_length() {
    let (pair, desk, _, reply) = halfway();
    let request = pair.export(&desk, "another");
    let before = pair.bytes(WINDOW);
    // Within the magic, the head, the wrapped key, the length, the content, the signature.
    let lengths = |bytes: &[u8]| {
        let ends = [0, 1, 8, 9, 10, 11, 20, 21, 86, 151, 280, 284, 285];
        let last = [1, 2, 63, 64, 65, 80].map(|short| bytes.len() - short);
        ends.into_iter().chain(last).collect::<Vec<_>>()
    };
    for length in lengths(&request) {
        assert_eq!(centre_code(pair.take(&request[..length])), "bundle_cut", "{length}");
    }
    for length in lengths(&reply) {
        assert_eq!(code(desk.import_bundle(&reply[..length])), "bundle_cut", "{length}");
    }
    assert_eq!(centre_code(pair.take(b"PK\x03\x04")), "bundle_not_one");
    assert_eq!(code(desk.import_bundle(b"%PDF-1.7")), "bundle_not_one");
    assert_eq!(centre_code(pair.take(&[&request[..], b"\n"].concat())), "bundle_altered");
    assert_eq!(pair.bytes(WINDOW), before);
    pair.take(&request).unwrap();
}

/// The centre of another centre, with the same windows.
fn stranger(pair: &ExchangePair) -> Arc<Server<SqliteRepository>> {
    let clock = pair.clock.clone();
    RUNTIME.block_on(async {
        let folder = pair.centre.folder.path().join("stranger");
        let keys = folder.join("keys");
        let opened = clerk_server::open(&folder, &keys, Arc::new(move || clock.now()), [7; 32]);
        let centre = Arc::new(opened.await.unwrap());
        demo::load(&centre).await.unwrap();
        centre
    })
}

#[test]
fn what_is_for_others_or_goes_the_other_way_is_refused() {
    let (pair, desk, _, reply) = halfway();
    let other = pair.window("zhijian-02", 2);
    receive(&other);
    let (request, others) = (pair.export(&desk, "another"), pair.export(&other, "others"));
    let to_other = pair.take(&others).unwrap().reply;
    let before = pair.bytes(WINDOW);
    let stranger = stranger(&pair);
    let theirs = |bytes: &[u8]| centre_code(RUNTIME.block_on(stranger.take_bundle(bytes)));
    assert_eq!(theirs(&request), "bundle_foreign");
    assert_eq!(code(desk.import_bundle(&to_other)), "bundle_foreign");
    assert_eq!(code(other.import_bundle(&reply)), "bundle_foreign");
    assert_eq!(centre_code(pair.take(&reply)), "bundle_wrong_way");
    assert_eq!(code(desk.import_bundle(&request)), "bundle_wrong_way");
    assert_eq!(pair.bytes(WINDOW), before);

    assert_eq!(centre_code(pair.take(&of_nobody(&pair))), "bundle_sender_foreign");
    assert_eq!(pair.bytes(WINDOW), before);
}

/// A file that names the window, signed with a key that never was its device's.
fn of_nobody(pair: &ExchangePair) -> Vec<u8> {
    let own = JournalHead { seq: 0, hash: Digest::ZERO };
    let (scope, digest) = ("zhijian".into(), Digest::ZERO);
    let request = RequestBundle {
        pushes: Vec::new(),
        pull: PullRequest { scope, after: 0, digest, limit: 1, own },
        pack: PackRequest { known: 0, register: 0, older: Vec::new() },
        leases: Vec::new(),
        returns: Vec::new(),
    };
    let file = pair.centre.folder.path().join("keys/sealing.key");
    let sealing = hex::decode(std::fs::read_to_string(file).unwrap().trim()).unwrap();
    let centre = WindowKey::from_bytes(&sealing.try_into().unwrap()).unwrap().public_key();
    let (window, sender) = (WINDOW.into(), WindowKey::from_bytes(&[7; 32]).unwrap());
    let new = NewBundle { window: &window, sender: &sender, receiver: &centre };
    new.request(&request, &mut StdRng::seed_from_u64(1)).unwrap().0
}

/// Another device took the window's place, and this one never has a network: its acts come in all the same.
#[test]
fn a_device_that_ended_hands_in_what_it_holds_and_gets_nothing() {
    let pair = ExchangePair::new();
    let desk = pair.window(WINDOW, 1);
    let case = receive(&desk);
    pair.clock.advance(TimeDelta::minutes(1));
    let newer = pair.device("newer", WINDOW, 3);
    let taken = pair.take(&pair.export(&desk, "request")).unwrap();
    assert_eq!((taken.accepted, taken.exceptions, taken.refused.len()), (2, 0, 0));
    let imported = desk.import_bundle(&taken.reply).unwrap();
    assert_eq!((imported.leased, imported.pulled), (0, 0));
    assert_eq!(desk.status(Nothing {}).unwrap().outbox, 0);
    let halted = issue(&desk, case).unwrap_err();
    assert_eq!((halted.code, halted.detail.as_str()), (ErrorCode::IssuingHalted, "device_ended"));

    // What it does from now on is told, and the device in its place goes on.
    pair.clock.advance(TimeDelta::minutes(1));
    receive(&desk);
    let taken = pair.take(&pair.export(&desk, "second")).unwrap();
    assert_eq!((taken.accepted, taken.exceptions > 0), (2, true));
    assert!(pair.exchange(&newer, "newer's").leased > 0);
}

#[test]
fn a_reply_that_no_request_of_this_window_waits_for_is_refused() {
    let (pair, desk, _, first) = halfway();
    // A later file's reply does all that the first one would.
    let second = pair.take(&pair.export(&desk, "second")).unwrap().reply;
    desk.import_bundle(&second).unwrap();
    let before = pair.bytes(WINDOW);
    assert_eq!(code(desk.import_bundle(&first)), "bundle_not_awaited");
    assert_eq!(code(desk.import_bundle(&second)), "bundle_replayed");
    assert_eq!(pair.bytes(WINDOW), before);
}

#[test]
fn a_thousand_changed_bytes_each_way_are_refused_by_name_and_change_nothing() {
    let (pair, desk, _, reply) = halfway();
    let request = pair.export(&desk, "another");
    let seed = std::env::var("CLERK_SEED").map_or(20_261_123, |text| text.parse().unwrap());
    println!("CLERK_SEED={seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    let before = pair.bytes(WINDOW);
    let mut change = |bytes: &[u8]| {
        let mut altered = bytes.to_vec();
        let place = rng.random_range(0..altered.len());
        altered[place] ^= rng.random_range(1..=255u8);
        altered
    };
    let mut named: [BTreeMap<String, u32>; 2] = Default::default();
    for _ in 0..1000 {
        let refused = centre_code(pair.take(&change(&request))).to_owned();
        *named[0].entry(refused).or_default() += 1;
        let refused = code(desk.import_bundle(&change(&reply)));
        *named[1].entry(refused).or_default() += 1;
    }
    println!("{named:?}");
    for named in named {
        assert!(named.keys().all(|code| code.starts_with("bundle_")), "{named:?}");
        assert_eq!(named.values().sum::<u32>(), 1000);
    }
    assert_eq!(pair.bytes(WINDOW), before);
    // The unchanged ones are good.
    pair.take(&request).unwrap();
    desk.import_bundle(&reply).unwrap();
}
