//! 外国人永久居留身份证, in both forms that are in use.
//!
//! The form of 2023 has eighteen characters: 9 for a foreigner, and at the end the check character of
//! GB 11643 (新版外国人永久居留身份证机读信息规则 of the National Immigration Administration, which says
//! that the number follows the citizen's). Unverified, since its table 1 was not at hand: that day of
//! birth and sex stand where the citizen's number has them; what the five digits after the 9 say (they
//! are taken as they are).
//!
//! The earlier form has three letters and twelve digits (the same rule says so). Unverified, and so not
//! checked: what letters and digits say, and how the last one follows from the others.

use super::shape::{bearer, check_characters, check_eighteen};
use super::{Bearer, IdentityDocument, IdentityError};
use chrono::NaiveDate;

const DOCUMENT: IdentityDocument = IdentityDocument::PermanentResidenceCard;

/// `None` of the earlier form, which is not read further.
pub(super) fn read(number: &str, today: NaiveDate) -> Result<Option<Bearer>, IdentityError> {
    if number.chars().count() == 18 {
        check_eighteen(DOCUMENT, number)?;
        let first = number.chars().next().unwrap_or_default();
        if first != '9' {
            return Err(IdentityError::Character { document: DOCUMENT, place: 1, found: first });
        }
        return bearer(DOCUMENT, number, today).map(Some);
    }
    let allowed = |place: usize, c: char| match place {
        1..=3 => c.is_ascii_uppercase(),
        _ => c.is_ascii_digit(),
    };
    check_characters(DOCUMENT, number, ("15或18", &[15]), allowed)?;
    Ok(None)
}
