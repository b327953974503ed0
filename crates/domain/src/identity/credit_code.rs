//! 统一社会信用代码, GB 32100-2015. Left out: the check character of the organisation code inside.

use super::shape::{check_characters, check_last};
use super::{IdentityDocument, IdentityError, normalise_number};
use serde::Serialize;
use ts_rs::TS;

const DOCUMENT: IdentityDocument = IdentityDocument::CreditCode;

/// The alphabet of GB 32100-2015, table 2: no I, O, S, V, Z.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// A credit code that is well formed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CreditCode {
    /// The code, normalised.
    pub number: String,
    /// The registering department, such as `9` for market supervision.
    pub department: char,
    /// The category of organisation inside the department, such as `1` for an enterprise.
    pub category: char,
    /// The division of the registering department, six digits.
    pub division: String,
}

/// Reads a unified social credit code (GB 32100-2015), normalised first.
///
/// # Errors
/// The first thing that is wrong.
pub fn check_credit_code(text: &str) -> Result<CreditCode, IdentityError> {
    let number = normalise_number(text);
    let allowed = |place: usize, c: char| match place {
        3..=8 => c.is_ascii_digit(),
        _ => ALPHABET.contains(c),
    };
    check_characters(DOCUMENT, &number, ("18", &[18]), allowed)?;
    let part = |from: usize, to: usize| number.get(from..to).unwrap_or_default();
    let mut first = number.chars();
    let (department, category) =
        (first.next().unwrap_or_default(), first.next().unwrap_or_default());
    if !is_registration(department, category) {
        return Err(IdentityError::Registration { found: part(0, 2).to_owned() });
    }
    check_last(DOCUMENT, &number, mod_31(part(0, 17)))?;
    let division = part(2, 8).to_owned();
    Ok(CreditCode { number, department, category, division })
}

/// The code of an enterprise that is founded: registering department 9, category 1, the division, an
/// organisation code (GB 11714-1997) of a prefix, the year and a place in a leased block, and the check
/// characters of both. `None` for a division that is not of six digits, for a prefix that the alphabet
/// lacks, and for a place beyond what six characters hold.
pub fn founded_code(division: &str, prefix: char, year: i32, place: u32) -> Option<String> {
    const PLACES: u32 = 6;
    let letters: Vec<char> = ALPHABET.chars().collect();
    let base = u32::try_from(letters.len()).ok()?;
    let letter = |value: u32| letters.get((value % base) as usize).copied();
    let digits = division.len() == 6 && division.bytes().all(|b| b.is_ascii_digit());
    if !digits || !letters.contains(&prefix) || place >= base.checked_pow(PLACES)? {
        return None;
    }
    let mut organisation = String::from(prefix);
    organisation.push(letter(year.rem_euclid(31).unsigned_abs())?);
    for power in (0..PLACES).rev() {
        organisation.push(letter(place / base.pow(power))?);
    }
    organisation.push(organisation_check(&organisation)?);
    let body = format!("91{division}{organisation}");
    let check = mod_31(&body);
    Some(format!("{body}{check}"))
}

/// GB 11714-1997: eight characters weighted 3, 7, 9, 10, 5, 8, 4, 2, complement modulo 11; `X` for 10.
fn organisation_check(body: &str) -> Option<char> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    const MODULUS: u32 = 11;
    let values = body.chars().map(|c| c.to_digit(36)).zip(WEIGHTS);
    let sum = values.map(|(value, weight)| Some(value? * weight)).sum::<Option<u32>>()?;
    match (MODULUS - sum % MODULUS) % MODULUS {
        10 => Some('X'),
        check => char::from_digit(check, 10),
    }
}

/// Registering departments and their categories: GB 32100-2015 with its first amendment, and the
/// villages' and residents' committees (54, 55). Read from secondary sources, so rather wide.
fn is_registration(department: char, category: char) -> bool {
    let categories = match department {
        '1' | '9' | 'N' => "1239",
        '2' | '4' | '8' | 'A' => "19",
        '3' | '5' => "123459",
        '6' | '7' => "129",
        'Y' => "1",
        _ => "",
    };
    categories.contains(category)
}

/// The check character of GB 32100-2015: weights 3^(i-1) mod 31, complement to 31.
pub(super) fn mod_31(body: &str) -> char {
    const MODULUS: usize = 31;
    let values = body.chars().filter_map(|c| ALPHABET.find(c));
    let weighted = |(sum, weight), value| ((sum + value * weight) % MODULUS, weight * 3 % MODULUS);
    let (sum, _) = values.fold((0, 1), weighted);
    ALPHABET.chars().nth((MODULUS - sum) % MODULUS).unwrap_or('0')
}
