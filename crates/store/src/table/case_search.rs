//! `case_search`: finding a case as somebody types, in a million of them.
//!
//! An applicant's name is indexed by pairs of neighbouring characters, so that two characters are
//! enough; by its first character; and by the beginnings of its pinyin initials. A case's number is
//! indexed by its parts. The index keeps no positions, so each row found is looked at once more.

use super::case_file::{self, CaseRow, ROW, case_row};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::act::Applicant;
use clerk_domain::case::Case;
use clerk_domain::search::{bigrams, initials, normalise};
use rusqlite::{Connection, OptionalExtension as _, Params};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many initials the index tells apart.
const INITIALS: usize = 6;
/// The count in a case's number is written with so many digits at least.
const COUNT_DIGITS: usize = 4;
/// Shorter words are no applicant's number.
const APPLICANT_NUMBER_CHARACTERS: usize = 15;
/// How many rows of the index are looked at before a search gives up.
const ROWS_LOOKED_AT: usize = 2_000;

impl Store {
    /// Cases by what a person types, newest first: a part of the applicant's name (one character
    /// finds names that begin with it), the beginning of its pinyin initials, the beginning of the
    /// case's number or whole parts of it, the licence's number, the applicant's number. Words parted
    /// by blanks must all fit.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<CaseRow>, StoreError> {
        const DOING: &str = "search the cases";
        let words: Vec<_> = text.split_whitespace().map(normalise).collect();
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut found = BTreeMap::new();
        let query: Vec<_> = words.iter().filter_map(|word| any_of(word)).collect();
        if !words.is_empty() && query.len() == words.len() {
            let rows = matching(&self.db, &query.join(" AND "), &words, limit).doing(DOING)?;
            found.extend(rows.into_iter().map(|row| (Reverse(row.row), row)));
        }
        if let [word] = words.as_slice() {
            let rows = by_number(&self.db, word, limit).doing(DOING)?;
            found.extend(rows.into_iter().map(|row| (Reverse(row.row), row)));
        }
        Ok(found.into_values().take(limit).collect())
    }

    /// The applicant of this number as the newest case has it.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn known_applicant(&self, number: &str) -> Result<Option<Applicant>, StoreError> {
        const DOING: &str = "look the applicant up";
        let number = normalise(number);
        let Some(token) = applicant_token(&number) else { return Ok(None) };
        let sql = "SELECT case_id FROM case_search CROSS JOIN case_file ON row = case_search.rowid \
                   WHERE case_search MATCH ? ORDER BY case_search.rowid DESC LIMIT 1";
        let tx = self.read(DOING)?;
        let mut statement = tx.prepare_cached(sql).doing(DOING)?;
        let id = statement.query_row([token], |row| row.get(0)).optional().doing(DOING)?;
        let case = id.map_or(Ok(None), |id| case_file::find(&tx, case_file::case_id(id)))?;
        let applicant = case.map(|case| case.applicant);
        Ok(applicant.filter(|applicant| normalise(&applicant.number) == number))
    }
}

/// Adds a case that begins. Nothing of it that is indexed ever changes.
pub fn add(db: &Connection, row: i64, case: &Case) -> rusqlite::Result<()> {
    let sql = "INSERT INTO case_search (rowid, tokens) VALUES (?, ?)";
    db.prepare_cached(sql)?.execute((row, tokens(case))).map(drop)
}

/// A text after every text that begins with `prefix`.
pub fn after_all(prefix: &str) -> String {
    format!("{prefix}{}", char::MAX)
}

fn tokens(case: &Case) -> String {
    let name = normalise(&case.applicant.name);
    let mut tokens = bigrams(&name);
    let mut add = |token: String| {
        tokens.push(' ');
        tokens.push_str(&token);
    };
    name.chars().next().map(first_token).into_iter().for_each(&mut add);
    let initials = initials(&name);
    (1..=initials.len().min(INITIALS))
        .filter_map(|end| initial_token(&initials, end))
        .for_each(&mut add);
    normalise(case.number.as_str()).split('-').filter_map(number_token).for_each(&mut add);
    applicant_token(&normalise(&case.applicant.number)).into_iter().for_each(&mut add);
    tokens
}

