//! 号段台账: where every number of a series and year is. The books always add up: a number that was leased
//! ended in exactly one way, or is still to be given.
//!
//! Each side counts by itself: the window from its blocks and its journal, the centre from its leases and
//! what it holds of the window's journals. Pure: what is counted is handed in.

use crate::ids::SeriesCode;
use crate::number::{self, NumberBlock};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use ts_rs::TS;

/// The numbers of one series and year, counted by place: two numbers that copies of a window gave at one
/// place are one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberBook {
    /// The series.
    pub series: SeriesCode,
    /// The year.
    pub year: i32,
    /// How many were leased.
    pub leased: u32,
    /// How many were given, and stand.
    pub issued: u32,
    /// How many were given, and are void.
    pub voided: u32,
    /// How many were given back.
    pub returned: u32,
    /// How many were passed over, as an instance of the window that is lost may have given them.
    pub skipped: u32,
    /// How many are still to be given.
    pub left: u32,
    /// How many were given that lie in no block. There should be none.
    pub outside: u32,
}

impl NumberBook {
    /// Whether every number is accounted for, once.
    pub fn adds_up(&self) -> bool {
        let ended = [self.issued, self.voided, self.returned, self.skipped, self.left];
        let sum: u64 = ended.into_iter().map(u64::from).sum();
        sum == u64::from(self.leased) && self.outside == 0
    }
}

/// A block as one side knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockStand {
    /// The block.
    pub block: NumberBlock,
    /// The first number that is still to be given; one beyond the last once none is.
    pub next: u32,
    /// The first number that was given back, where any was.
    pub returned_from: Option<u32>,
}

/// The numbers on the acts of a window, in all its instances.
#[derive(Clone, Debug, Default)]
pub struct GivenNumbers {
    /// By series and year, each place with whether a number stands there.
    places: BTreeMap<(SeriesCode, i32), BTreeMap<u32, bool>>,
}

impl GivenNumbers {
    /// Sorts the numbers of acts; those in `void` stand no more. What is no number is passed over.
    pub fn read<'a>(numbers: impl IntoIterator<Item = &'a str>, void: &BTreeSet<String>) -> Self {
        let mut given = Self::default();
        for number in numbers {
            let Some((series, year, place)) = number::read(number) else { continue };
            let places = given.places.entry((series, year)).or_default();
            *places.entry(place).or_default() |= !void.contains(number);
        }
        given
    }

    /// The highest place that was given between two, both included.
    pub fn highest(&self, block: &NumberBlock) -> Option<u32> {
        let places = self.places.get(&(block.series.clone(), block.year))?;
        places.range(block.first..=block.last).next_back().map(|(place, _)| *place)
    }
}

/// The books of a window, a series and year each. `lost_up_to` says up to which place of a series and
/// year numbers may have been given by an instance that is lost: what lies below it in a block, before the
/// next one to be given, and is on no act, was passed over.
pub fn books(
    blocks: &[BlockStand],
    given: &GivenNumbers,
    lost_up_to: &BTreeMap<(SeriesCode, i32), u32>,
) -> Vec<NumberBook> {
    let leased = blocks.iter().map(|stand| (stand.block.series.clone(), stand.block.year));
    let keys: BTreeSet<_> = leased.chain(given.places.keys().cloned()).collect();
    let nothing = BTreeMap::new();
    let book = |key: (SeriesCode, i32)| {
        let blocks = blocks.iter().filter(|s| s.block.series == key.0 && s.block.year == key.1);
        let blocks: Vec<_> = blocks.collect();
        let places = given.places.get(&key).unwrap_or(&nothing);
        let lost = lost_up_to.get(&key).copied().unwrap_or(0);
        one_book(key, &blocks, places, lost)
    };
    keys.into_iter().map(book).collect()
}

fn one_book(
    (series, year): (SeriesCode, i32),
    blocks: &[&BlockStand],
    places: &BTreeMap<u32, bool>,
    lost: u32,
) -> NumberBook {
    let within = |place: u32| {
        blocks.iter().any(|stand| (stand.block.first..=stand.block.last).contains(&place))
    };
    let inside = |wanted: bool| {
        let found = places.iter().filter(|(place, stands)| within(**place) && **stands == wanted);
        count(found.count())
    };
    let sum = |of: &dyn Fn(&BlockStand) -> u32| {
        blocks.iter().map(|stand| of(stand)).fold(0, u32::saturating_add)
    };
    NumberBook {
        series,
        year,
        leased: sum(&|stand| size(stand.block.first, stand.block.last)),
        issued: inside(true),
        voided: inside(false),
        returned: sum(&|stand| stand.returned_from.map_or(0, |from| size(from, stand.block.last))),
        skipped: sum(&|stand| skipped(stand, places, lost)),
        left: sum(&|stand| match stand.returned_from {
            Some(_) => 0,
            None => size(stand.next, stand.block.last),
        }),
        outside: count(places.keys().filter(|place| !within(**place)).count()),
    }
}

fn skipped(stand: &BlockStand, places: &BTreeMap<u32, bool>, lost: u32) -> u32 {
    let end = stand.returned_from.unwrap_or(stand.next).min(lost.saturating_add(1));
    if end <= stand.block.first {
        return 0;
    }
    let passed = end - stand.block.first;
    passed.saturating_sub(count(places.range(stand.block.first..end).count()))
}

/// How many from the first to the last, both included.
fn size(first: u32, last: u32) -> u32 {
    last.saturating_add(1).saturating_sub(first)
}

fn count(found: usize) -> u32 {
    u32::try_from(found).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests;
