//! 港澳台居民居住证: a number of GB 11643-1999 whose first six digits are 810000 for residents of Hong
//! Kong, 820000 of Macao, 830000 of Taiwan (measures of the State Council 国办发〔2018〕81号).

use super::shape::{bearer, check_eighteen};
use super::{Bearer, IdentityDocument, IdentityError};
use chrono::NaiveDate;

const DOCUMENT: IdentityDocument = IdentityDocument::ResidencePermit;

pub(super) fn read(number: &str, today: NaiveDate) -> Result<Bearer, IdentityError> {
    check_eighteen(DOCUMENT, number)?;
    let region = number.get(0..6).unwrap_or_default();
    if !matches!(region, "810000" | "820000" | "830000") {
        return Err(IdentityError::Division { document: DOCUMENT, found: region.to_owned() });
    }
    bearer(DOCUMENT, number, today)
}
