//! `case_search`: finding a case as somebody types, in a million of them.
//!
//! The index keeps no positions, so each row found is looked at once more. What it holds of a case,
//! and what of it a typed word asks for, is in [`word`].

use super::case_file::{self, CaseRow, ROW, case_row};
use super::case_list::CasePage;
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::case::{Applicant, Case};
use clerk_domain::identity::normalise_number;
use clerk_domain::ids::ItemCode;
use clerk_domain::search::ListTotal;
use rusqlite::{Connection, Params};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use word::Word;

mod word;

pub use word::applicant_token;

/// How many rows of the index are looked at before a search gives up.
const ROWS_LOOKED_AT: usize = 2_000;
/// Nobody types more; no name is longer.
const MOST_CHARACTERS: usize = 200;

impl Store {
    /// Cases by what a person types, newest first:
    ///
    /// - a part of the applicant's name, however its characters are written; one character finds names
    ///   that begin with it;
    /// - its pinyin, from any of its characters on: the initials, one letter from the first character
    ///   alone, or written out (`shili`);
    /// - the beginning of the case's number or whole parts of it; the applicant's number;
    /// - the beginning of a licence's number, also of a void one, with or without hyphens. A digit must
    ///   be in it: the letters of a series alone are those of every licence.
    ///
    /// In numbers O is as good as 0, I and L as 1. Words parted by blanks must all fit; a licence's
    /// number stands alone.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn search(&self, text: &str, limit: u32) -> Result<CasePage, StoreError> {
        const DOING: &str = "search the cases";
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        if text.chars().nth(MOST_CHARACTERS).is_some() {
            return Ok(page(BTreeMap::new(), limit, true));
        }
        let words: Vec<_> = text.split_whitespace().filter_map(Word::read).collect();
        let (mut found, mut all) = (BTreeMap::new(), true);
        let query: Vec<_> = words.iter().filter_map(Word::query).collect();
        if !words.is_empty() && query.len() == words.len() {
            let query = query.join(" AND ");
            let (rows, whole) = matching(&self.db, &query, &words, limit).doing(DOING)?;
            found.extend(rows.into_iter().map(|row| (Reverse(row.row), row)));
            all = whole;
        }
        if let [word] = words.as_slice() {
            let rows = by_number(&self.db, word, limit).doing(DOING)?;
            found.extend(rows.into_iter().map(|row| (Reverse(row.row), row)));
        }
        Ok(page(found, limit, all))
    }

    /// The applicant of this number as the newest case has it.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn known_applicant(&self, number: &str) -> Result<Option<Applicant>, StoreError> {
        const DOING: &str = "look the applicant up";
        let number = normalise_number(number);
        let Some(token) = applicant_token(&number) else { return Ok(None) };
        // Numbers that are typed alike share a token.
        let sql = "SELECT case_id, applicant_number FROM case_search CROSS JOIN case_file \
                   ON row = case_search.rowid WHERE case_search MATCH ? \
                   ORDER BY case_search.rowid DESC LIMIT ?";
        let tx = self.read(DOING)?;
        let mut statement = tx.prepare_cached(sql).doing(DOING)?;
        let mut rows = statement.query((token, ROWS_LOOKED_AT)).doing(DOING)?;
        while let Some(row) = rows.next().doing(DOING)? {
            let held: String = row.get(1).doing(DOING)?;
            if normalise_number(&held) == number {
                let case = case_file::find(&tx, case_file::case_id(row.get(0).doing(DOING)?))?;
                return Ok(case.map(|case| case.parties.applicant));
            }
        }
        Ok(None)
    }
}

impl Store {
    /// The open cases of an applicant on an item, newest first: of all windows that are known here.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn open_applications(
        &self,
        applicant_number: &str,
        item: &ItemCode,
    ) -> Result<Vec<Case>, StoreError> {
        const DOING: &str = "look for the same application";
        let number = normalise_number(applicant_number);
        let Some(token) = applicant_token(&number) else { return Ok(Vec::new()) };
        let sql = "SELECT case_id FROM case_search CROSS JOIN case_file \
                   ON row = case_search.rowid WHERE case_search MATCH ?1 \
                   AND closed = 0 AND item = ?2 ORDER BY case_search.rowid DESC LIMIT ?3";
        let tx = self.read(DOING)?;
        let mut statement = tx.prepare_cached(sql).doing(DOING)?;
        let ids = statement.query_map((token, item.as_str(), ROWS_LOOKED_AT), |row| row.get(0));
        let ids: Vec<_> = ids.and_then(Iterator::collect).doing(DOING)?;
        let cases = ids.into_iter().map(|id| case_file::find(&tx, case_file::case_id(id)));
        let cases = cases.filter_map(Result::transpose).collect::<Result<Vec<_>, _>>()?;
        let same = |case: &Case| normalise_number(&case.parties.applicant.number) == number;
        Ok(cases.into_iter().filter(same).collect())
    }
}