/// What a word may be, as a full-text query; `None` where it can be nothing.
fn any_of(word: &str) -> Option<String> {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric());
    let mut readings = Vec::new();
    if word.chars().nth(1).is_some() {
        readings.push(bigrams(word).replace(' ', " AND "));
    } else {
        readings.extend(word.chars().next().map(first_token));
    }
    if plain {
        readings.extend(initial_token(word, word.len().min(INITIALS)));
    }
    for number in [word, padded(word).as_str()] {
        let parts: Option<Vec<_>> = number.split('-').map(number_token).collect();
        readings.extend(parts.map(|parts| parts.join(" AND ")));
    }
    readings.extend(applicant_token(word));
    let readings = readings.iter().map(|reading| format!("({reading})"));
    Some(readings.collect::<Vec<_>>().join(" OR "))
        .filter(|q| !q.is_empty())
        .map(|q| format!("({q})"))
}

/// Whether a row that the index gave is one that was meant.
fn fits(row: &CaseRow, applicant_number: &str, word: &str) -> bool {
    let name = normalise(&row.applicant);
    let named = match word.chars().nth(1) {
        Some(_) => name.contains(word),
        None => name.starts_with(word),
    };
    let number = format!("-{}-", normalise(row.number.as_str()));
    named
        || initials(&name).starts_with(word)
        || number.contains(&format!("-{word}-"))
        || number.contains(&format!("-{}-", padded(word)))
        || normalise(applicant_number) == word
}

/// `7` is what people say of the case with the count 0007.
fn padded(word: &str) -> String {
    let (before, count) = word.rsplit_once('-').map_or(("", word), |(b, c)| (b, c));
    if count.is_empty() || !count.chars().all(|c| c.is_ascii_digit()) {
        return word.to_owned();
    }
    let dash = if before.is_empty() { "" } else { "-" };
    format!("{before}{dash}{count:0>COUNT_DIGITS$}")
}

// No two kinds of token share a first letter, and none is a hexadecimal digit, as pairs begin with.

fn first_token(first: char) -> String {
    format!("s{}", hex::encode(first.to_string()))
}

fn initial_token(initials: &str, end: usize) -> Option<String> {
    initials.get(..end).filter(|text| !text.is_empty()).map(|text| format!("p{text}"))
}

fn number_token(part: &str) -> Option<String> {
    let plain = !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    plain.then(|| format!("n{part}"))
}

pub fn applicant_token(number: &str) -> Option<String> {
    let plain = number.len() >= APPLICANT_NUMBER_CHARACTERS
        && number.chars().all(|c| c.is_ascii_alphanumeric());
    plain.then(|| format!("i{number}"))
}

/// The newest rows that match a full-text query and fit all words.
fn matching(
    db: &Connection,
    query: &str,
    words: &[String],
    limit: usize,
) -> rusqlite::Result<Vec<CaseRow>> {
    let sql = format!(
        "SELECT {ROW} FROM case_search CROSS JOIN case_file ON row = case_search.rowid \
         WHERE case_search MATCH ? ORDER BY case_search.rowid DESC"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query([query])?;
    let mut found = Vec::new();
    for _ in 0..ROWS_LOOKED_AT.max(limit) {
        let Some(row) = rows.next()?.filter(|_| found.len() < limit) else { break };
        let applicant_number: String = row.get(7)?;
        let row = case_row(row)?;
        if words.iter().all(|word| fits(&row, &applicant_number, word)) {
            found.push(row);
        }
    }
    Ok(found)
}

/// The cases whose number begins with `word`, highest number first, and those of this licence, also
/// where it is void.
fn by_number(db: &Connection, word: &str, limit: usize) -> rusqlite::Result<Vec<CaseRow>> {
    let begins = format!(
        "SELECT {ROW} FROM case_file WHERE number >= ? AND number < ? ORDER BY number DESC LIMIT ?"
    );
    let mut rows = collect(db, &begins, (word, after_all(word), limit))?;
    let licensed =
        format!("SELECT {ROW} FROM case_file WHERE licence = ? ORDER BY row DESC LIMIT ?");
    rows.extend(collect(db, &licensed, (word, limit))?);
    let void = format!(
        "SELECT {ROW} FROM case_file WHERE row IN \
         (SELECT case_row FROM void_licence WHERE number = ?) ORDER BY row DESC LIMIT ?"
    );
    rows.extend(collect(db, &void, (word, limit))?);
    Ok(rows)
}

fn collect(db: &Connection, sql: &str, key: impl Params) -> rusqlite::Result<Vec<CaseRow>> {
    db.prepare_cached(sql)?.query_map(key, case_row)?.collect()
}

#[cfg(test)]
mod tests;
