//! What the numbers have in common: characters at places, and the eighteen of GB 11643-1999.

use super::{Bearer, IdentityDocument, IdentityError, Sex};
use chrono::{Datelike, NaiveDate};

/// The number of characters, said in `expected`, and at each place (from 1) a character that may
/// stand there.
pub(super) fn check_characters(
    document: IdentityDocument,
    number: &str,
    (expected, lengths): (&'static str, &[usize]),
    allowed: impl Fn(usize, char) -> bool,
) -> Result<(), IdentityError> {
    let found = number.chars().count();
    if !lengths.contains(&found) {
        return Err(IdentityError::Length { document, expected, found });
    }
    let wrong = (1..).zip(number.chars()).find(|(place, c)| !allowed(*place, *c));
    wrong.map_or(Ok(()), |(place, found)| Err(IdentityError::Character { document, place, found }))
}

/// The last character is the one that follows from those before it.
pub(super) fn check_last(
    document: IdentityDocument,
    number: &str,
    expected: char,
) -> Result<(), IdentityError> {
    match number.chars().last() {
        Some(found) if found != expected => {
            Err(IdentityError::CheckCharacter { document, expected, found })
        }
        _ => Ok(()),
    }
}

/// Seventeen digits, and a last character that may be X.
pub(super) fn check_eighteen(
    document: IdentityDocument,
    number: &str,
) -> Result<(), IdentityError> {
    let allowed = |place: usize, c: char| c.is_ascii_digit() || (place == 18 && c == 'X');
    check_characters(document, number, ("18", &[18]), allowed)
}

/// The day of birth (7 to 14), the sex (17) and the check character (18) of GB 11643-1999, of a
/// number that passed [`check_eighteen`]. `today` bounds the day of birth.
pub(super) fn bearer(
    document: IdentityDocument,
    number: &str,
    today: NaiveDate,
) -> Result<Bearer, IdentityError> {
    let part = |from: usize, to: usize| number.get(from..to).unwrap_or_default();
    let found = || part(6, 14).to_owned();
    let birth_date = birth_date(part(6, 14), today)
        .ok_or_else(|| IdentityError::BirthDate { document, found: found() })?;
    check_last(document, number, mod_11_2(part(0, 17)))?;
    let even = matches!(part(16, 17), "0" | "2" | "4" | "6" | "8");
    let sex = if even { Sex::Female } else { Sex::Male };
    Ok(Bearer { birth_date, sex })
}

fn birth_date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const FIRST_YEAR: i32 = 1900;
    let digits: u32 = text.parse().ok()?;
    let year = i32::try_from(digits / 10_000).ok()?;
    let date = NaiveDate::from_ymd_opt(year, digits / 100 % 100, digits % 100)?;
    (date.year() >= FIRST_YEAR && date <= today).then_some(date)
}

/// ISO 7064 MOD 11-2 over the first seventeen digits.
pub(super) fn mod_11_2(digits: &str) -> char {
    let digits = digits.chars().filter_map(|c| c.to_digit(10));
    let sum = digits.fold(0, |sum, digit| (sum + digit) * 2 % 11);
    match (12 - sum) % 11 {
        10 => 'X',
        check => char::from_digit(check, 10).unwrap_or('X'),
    }
}
