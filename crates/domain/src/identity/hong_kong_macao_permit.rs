//! 港澳居民来往内地通行证: H (Hong Kong) or M (Macao), the bearer's eight digits for life, and on cards from
//! before 2013 two more that count the renewals. Unverified: whether the eight have a check digit; none
//! is asked for.

use super::shape::check_characters;
use super::{IdentityDocument, IdentityError};

pub(super) fn read(number: &str) -> Result<(), IdentityError> {
    let allowed = |place: usize, c: char| match place {
        1 => matches!(c, 'H' | 'M'),
        _ => c.is_ascii_digit(),
    };
    let lengths = ("9或11", [9, 11].as_slice());
    check_characters(IdentityDocument::HongKongMacaoPermit, number, lengths, allowed)
}
