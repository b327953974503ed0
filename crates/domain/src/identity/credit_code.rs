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
