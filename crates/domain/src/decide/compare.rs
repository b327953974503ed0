//! Amounts against limits, over dated rates where the currencies differ. Whole numbers alone.

use crate::grant::Bound;
use crate::money::{Currency, Money};
use crate::pack::{Rate, RulePack};
use chrono::NaiveDate;
use std::cmp::Ordering;

/// How a value stands to a limit, and the rates that it took to tell.
pub(super) struct Compared<'a> {
    pub(super) ordering: Ordering,
    pub(super) rates: Vec<&'a Rate>,
}

/// Compares two amounts by the newest rates that are not after `day`.
///
/// Both are carried to the same unit of yuan by multiplication alone, so that nothing is rounded.
/// The products stay below 2·10³⁶, inside an `i128`.
///
/// # Errors
/// The currency that has no rate.
pub(super) fn compare<'a>(
    value: &Money,
    limit: &Money,
    pack: &'a RulePack,
    day: NaiveDate,
) -> Result<Compared<'a>, Currency> {
    if value.currency() == limit.currency() {
        let ordering = value.hundredths().cmp(&limit.hundredths());
        return Ok(Compared { ordering, rates: Vec::new() });
    }
    let (value_yuan, value_rate) = yuan(value, pack, day)?;
    let (limit_yuan, limit_rate) = yuan(limit, pack, day)?;
    let rates = value_rate.into_iter().chain(limit_rate).collect();
    Ok(Compared { ordering: value_yuan.cmp(&limit_yuan), rates })
}

/// The amount in 10⁻⁸ yuan.
fn yuan<'a>(
    money: &Money,
    pack: &'a RulePack,
    day: NaiveDate,
) -> Result<(i128, Option<&'a Rate>), Currency> {
    const YUAN_FOR_100_YUAN_E4: u64 = 100 * 10_000;
    let hundredths = i128::from(money.hundredths());
    if money.currency() == Currency::CNY {
        return Ok((hundredths * i128::from(YUAN_FOR_100_YUAN_E4), None));
    }
    // A rate of nothing would make every amount small.
    let rate = pack.rate(money.currency(), day).filter(|rate| rate.cny_per_hundred_e4 > 0);
    let rate = rate.ok_or(money.currency())?;
    Ok((hundredths * i128::from(rate.cny_per_hundred_e4), Some(rate)))
}

/// Whether a value that stands so to the limit is inside the bound.
pub(super) fn is_inside(bound: Bound, ordering: Ordering) -> bool {
    match bound {
        Bound::AtLeast => ordering.is_ge(),
        Bound::Above => ordering.is_gt(),
        Bound::AtMost => ordering.is_le(),
        Bound::Below => ordering.is_lt(),
    }
}

/// The bound that holds where this one does not.
pub(super) fn opposite(bound: Bound) -> Bound {
    match bound {
        Bound::AtLeast => Bound::Below,
        Bound::Above => Bound::AtMost,
        Bound::AtMost => Bound::Above,
        Bound::Below => Bound::AtLeast,
    }
}
