//! 护照, of any state: letters and digits, five to fifteen of them, at least one digit.
//!
//! ICAO Doc 9303 keeps nine places for the number where a machine reads it and lets states have longer
//! ones. Unverified: that no state goes beyond these bounds; they are ours, and wide on purpose. A
//! passport's number has no check character on its own.

use super::shape::check_characters;
use super::{IdentityDocument, IdentityError};

const DOCUMENT: IdentityDocument = IdentityDocument::Passport;
const LENGTHS: [usize; 11] = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];

pub(super) fn read(number: &str) -> Result<(), IdentityError> {
    let allowed = |_, c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    check_characters(DOCUMENT, number, ("5至15", &LENGTHS), allowed)?;
    match number.chars().next() {
        Some(found) if !number.contains(|c: char| c.is_ascii_digit()) => {
            Err(IdentityError::Character { document: DOCUMENT, place: 1, found })
        }
        _ => Ok(()),
    }
}
