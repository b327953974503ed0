//! Bytes that are almost JSON of what a decision takes: whatever can be read is decided.

use crate::chance::{self, Chance};
use crate::for_each_seed;
use clerk_domain::decide::{Facts, Officer, decide, inputs_digest};
use clerk_domain::exposure::Exposure;
use clerk_domain::pack::RulePack;
use clerk_domain::person::Role;
use serde::de::DeserializeOwned;
use std::sync::atomic::{AtomicU64, Ordering};

const CASES: u64 = 20_000;

/// What stands in a mutated text in the place of something else.
const PIECES: [&str; 16] = [
    "0",
    "-1",
    "9223372036854775807",
    "1e999",
    "null",
    "true",
    "\"\"",
    "[]",
    "{}",
    "\"USD\"",
    "\"1000000000000000.00\"",
    "\"2026-02-30\"",
    "\"+262142-12-31\"",
    "\"at_least\"",
    "\\u0000",
    ",",
];

/// A few bytes of the text changed: one put in, taken out or flipped, a value exchanged, an end cut off.
fn mutated(mut text: Vec<u8>, chance: &mut Chance) -> Vec<u8> {
    for _ in 0..=chance.below(2) {
        if text.is_empty() {
            return text;
        }
        let at = chance.below(text.len());
        match chance.below(12) {
            0 => text[at] ^= 1 << chance.below(8),
            1 => drop(text.remove(at)),
            2 => text.insert(at, (chance.next() % 256) as u8),
            3 => text.truncate(at),
            _ => exchange(&mut text, at, chance),
        }
    }
    text
}

/// Puts a piece, or a value that stands elsewhere, in the place of the value at `at`.
fn exchange(text: &mut Vec<u8>, at: usize, chance: &mut Chance) {
    let piece = if chance.once_in(2) {
        chance.pick(&PIECES).as_bytes().to_vec()
    } else {
        text[value_at(text, chance.below(text.len()))].to_vec()
    };
    text.splice(value_at(text, at), piece);
}

/// The bytes around a place up to the next marks of the language.
fn value_at(text: &[u8], at: usize) -> std::ops::Range<usize> {
    let is_mark = |b: &u8| b",:[]{}".contains(b);
    let start = text[..at].iter().rposition(is_mark).map_or(0, |i| i + 1);
    let end = text[at..].iter().position(is_mark).map_or(text.len(), |i| at + i);
    start..end.max(start)
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

#[test]
fn whatever_can_be_read_is_decided_without_a_panic() {
    let (read_ones, decided) = (AtomicU64::new(0), AtomicU64::new(0));
    let run = for_each_seed(CASES, |seed| {
        let mut chance = Chance::new(seed);
        let pack = chance::pack(&mut chance);
        let facts = chance::facts(&mut chance);
        let exposure = chance::exposure(&mut chance);
        let mut texts = [
            serde_json::to_vec(&pack).unwrap(),
            serde_json::to_vec(&facts).unwrap(),
            serde_json::to_vec(&exposure).unwrap(),
        ];
        let which = chance.below(3);
        texts[which] = mutated(std::mem::take(&mut texts[which]), &mut chance);
        let _ = Facts::read(&String::from_utf8_lossy(&texts[1]));
        let (Some(pack), Some(facts), Some(exposure)) =
            (read::<RulePack>(&texts[0]), read::<Facts>(&texts[1]), read::<Exposure>(&texts[2]))
        else {
            return;
        };
        read_ones.fetch_add(1, Ordering::Relaxed);
        let _ = inputs_digest(&facts);
        for role in [Role::Clerk, Role::Chief] {
            let officer = Officer::from(role);
            let answer = decide(&facts, &pack, &officer, &exposure, chance.time());
            decided.fetch_add(u64::from(answer.is_ok()), Ordering::Relaxed);
        }
    });
    println!("read {read_ones:?}, decided {decided:?}");
    assert!(run < 1_000 || decided.into_inner() > run / 20);
}
