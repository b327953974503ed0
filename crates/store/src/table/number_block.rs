//! `number_block`: numbers leased to this window, and which of them are left.

use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::digest::Digest;
use clerk_domain::ids::SeriesCode;
use clerk_domain::number::NumberBlock;
use clerk_domain::number_book::BlockStand;
use rusqlite::{Connection, OptionalExtension as _, Row};
use std::collections::BTreeMap;

/// A block as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeasedBlock {
    /// The block.
    pub block: NumberBlock,
    /// The next number to give; one beyond the last once it is used up.
    pub next: u32,
    /// The first number that is given back, where the block is closed: it gives none any more.
    pub returned_from: Option<u32>,
}

impl Store {
    /// Keeps a leased block. The same lease again changes nothing, and gives back no number.
    ///
    /// # Errors
    /// `block_refused` where the lease is known with other numbers, where a number lies in another
    /// block too, or where the block is empty.
    pub fn add_block(&mut self, block: &NumberBlock) -> Result<(), StoreError> {
        const DOING: &str = "keep the number block";
        let refused = |why| Err(StoreError::BlockRefused { lease: block.lease, why });
        if block.first > block.last {
            return refused("it holds no number");
        }
        let tx = self.write(DOING)?;
        if let Some(known) = find(&tx, block.lease).doing(DOING)? {
            let same = known.block == *block;
            return if same { Ok(()) } else { refused("the lease is known with other numbers") };
        }
        if overlaps(&tx, block).doing(DOING)? {
            return refused("its numbers are in another block too");
        }
        insert(&tx, block).doing(DOING)?;
        tx.commit().doing(DOING)
    }

    /// The blocks that were ever leased, oldest lease first.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn blocks(&self) -> Result<Vec<LeasedBlock>, StoreError> {
        const DOING: &str = "read the number blocks";
        let sql = "SELECT lease, series, year, first, last, next, returned_from FROM number_block \
                   ORDER BY lease";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        let rows = statement.query_map([], leased);
        rows.and_then(Iterator::collect).doing(DOING)
    }

    /// How many blocks of a series and year were ever leased to this window.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn block_count(&self, series: &SeriesCode, year: i32) -> Result<u32, StoreError> {
        const DOING: &str = "count the number blocks";
        let sql = "SELECT count(*) FROM number_block WHERE series = ? AND year = ?";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        statement.query_row((series.as_str(), year), |row| row.get(0)).doing(DOING)
    }

    /// How many numbers of a series and year are left.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn numbers_left(&self, series: &SeriesCode, year: i32) -> Result<u32, StoreError> {
        const DOING: &str = "count the numbers left";
        let sql = "SELECT coalesce(sum(last + 1 - next), 0) FROM number_block \
                   WHERE series = ? AND year = ? AND returned_from IS NULL";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        statement.query_row((series.as_str(), year), |row| row.get(0)).doing(DOING)
    }

    /// The number that the next act of this series and year would take; `None` once none is left.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn next_number(&self, series: &SeriesCode, year: i32) -> Result<Option<u32>, StoreError> {
        let next = next(&self.db, series, year).doing("read the next number")?;
        Ok(next.map(|(_, place)| place))
    }

    /// Closes the blocks of years before this one that have a number left: from now on none of them
    /// gives one, whatever the device's clock says. On return that is on the disk.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn close_blocks_before(&mut self, year: i32) -> Result<(), StoreError> {
        let sql = "UPDATE number_block SET returned_from = next \
                   WHERE year < ? AND next <= last AND returned_from IS NULL";
        const DOING: &str = "close the number blocks of a past year";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        statement.execute([year]).map(drop).doing(DOING)
    }

    /// The closed blocks of which the server was not told in this epoch.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn blocks_to_return(&self, epoch: u64) -> Result<Vec<LeasedBlock>, StoreError> {
        const DOING: &str = "read what is to be given back";
        let sql = "SELECT lease, series, year, first, last, next, returned_from FROM number_block \
                   WHERE returned_from IS NOT NULL AND returned_epoch IS NOT ? ORDER BY lease";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        let rows = statement.query_map([epoch], leased);
        rows.and_then(Iterator::collect).doing(DOING)
    }

    /// Notes that the server of this epoch was told of a block.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn note_returned(&mut self, lease: u64, epoch: u64) -> Result<(), StoreError> {
        let sql = "UPDATE number_block SET returned_epoch = ? WHERE lease = ?";
        self.db.execute(sql, [epoch, lease]).map(drop).doing("note what was given back")
    }
}

/// Takes the next number of the oldest block that has one left.
pub fn take(db: &Connection, series: &SeriesCode, year: i32) -> Result<Option<u32>, StoreError> {
    const DOING: &str = "take a number";
    let Some((lease, place)) = next(db, series, year).doing(DOING)? else { return Ok(None) };
    let sql = "UPDATE number_block SET next = next + 1 WHERE lease = ?";
    db.prepare_cached(sql).and_then(|mut s| s.execute([lease])).doing(DOING)?;
    Ok(Some(place))
}

