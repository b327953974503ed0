//! Numbers: blocks leased to one window, and the numbers that they give.

use crate::ids::{CaseNumber, SeriesCode, WindowId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The series that fee receipts are numbered from, in every department.
pub const RECEIPT_SERIES: &str = "RCPT";

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

/// The ISO 7064 MOD 37,36 check character over the letters and digits of `body`; others do
/// not count.
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

#[cfg(test)]
mod tests {
    use super::{case_number, check_character, format};
    use crate::sample::date;
    use proptest::prelude::*;

    /// The example of the GRid standard, which uses ISO 7064 MOD 37,36.
    #[test]
    fn the_check_character_is_the_published_one() {
        assert_eq!(check_character("A12425GABC1234002"), 'M');
        assert_eq!(check_character("A1-2425G-ABC1234002"), 'M');
        assert_eq!(check_character("a12425gabc1234002"), 'M');
    }

    /// A text and its check character together come out at 1 (ISO 7064, hybrid systems).
    fn is_consistent(text: &str) -> bool {
        let values: Vec<u32> = text.chars().filter_map(|c| c.to_digit(36)).collect();
        let (last, body) = values.split_last().unwrap();
        let product = body.iter().fold(36, |product, value| {
            let sum = (product + value) % 36;
            (if sum == 0 { 36 } else { sum }) * 2 % 37
        });
        (product + last) % 36 == 1
    }

    #[test]
    fn numbers_as_they_stand_on_paper() {
        let number = format(&"SWWZ".into(), 2026, 123);
        assert!(number.starts_with("SWWZ-2026-000123-"), "{number}");
        assert!(is_consistent(&number));
        assert!(format(&"SWWZ".into(), 2026, 1_234_567).starts_with("SWWZ-2026-1234567-"));
        let case = case_number(&"shangwu-03".into(), date("2026-11-23"), 7);
        assert_eq!(case.as_str(), "shangwu-03-20261123-0007");
        let busy = case_number(&"shangwu-03".into(), date("2026-11-23"), 12_345);
        assert_eq!(busy.as_str(), "shangwu-03-20261123-12345");
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_found(
            place in any::<u32>(), at in 0usize..14, other in 0u32..36,
        ) {
            let number = format(&"SWWZ".into(), 2026, place % 1_000_000);
            prop_assert!(is_consistent(&number));
            let mut plain: Vec<char> = number.chars().filter(|c| *c != '-').collect();
            let good = plain[at];
            plain[at] = char::from_digit(other, 36).unwrap().to_ascii_uppercase();
            let changed: String = plain.iter().collect();
            prop_assert_eq!(is_consistent(&changed), plain[at] == good);
        }
    }
}
