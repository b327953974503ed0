//! What a power cut leaves of an act: all of it with the person's signature over it, or nothing.

use crate::centre::{PERSON, TestCentre, WINDOW, issue, receive};
use crate::steps::shared;
use clerk_server::demo;
use clerk_store::{KeySlots, Store};
use clerk_testkit::SetClock;
use std::path::Path;

/// SQLite's file format: a log has a header, then frames of a header and a page each.
const LOG_HEADER: usize = 32;
const FRAME_HEADER: usize = 24;

/// The lengths of a write-ahead log after each commit in it: a frame that ends one says how many pages
/// the database has then, any other one says none.
fn commits(log: &[u8]) -> Vec<usize> {
    let number = |at: usize| u32::from_be_bytes(log[at..at + 4].try_into().unwrap());
    let frame = FRAME_HEADER + usize::try_from(number(8)).unwrap();
    let frames = (LOG_HEADER..log.len()).step_by(frame).filter(|at| at + frame <= log.len());
    // Frames of before the log was begun anew have another salt.
    let current = frames.take_while(|at| log[at + 8..at + 16] == log[16..24]);
    current.filter(|at| number(at + 4) != 0).map(|at| at + frame).collect()
}

/// The places of the entries that nobody signed, where the power went when the log was so long, and how
/// many there are.
fn unsigned_after_a_cut(window: &Path, log: &[u8], length: usize) -> (Vec<u64>, usize) {
    let folder = tempfile::tempdir().unwrap();
    for name in ["window.db", "slots.json"] {
        std::fs::copy(window.join(name), folder.path().join(name)).unwrap();
    }
    std::fs::write(folder.path().join("window.db-wal"), &log[..length]).unwrap();
    let slots = KeySlots::load(folder.path()).unwrap();
    let now = "2026-11-23T01:00:00Z".parse().unwrap();
    let keys = slots.unlock(&PERSON.into(), demo::PASSWORD, now).unwrap();
    let store = Store::open(&folder.path().join("window.db"), &keys.database).unwrap();
    let signed = store.acts_signed(0, 100).unwrap();
    let entries = store.entries_after(0, 100).unwrap();
    let covered = |seq| signed.iter().any(|signed| signed.covers(&PERSON.into(), seq));
    let unsigned = entries.iter().map(|row| row.seq).filter(|seq| !covered(*seq)).collect();
    (unsigned, entries.len())
}

#[test]
fn no_act_is_kept_without_its_signature() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol(&desk, WINDOW);
    let case = receive(&desk);
    issue(&desk, case).unwrap();

    let window = centre.folder.path().join("window");
    let log = std::fs::read(window.join("window.db-wal")).unwrap();
    let mut seen = Vec::new();
    for length in commits(&log).into_iter().rev().take(8) {
        let (unsigned, entries) = unsigned_after_a_cut(&window, &log, length);
        assert!(unsigned.is_empty(), "of {entries} entries nobody signed {unsigned:?}");
        seen.push(entries);
    }
    seen.dedup();
    assert!(seen.starts_with(&[3, 2, 1]), "each act was the last one once: {seen:?}");
}
