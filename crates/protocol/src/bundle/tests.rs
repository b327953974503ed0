//! The form of bundles, and that each is refused by name that is not whole, not here or not from there.

use super::{
    Answer, BUNDLE_MOST_BYTES, BundleError, BundleKind, NewBundle, ReplyBundle, RequestBundle,
    SealedBundle, bundle_text,
};
use crate::message::tests::{form, raw, signed_pack, status};
use crate::{
    ErrorBody, JournalHead, LeaseReply, LeaseRequest, PackReply, PackRequest, PullReply,
    PullRequest, Pulled, PushReply, PushRequest, Refusal, ReturnRequest, WindowKey,
};
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use clerk_domain::number::NumberBlock;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::BTreeMap;

fn request() -> RequestBundle {
    let own = JournalHead { seq: 1, hash: Digest::of(b"abc") };
    RequestBundle {
        pushes: vec![PushRequest {
            entries: vec![raw(r#"{"v":1, "b": 1.0,"a":"\u00e9é"}"#)],
            head: own.hash,
            signature: "aabb".to_owned(),
            acts_signed: Vec::new(),
        }],
        pull: PullRequest {
            scope: "shangwu".into(),
            after: 7,
            digest: Digest::ZERO,
            limit: 500,
            own,
        },
        pack: PackRequest { known: 2, register: 9, older: vec![] },
        leases: vec![LeaseRequest { series: "SWWZ".into(), year: 2026, ordinal: 2, epoch: 7 }],
        returns: vec![ReturnRequest { block: block(4), next: 250, epoch: 7 }],
    }
}

fn block(lease: u64) -> NumberBlock {
    NumberBlock { lease, series: "SWWZ".into(), year: 2026, first: 201, last: 400 }
}

fn reply() -> ReplyBundle {
    let refused =
        ErrorBody { code: Refusal::BadRequest, message: "asked before; ask again".to_owned() };
    let entry = Some(raw(r#"{"v":1, "b": 1.0}"#));
    ReplyBundle {
        answers: Digest::of(b"request"),
        pushes: vec![Answer::Done(PushReply {
            accepted: 1,
            duplicate: 0,
            exceptions: Vec::new(),
            status: status(),
        })],
        from_start: false,
        ended: false,
        pulls: vec![PullReply {
            entries: vec![Pulled { counter: 8, journal: "shangwu-01".into(), seq: 1, entry }],
            last: 8,
            digest: Digest::of(b"abc"),
            status: status(),
        }],
        pack: PackReply { pack: Some(signed_pack()), register: None, older: vec![] },
        leases: vec![Answer::Done(LeaseReply { block: block(5) }), Answer::Refused(refused)],
        returned: vec![4],
    }
}

fn key(n: u8) -> WindowKey {
    WindowKey::from_bytes(&[n; 32]).unwrap()
}

const WINDOW: u8 = 7;
const CENTRE: u8 = 9;
/// The centre opens with another key than it signs with.
const SEALING: u8 = 11;

/// A file of window and centre, each with its key.
fn written(kind: BundleKind) -> Vec<u8> {
    let mut rng = StdRng::seed_from_u64(3);
    let window = WindowId::from("shangwu-03");
    let (from, to) = match kind {
        BundleKind::Request => (key(WINDOW), key(SEALING)),
        BundleKind::Reply => (key(CENTRE), key(WINDOW)),
    };
    let new = NewBundle { window: &window, sender: &from, receiver: &to.public_key() };
    let written = match kind {
        BundleKind::Request => new.request(&request(), &mut rng),
        BundleKind::Reply => new.reply(&reply(), &mut rng),
    };
    written.unwrap().0
}

fn taken(bytes: &[u8], kind: BundleKind) -> Result<String, BundleError> {
    let sealed = SealedBundle::read(bytes)?;
    match kind {
        BundleKind::Request => {
            sealed.request(&key(SEALING), &key(WINDOW).public_key()).map(|it| form(&it))
        }
        BundleKind::Reply => {
            sealed.reply(&key(WINDOW), &key(CENTRE).public_key()).map(|it| form(&it))
        }
    }
}

const KINDS: [BundleKind; 2] = [BundleKind::Request, BundleKind::Reply];

#[test]
fn contents() {
    insta::assert_snapshot!("bundle_request", form(&request()));
    insta::assert_snapshot!("bundle_reply", form(&reply()));
}

/// The first lines of a file of this form, up to the wrapped key.
#[test]
fn the_layout() {
    let mut shown = Vec::new();
    for kind in KINDS {
        let bytes = written(kind);
        let sealed = SealedBundle::read(&bytes).unwrap();
        let signed = bytes.len() - 64;
        assert_eq!(Digest::of(&bytes[..signed]), sealed.digest);
        let text = bundle_text(kind, &sealed.window, sealed.digest);
        assert!(crate::verify(&sealed.sender, &text, &hex::encode(&bytes[signed..])));
        let head = 11 + sealed.window.as_str().len();
        let length = u32::from_be_bytes(bytes[head + 259..head + 263].try_into().unwrap());
        assert_eq!(bytes.len(), head + 263 + length as usize + 64);
        shown.push(hex::encode(&bytes[..head + 130]));
    }
    insta::assert_snapshot!("bundle_layout", shown.join("\n"));
}

#[test]
fn what_was_written_is_read_by_its_receiver_alone() {
    let bytes = written(BundleKind::Request);
    assert_eq!(taken(&bytes, BundleKind::Request).unwrap(), form(&request()));
    assert_eq!(taken(&written(BundleKind::Reply), BundleKind::Reply).unwrap(), form(&reply()));
    assert!(!bytes.windows(4).any(|four| four == b"SWWZ"), "encrypted");

    let sealed = SealedBundle::read(&bytes).unwrap();
    let window = || "shangwu-03".to_owned();
    let [reader, sender, other] = [SEALING, WINDOW, 8].map(|n| (key(n), key(n).public_key()));
    // The key that the centre signs with opens none either.
    for other in [&other.0, &key(CENTRE)] {
        let refused = sealed.request(other, &sender.1).unwrap_err();
        assert_eq!(refused, BundleError::ForeignReceiver { window: window() });
    }
    let refused = sealed.request(&reader.0, &other.1).unwrap_err();
    assert_eq!(refused, BundleError::ForeignSender { window: window() });
    assert_eq!(sealed.reply(&reader.0, &sender.1).unwrap_err(), BundleError::WrongWay);
}

/// Whoever has the receiver's key reads another bundle; it does not become this sender's.
#[test]
fn a_content_moved_into_another_head_is_refused() {
    let bytes = written(BundleKind::Request);
    let mut moved = bytes.clone();
    moved[9] = 2;
    assert_eq!(taken(&moved, BundleKind::Reply).unwrap_err(), BundleError::Altered);
    // Signed anew by whoever took it off: the tag still holds it to its head.
    let (signed, thief) = (bytes.len() - 64, key(8));
    let head = 11 + "shangwu-03".len();
    moved = bytes;
    moved[head..head + 65].copy_from_slice(&hex::decode(thief.public_key()).unwrap());
    let text = bundle_text(BundleKind::Request, &"shangwu-03".into(), Digest::of(&moved[..signed]));
    let signature = hex::decode(thief.sign(&text).unwrap()).unwrap();
    moved[signed..].copy_from_slice(&signature);
    let sealed = SealedBundle::read(&moved).unwrap();
    let refused = sealed.request(&key(SEALING), &thief.public_key()).unwrap_err();
    assert_eq!(refused, BundleError::Altered);
}

#[test]
fn every_cut_is_named() {
    for kind in KINDS {
        let bytes = written(kind);
        for length in 0..bytes.len() {
            assert_eq!(taken(&bytes[..length], kind).unwrap_err(), BundleError::Cut, "{length}");
        }
        let longer = [&bytes[..], &[0]].concat();
        assert_eq!(taken(&longer, kind).unwrap_err(), BundleError::Altered);
    }
    assert_eq!(SealedBundle::read(b"PK\x03\x04").unwrap_err(), BundleError::NotABundle);
    assert_eq!(SealedBundle::read(b"WCBUNDLE\x02").unwrap_err(), BundleError::Newer);
    let mut long = b"WCBUNDLE\x01".to_vec();
    long.resize(BUNDLE_MOST_BYTES + 1, 0);
    assert_eq!(SealedBundle::read(&long).unwrap_err(), BundleError::TooLarge);
}

/// `CLERK_SEED` repeats a run.
#[test]
fn a_thousand_changed_bytes_are_each_refused_by_name() {
    let seed = std::env::var("CLERK_SEED").map_or(1, |text| text.parse().unwrap());
    println!("CLERK_SEED={seed}");
    let mut rng = StdRng::seed_from_u64(seed);
    for kind in KINDS {
        let bytes = written(kind);
        let mut named: BTreeMap<&str, u32> = BTreeMap::new();
        for _ in 0..1000 {
            let place = rng.random_range(0..bytes.len());
            let mut altered = bytes.clone();
            altered[place] ^= rng.random_range(1..=255u8);
            let refused = taken(&altered, kind).expect_err(&format!("byte {place}"));
            *named.entry(refused.code()).or_default() += 1;
        }
        println!("{kind:?}: {named:?}");
        let known = ["bundle_altered", "bundle_cut", "bundle_newer", "bundle_not_one"];
        assert!(named.keys().all(|code| known.contains(code)), "{named:?}");
        assert!(named["bundle_altered"] > 900);
    }
}

#[test]
fn every_refusal_has_its_code_and_says_what_to_do_in_both_languages() {
    let (window, at) = (|| "w".to_owned(), "2026-11-23T09:00:00+08:00".parse().unwrap());
    let refusals = [
        BundleError::NotABundle,
        BundleError::Cut,
        BundleError::TooLarge,
        BundleError::Altered,
        BundleError::Newer,
        BundleError::WrongWay,
        BundleError::ForeignReceiver { window: window() },
        BundleError::ForeignSender { window: window() },
        BundleError::Replayed { at },
        BundleError::NotAwaited,
    ];
    let lines = refusals.map(|it| format!("{}\n  {}\n  {it}", it.code(), it.zh()));
    insta::assert_snapshot!("bundle_refusals", lines.join("\n"));
}
