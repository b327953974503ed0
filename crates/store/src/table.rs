//! One file a table: what is written to it and read from it, with its rows as they leave the crate.

pub mod act_signature;
pub mod bundle_export;
pub mod case_file;
pub mod case_list;
pub mod case_search;
pub mod cursor;
pub mod draft;
pub mod exposure;
pub mod failed_try;
pub mod foreign_entry;
pub mod halt;
pub mod journal;
pub mod meta;
pub mod number_block;
pub mod number_use;
pub mod person;
pub mod print_job;
pub mod register_line;
pub mod report;
pub mod rule_pack;
pub mod subject_file;
pub mod void_licence;
pub mod window_day;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};
use clerk_domain::clock::china;
use clerk_domain::digest::Digest;
use rusqlite::types::Type;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A journal entry as it is kept.
pub struct EntryRow {
    pub hash: Digest,
    pub text: String,
    /// Why the case's rule refused it.
    pub refused: Option<String>,
}

/// A value of an enum as the word that its JSON form is, such as `fee_receipt`.
pub fn word<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        Ok(other) => Err(rusqlite::Error::ToSqlConversionFailure(format!("{other}").into())),
        Err(error) => Err(rusqlite::Error::ToSqlConversionFailure(error.into())),
    }
}

/// The value that a word stands for.
pub fn from_word<T: DeserializeOwned>(column: usize, word: String) -> rusqlite::Result<T> {
    serde_json::from_value(serde_json::Value::String(word)).map_err(|e| unreadable(column, e))
}

/// JSON text for a column.
pub fn json<T: Serialize>(value: &T) -> rusqlite::Result<String> {
    serde_json::to_string(value).map_err(|e| rusqlite::Error::ToSqlConversionFailure(e.into()))
}

/// What a column's JSON text holds.
pub fn from_json<T: DeserializeOwned>(column: usize, text: &str) -> rusqlite::Result<T> {
    serde_json::from_str(text).map_err(|e| unreadable(column, e))
}

/// A moment from a column of milliseconds; shown in China Standard Time.
pub fn moment(column: usize, millis: i64) -> rusqlite::Result<DateTime<FixedOffset>> {
    let moment = DateTime::from_timestamp_millis(millis);
    moment.map(|m| m.with_timezone(&china())).ok_or_else(|| unreadable(column, "no such time"))
}

/// A date as the number 20261123.
pub fn date_number(date: NaiveDate) -> i64 {
    i64::from(date.year()) * 10_000 + i64::from(date.month() * 100 + date.day())
}

/// The date that such a number is.
pub fn date(column: usize, number: i64) -> rusqlite::Result<NaiveDate> {
    let part = |divisor: i64, modulus: i64| u32::try_from(number / divisor % modulus).unwrap_or(0);
    let year = i32::try_from(number / 10_000).unwrap_or(i32::MAX);
    let date = NaiveDate::from_ymd_opt(year, part(100, 100), part(1, 100));
    date.ok_or_else(|| unreadable(column, "no such date"))
}

/// A stored value that this program cannot have written.
pub fn unreadable(
    column: usize,
    error: impl Into<Box<dyn std::error::Error + Send + Sync>>,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error.into())
}