/// Finds a case by what it says now, and no more by what it said before.
pub fn replace(db: &Connection, row: i64, before: &Case, now: &Case) -> rusqlite::Result<()> {
    let sql = "INSERT INTO case_search (case_search, rowid, tokens) VALUES ('delete', ?, ?)";
    db.prepare_cached(sql)?.execute((row, word::tokens(before)))?;
    add(db, row, now)
}

/// Adds a case that begins.
pub fn add(db: &Connection, row: i64, case: &Case) -> rusqlite::Result<()> {
    let sql = "INSERT INTO case_search (rowid, tokens) VALUES (?, ?)";
    db.prepare_cached(sql)?.execute((row, word::tokens(case))).map(drop)
}

/// A text after every text that begins with `prefix`.
pub fn after_all(prefix: &str) -> String {
    format!("{prefix}{}", char::MAX)
}

/// At most `limit` of what was found, where each source gave one more if it had one.
fn page(found: BTreeMap<Reverse<i64>, CaseRow>, limit: usize, all: bool) -> CasePage {
    let count = |found: usize| u64::try_from(found).unwrap_or(u64::MAX);
    let total = match found.len() {
        more if more > limit => ListTotal::MoreThan(count(limit)),
        found if all => ListTotal::Exactly(count(found)),
        found => ListTotal::AtLeast(count(found)),
    };
    CasePage { rows: found.into_values().take(limit).collect(), total }
}

/// The newest rows that match a full-text query and fit all words, one more than `limit` at most; and
/// whether the index was looked through for as many.
fn matching(
    db: &Connection,
    query: &str,
    words: &[Word],
    limit: usize,
) -> rusqlite::Result<(Vec<CaseRow>, bool)> {
    let sql = format!(
        "SELECT {ROW} FROM case_search CROSS JOIN case_file ON row = case_search.rowid \
         WHERE case_search MATCH ? ORDER BY case_search.rowid DESC"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([query])?;
    let mut found = Vec::new();
    for _ in 0..ROWS_LOOKED_AT.max(limit) {
        let Some(row) = rows.next()?.filter(|_| found.len() <= limit) else {
            return Ok((found, true));
        };
        let applicant_number: String = row.get(7)?;
        let row = case_row(row)?;
        if words.iter().all(|word| word.fits(&row, &applicant_number)) {
            found.push(row);
        }
    }
    Ok((found, rows.next()?.is_none()))
}

/// The cases whose number begins with a word, highest number first, and those of the licences whose
/// number does, also where they are void; of each one more than `limit` at most.
fn by_number(db: &Connection, word: &Word, limit: usize) -> rusqlite::Result<Vec<CaseRow>> {
    let limit = limit.saturating_add(1);
    let begins = format!(
        "SELECT {ROW} FROM case_file WHERE number >= ? AND number < ? ORDER BY number DESC LIMIT ?"
    );
    let number = word.number();
    let mut rows = collect(db, &begins, (number, after_all(number), limit))?;
    let Some(key) = word.licence_key() else { return Ok(rows) };
    let after = after_all(&key);
    let licensed = format!(
        "SELECT {ROW} FROM case_file WHERE licence IS NOT NULL AND licence_key >= ? \
         AND licence_key < ? ORDER BY licence_key DESC LIMIT ?"
    );
    rows.extend(collect(db, &licensed, (&key, &after, limit))?);
    let void = format!(
        "SELECT {ROW} FROM (SELECT DISTINCT case_row FROM void_licence WHERE number_key >= ? \
         AND number_key < ? ORDER BY number_key DESC LIMIT ?) CROSS JOIN case_file ON row = case_row"
    );
    rows.extend(collect(db, &void, (&key, &after, limit))?);
    Ok(rows)
}

fn collect(db: &Connection, sql: &str, key: impl Params) -> rusqlite::Result<Vec<CaseRow>> {
    db.prepare_cached(sql)?.query_map(key, case_row)?.collect()
}

#[cfg(test)]
mod tests;
