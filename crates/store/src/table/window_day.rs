//! The window's own days: which there are, and which entries the next closing counts.

use super::journal::entries_before;
use super::{meta, subject_file};
use crate::act::ActTransaction;
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::NaiveDate;
use clerk_domain::day::{Day, counted_on};
use clerk_domain::ids::Subject;
use clerk_domain::journal::Entry;
use rusqlite::Connection;

const DOING: &str = "read the window's days";
/// Entries read at once.
const AT_ONCE: u32 = 500;

/// What the closing of a day counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayEntries {
    /// The entries, oldest first.
    pub entries: Vec<Entry>,
    /// The last of them, or the last one counted before.
    pub through: u64,
}

impl Store {
    /// The window's own days, newest first, at most `limit`.
    ///
    /// # Errors
    /// `not_enrolled`, and whatever reading gives.
    pub fn days(&self, limit: u32) -> Result<Vec<Day>, StoreError> {
        days(&*self.read(DOING)?, limit)
    }

    /// What the closing of a day would count now.
    ///
    /// # Errors
    /// `not_enrolled`, and whatever reading gives.
    pub fn day_entries(&self, day: NaiveDate) -> Result<DayEntries, StoreError> {
        day_entries(&*self.read(DOING)?, day)
    }
}

impl ActTransaction<'_> {
    /// The window's newest day.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn last_day(&self) -> Result<Option<Day>, StoreError> {
        Ok(days(self.connection(), 1)?.pop())
    }

    /// What the closing of a day counts.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn day_entries(&self, day: NaiveDate) -> Result<DayEntries, StoreError> {
        day_entries(self.connection(), day)
    }
}

fn days(db: &Connection, limit: u32) -> Result<Vec<Day>, StoreError> {
    let window = meta::window_id(db)?;
    // Their names end with the day, so that they are sorted by it.
    let sql = "SELECT subject FROM subject_file WHERE subject > ?1 || '/' AND subject < ?1 || '0' \
               ORDER BY subject DESC LIMIT ?2";
    let mut statement = db.prepare_cached(sql).doing(DOING)?;
    let names = statement.query_map((format!("day/{window}"), limit), |row| row.get(0));
    let names: Vec<String> = names.and_then(Iterator::collect).doing(DOING)?;
    let mut found = Vec::new();
    for name in names {
        let subject: Subject = name.parse().map_err(StoreError::damaged)?;
        found.extend(subject_file::find::<Day>(db, &subject)?);
    }
    Ok(found)
}

/// Read backwards, so that what was counted long ago is not read again.
fn day_entries(db: &Connection, day: NaiveDate) -> Result<DayEntries, StoreError> {
    let closings = days(db, 2)?.into_iter().filter_map(|day| day.closing);
    let counted = closings.map(|closing| closing.through).next();
    let mut entries = Vec::new();
    let mut from = u64::MAX;
    'reading: loop {
        let page = entries_before(db, from, AT_ONCE)?;
        if page.is_empty() {
            break;
        }
        for entry in page {
            from = entry.seq;
            let older = counted.map_or(entry.legal_day() < day, |through| from <= through);
            if older {
                break 'reading;
            }
            if counted_on(day, &entry, counted) {
                entries.push(entry);
            }
        }
    }
    entries.reverse();
    let through = entries.last().map_or(counted.unwrap_or(0), |entry| entry.seq);
    Ok(DayEntries { entries, through })
}

#[cfg(test)]
mod tests;
