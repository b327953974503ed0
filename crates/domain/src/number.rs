//! Numbers: blocks leased to one window, and the numbers that they give.

use crate::ids::{CaseNumber, SeriesCode, WindowId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 号段: consecutive numbers of one series and year, leased to one window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NumberBlock {
    /// The lease's own number at the server; a block is never leased twice.
    pub lease: u64,
    /// The series.
    pub series: SeriesCode,
    /// The year that the numbers belong to.
    pub year: i32,
    /// The first number.
    pub first: u32,
    /// The last number.
    pub last: u32,
}

/// A number as it stands on paper, such as `SWWZ-2026-000123-7`: series, year, place, and a check
/// character by ISO 7064 MOD 37,36 over all before it.
pub fn format(series: &SeriesCode, year: i32, place: u32) -> String {
    let body = format!("{series}-{year}-{place:06}");
    let check = check_character(&body);
    format!("{body}-{check}")
}

/// A case's number: window, day, and the window's own count of that day.
pub fn case_number(window: &WindowId, day: NaiveDate, count: u32) -> CaseNumber {
    CaseNumber(format!("{window}-{}-{count:04}", day.format("%Y%m%d")))
}

/// The ISO 7064 MOD 37,36 check character over the letters and digits of `body`; others are skipped.
pub fn check_character(body: &str) -> char {
    const MODULUS: u32 = 36;
    let digits = body.chars().filter_map(|c| c.to_digit(MODULUS));
    let product = digits.fold(MODULUS, |product, digit| {
        let sum = (product + digit) % MODULUS;
        (if sum == 0 { MODULUS } else { sum }) * 2 % (MODULUS + 1)
    });
    let check = (MODULUS + 1 - product) % MODULUS;
    char::from_digit(check, MODULUS).unwrap_or('0').to_ascii_uppercase()
}
