//! The number book: every number that a block gave is on an act, and no act has one that the book
//! thinks free.

use crate::error::{Doing as _, StoreError};
use crate::number_books::GIVEN;
use crate::table::number_block::{self, LeasedBlock};
use clerk_domain::ids::{SeriesCode, WindowId};
use clerk_domain::number;
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap};

const DOING: &str = "check the number book";

type Given = HashMap<(SeriesCode, i32), BTreeSet<u32>>;

/// JournalHead each block against the acts.
pub fn check(db: &Connection, window: &WindowId) -> Result<(), StoreError> {
    let given = given(db, window)?;
    let nothing = BTreeSet::new();
    for (leased, sealed) in number_block::all_sealed(db).doing(DOING)? {
        let block = &leased.block;
        if sealed != number_block::seal(block) {
            return Err(wrong(&leased, "is not as the server leased it"));
        }
        let places = given.get(&(block.series.clone(), block.year)).unwrap_or(&nothing);
        let taken = u64::from(leased.next.saturating_sub(block.first));
        if places.range(block.first..leased.next).count() as u64 != taken {
            return Err(wrong(&leased, "gave a number that is on no act"));
        }
        if places.range(leased.next..=block.last.max(leased.next)).any(|place| *place <= block.last)
        {
            return Err(wrong(&leased, "would give a number that is on an act already"));
        }
    }
    Ok(())
}

fn given(db: &Connection, window: &WindowId) -> Result<Given, StoreError> {
    let mut statement = db.prepare(GIVEN).doing(DOING)?;
    let mut rows = statement.query([window.as_str()]).doing(DOING)?;
    let mut given = Given::new();
    while let Some(row) = rows.next().doing(DOING)? {
        let number: Option<String> = row.get(0).doing(DOING)?;
        if let Some((series, year, place)) = number.as_deref().and_then(number::read) {
            given.entry((series, year)).or_default().insert(place);
        }
    }
    Ok(given)
}

fn wrong(leased: &LeasedBlock, what: &str) -> StoreError {
    let block = &leased.block;
    StoreError::damaged(format!("number block {} ({}) {what}", block.lease, block.series))
}
