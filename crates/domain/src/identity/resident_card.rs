//! 居民身份证: the citizen's identity number, GB 11643-1999 (State Council decision 国发〔1999〕15号).
//!
//! Left out: the division beyond its province (GB/T 2260 changes every year and old numbers stay
//! valid), and the old numbers of fifteen digits, which left use with the first cards in 2013.

use super::shape::{bearer, check_eighteen};
use super::{Bearer, IdentityDocument, IdentityError};
use chrono::NaiveDate;

const DOCUMENT: IdentityDocument = IdentityDocument::ResidentCard;

pub(super) fn read(number: &str, today: NaiveDate) -> Result<Bearer, IdentityError> {
    check_eighteen(DOCUMENT, number)?;
    let province = number.get(0..2).unwrap_or_default();
    let other = |instead| Err(IdentityError::OtherDocument { document: DOCUMENT, instead });
    match province.parse() {
        Ok(11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71_u8) => {}
        Ok(81..=83) => return other(IdentityDocument::ResidencePermit),
        Ok(90..) => return other(IdentityDocument::PermanentResidenceCard),
        _ => {
            let found = province.to_owned();
            return Err(IdentityError::Division { document: DOCUMENT, found });
        }
    }
    bearer(DOCUMENT, number, today)
}
