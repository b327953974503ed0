//! 台湾居民来往大陆通行证: eight digits, on the cards that are issued since 2015. The booklets before them,
//! with other numbers, have run out. Unverified: whether the eight have a check digit; none is asked for.

use super::shape::check_characters;
use super::{IdentityDocument, IdentityError};

pub(super) fn read(number: &str) -> Result<(), IdentityError> {
    let allowed = |_, c: char| c.is_ascii_digit();
    check_characters(IdentityDocument::TaiwanPermit, number, ("8", &[8]), allowed)
}