fn next(db: &Connection, series: &SeriesCode, year: i32) -> rusqlite::Result<Option<(u64, u32)>> {
    let sql = "SELECT lease, next FROM number_block \
               WHERE series = ? AND year = ? AND next <= last AND returned_from IS NULL \
               ORDER BY lease LIMIT 1";
    let mut statement = db.prepare_cached(sql)?;
    let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
    statement.query_row((series.as_str(), year), read).optional()
}

fn find(db: &Connection, lease: u64) -> rusqlite::Result<Option<LeasedBlock>> {
    let sql = "SELECT lease, series, year, first, last, next, returned_from FROM number_block \
               WHERE lease = ?";
    db.prepare_cached(sql)?.query_row([lease], leased).optional()
}

fn overlaps(db: &Connection, block: &NumberBlock) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM number_block \
               WHERE series = ? AND year = ? AND first <= ? AND last >= ?)";
    let key = (block.series.as_str(), block.year, block.last, block.first);
    db.prepare_cached(sql)?.query_row(key, |row| row.get(0))
}

fn insert(db: &Connection, block: &NumberBlock) -> rusqlite::Result<()> {
    let NumberBlock { lease, series, year, first, last } = block;
    let row = (lease, series.as_str(), year, first, last, first, seal(block).0);
    let sql = "INSERT INTO number_block (lease, series, year, first, last, next, seal) \
               VALUES (?, ?, ?, ?, ?, ?, ?)";
    db.prepare_cached(sql)?.execute(row)?;
    // The block may be one that the window had in an instance that it lost.
    let sql = "SELECT place FROM number_used WHERE series = ? AND year = ?";
    let mut statement = db.prepare_cached(sql)?;
    let used = statement.query_row((series.as_str(), year), |row| row.get(0)).optional()?;
    used.map_or(Ok(()), |used| skip(db, series, *year, used))
}

/// What makes a block what the server leased.
pub fn seal(block: &NumberBlock) -> Digest {
    let NumberBlock { lease, series, year, first, last } = block;
    Digest::of(format!("{lease}|{series}|{year}|{first}|{last}").as_bytes())
}

/// Every block, with its seal.
pub fn all_sealed(db: &Connection) -> rusqlite::Result<Vec<(LeasedBlock, Digest)>> {
    let sql =
        "SELECT lease, series, year, first, last, next, returned_from, seal FROM number_block";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let seal: [u8; 32] = row.get(7)?;
        Ok((leased(row)?, Digest(seal)))
    })?;
    rows.collect()
}

/// Every block as the books count it.
pub fn stands(db: &Connection) -> rusqlite::Result<Vec<BlockStand>> {
    let sql = "SELECT lease, series, year, first, last, next, returned_from FROM number_block \
               ORDER BY lease";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let LeasedBlock { block, next, returned_from } = leased(row)?;
        Ok(BlockStand { block, next, returned_from })
    })?;
    rows.collect()
}

/// Up to which place of each series and year numbers were given in instances that the window lost.
pub fn used(db: &Connection) -> rusqlite::Result<BTreeMap<(SeriesCode, i32), u32>> {
    let mut statement = db.prepare_cached("SELECT series, year, place FROM number_used")?;
    let read = |row: &Row<'_>| Ok(((SeriesCode(row.get(0)?), row.get(1)?), row.get(2)?));
    statement.query_map([], read)?.collect()
}

/// Notes that a number was given in an instance that the window lost: it and those below it are never given
/// again.
pub fn spend(db: &Connection, series: &SeriesCode, year: i32, place: u32) -> rusqlite::Result<()> {
    let sql = "INSERT INTO number_used VALUES (?1, ?2, ?3) \
               ON CONFLICT DO UPDATE SET place = max(place, ?3)";
    db.prepare_cached(sql)?.execute((series.as_str(), year, place))?;
    skip(db, series, year, place)
}

fn skip(db: &Connection, series: &SeriesCode, year: i32, used: u32) -> rusqlite::Result<()> {
    let sql = "UPDATE number_block SET next = min(last, ?3) + 1 \
               WHERE series = ?1 AND year = ?2 AND first <= ?3 AND next <= ?3";
    db.prepare_cached(sql)?.execute((series.as_str(), year, used)).map(drop)
}

fn leased(row: &Row<'_>) -> rusqlite::Result<LeasedBlock> {
    let block = NumberBlock {
        lease: row.get(0)?,
        series: SeriesCode(row.get(1)?),
        year: row.get(2)?,
        first: row.get(3)?,
        last: row.get(4)?,
    };
    Ok(LeasedBlock { block, next: row.get(5)?, returned_from: row.get(6)? })
}
