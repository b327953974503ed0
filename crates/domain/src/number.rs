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

/// What makes a number one of its kind: drawn from the system's randomness as the number is given,
/// so that a copy of the window that gives the same place gives another number. 30 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suffix(u32);

impl Suffix {
    const CHARACTERS: u32 = 6;

    /// The suffix of 30 random bits; what is above them does not count.
    pub fn from_random(bits: u32) -> Self {
        Self(bits & ((1 << (Self::CHARACTERS * BITS_EACH)) - 1))
    }
}

impl std::fmt::Display for Suffix {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&letters(self.0, Self::CHARACTERS))
    }
}

/// Digits and capitals without I, L, O and U, which are misread.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BITS_EACH: u32 = 5;

/// The lowest bits as so many digits and capitals, five bits each; six at most. What is above them does
/// not count.
pub fn letters(bits: u32, count: u32) -> String {
    let shifts = (0..count).rev().map(|at| at * BITS_EACH);
    let places = shifts.map(|shift| (bits >> shift) as usize % ALPHABET.len());
    places.filter_map(|place| ALPHABET.get(place)).map(|&c| char::from(c)).collect()
}

/// A number as it stands on paper, such as `SWWZ-2026-000123-7K3QX9-M`: series, year, place, suffix,
/// and a check character by ISO 7064 MOD 37,36 over all before it.
pub fn format(series: &SeriesCode, year: i32, place: u32, suffix: Suffix) -> String {
    let body = format!("{}-{suffix}", place_name(series, year, place));
    let check = check_character(&body);
    format!("{body}-{check}")
}

/// A number without what is drawn only as it is given: `SWWZ-2026-000123`.
pub fn place_name(series: &SeriesCode, year: i32, place: u32) -> String {
    format!("{series}-{year}-{place:06}")
}

/// The series, year and place of a number; `None` where it is none, or its check character is wrong.
pub fn read(number: &str) -> Option<(SeriesCode, i32, u32)> {
    let (body, check) = number.rsplit_once('-')?;
    let mut checks = check.chars();
    if checks.next()? != check_character(body) || checks.next().is_some() {
        return None;
    }
    let (place, suffix) = body.rsplit_once('-')?;
    let (series_year, place) = place.rsplit_once('-')?;
    let (series, year) = series_year.rsplit_once('-')?;
    let read = (SeriesCode::from(series), year.parse().ok()?, place.parse().ok()?);
    let (series, year, place) = &read;
    let same = body == format!("{}-{suffix}", place_name(series, *year, *place));
    (same && suffix.len() == Suffix::CHARACTERS as usize).then_some(read)
}

/// A case's number: window, day, the window's own count of that day, and a suffix, since a window that was
/// restored, or a second copy of it, counts the same once more.
pub fn case_number(window: &WindowId, day: NaiveDate, count: u32, suffix: Suffix) -> CaseNumber {
    CaseNumber(format!("{}{count:04}-{suffix}", case_day(window, day)))
}

/// How the numbers of a window's cases of a day begin: `shangwu-03-20261123-`.
pub fn case_day(window: &WindowId, day: NaiveDate) -> String {
    format!("{window}-{}-", day.format("%Y%m%d"))
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
    use super::{Suffix, case_number, check_character, format, read};
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
        let suffix = Suffix::from_random;
        let number = format(&"SWWZ".into(), 2026, 123, suffix(0));
        assert!(number.starts_with("SWWZ-2026-000123-000000-"), "{number}");
        assert!(is_consistent(&number));
        let number = format(&"SWWZ".into(), 2026, 1_234_567, suffix(u32::MAX));
        assert!(number.starts_with("SWWZ-2026-1234567-ZZZZZZ-"));
        assert_eq!(suffix(0b00001_00010_00011_11111_01010_01001).to_string(), "123ZA9");
        let case = case_number(&"shangwu-03".into(), date("2026-11-23"), 7, suffix(0));
        assert_eq!(case.as_str(), "shangwu-03-20261123-0007-000000");
        let busy = case_number(&"shangwu-03".into(), date("2026-11-23"), 12_345, suffix(u32::MAX));
        assert_eq!(busy.as_str(), "shangwu-03-20261123-12345-ZZZZZZ");
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_found(
            place in any::<u32>(), bits in any::<u32>(), at in 0usize..20, other in 0u32..36,
        ) {
            let number = format(&"SWWZ".into(), 2026, place % 1_000_000, Suffix::from_random(bits));
            prop_assert!(is_consistent(&number));
            let mut plain: Vec<char> = number.chars().filter(|c| *c != '-').collect();
            let good = plain[at];
            plain[at] = char::from_digit(other, 36).unwrap().to_ascii_uppercase();
            let changed: String = plain.iter().collect();
            prop_assert_eq!(is_consistent(&changed), plain[at] == good);
        }

        #[test]
        fn a_number_reads_back(place in any::<u32>(), bits in any::<u32>(), year in 1990i32..2200) {
            let number = format(&"SW-Z".into(), year, place, Suffix::from_random(bits));
            prop_assert_eq!(read(&number), Some(("SW-Z".into(), year, place)));
            prop_assert_eq!(read(&number[..number.len() - 1]), None);
            prop_assert_eq!(read(&number.replacen('-', "-0", 2)), None);
        }

        #[test]
        fn no_text_makes_reading_a_number_panic(text in "\\PC*") {
            let _ = read(&text);
        }
    }
}
