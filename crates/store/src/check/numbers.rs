//! The number book: every number that a block gave is on an act, and no act has one that the book
//! thinks free.

use crate::error::{Doing as _, StoreError};
use crate::table::number_block::{self, LeasedBlock};
use crate::table::number_use;
use clerk_domain::ids::{SeriesCode, WindowId};
use clerk_domain::journal::{Entry, JournalError};
use clerk_domain::number;
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap};

const DOING: &str = "check the number book";

type Given = HashMap<(SeriesCode, i32), BTreeSet<u32>>;

/// Holds each block against the acts, and the table of numbers on acts against the entries.
pub fn check(db: &Connection, window: &WindowId) -> Result<(), StoreError> {
    let numbers = on_entries(db, window)?;
    let noted = number_use::all(db).doing(DOING)?.0;
    if noted.iter().collect::<BTreeSet<_>>() != numbers.iter().collect() {
        return Err(StoreError::damaged("the table of numbers on acts"));
    }
    let given = places(&numbers);
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

/// The numbers on the window's own entries, and on those of instances that it lost.
fn on_entries(db: &Connection, window: &WindowId) -> Result<Vec<String>, StoreError> {
    let sql = "SELECT seq, text FROM journal
               UNION ALL SELECT seq, text FROM foreign_entry WHERE journal LIKE ?1 || '~%'";
    let mut statement = db.prepare(sql).doing(DOING)?;
    let mut rows = statement.query([window.as_str()]).doing(DOING)?;
    let mut numbers = Vec::new();
    while let Some(row) = rows.next().doing(DOING)? {
        let (seq, text): (u64, String) = (row.get(0).doing(DOING)?, row.get(1).doing(DOING)?);
        let damaged = |source: JournalError| StoreError::Damaged {
            what: format!("entry {seq}"),
            source: Some(source.into()),
        };
        let entry = Entry::read(&text, seq).map_err(damaged)?;
        numbers.extend(entry.about.numbers().into_iter().map(str::to_owned));
    }
    Ok(numbers)
}

fn places(numbers: &[String]) -> Given {
    let mut given = Given::new();
    for (series, year, place) in numbers.iter().filter_map(|number| number::read(number)) {
        given.entry((series, year)).or_default().insert(place);
    }
    given
}

fn wrong(leased: &LeasedBlock, what: &str) -> StoreError {
    let block = &leased.block;
    StoreError::damaged(format!("number block {} ({}) {what}", block.lease, block.series))
}
