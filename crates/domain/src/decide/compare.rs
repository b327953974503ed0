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

/// Why two amounts cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoRate {
    /// There is no rate of the currency on the day.
    Missing { currency: Currency },
    /// The newest one is older than the pack allows.
    Stale { currency: Currency, date: NaiveDate, age_days: i64, limit_days: u32 },
}

impl NoRate {
    /// The code of a reason that cannot be told for want of a rate.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Missing { .. } => "rate_missing",
            Self::Stale { .. } => "rate_stale",
        }
    }
}

/// Compares two amounts by the newest rates that are not after `day`.
///
/// Both are carried to the same unit of yuan by multiplication alone, so that nothing is rounded.
/// The products stay below 2·10³⁶, inside an `i128`.
///
/// # Errors
/// [`NoRate`].
pub(super) fn compare<'a>(
    value: &Money,
    limit: &Money,
    pack: &'a RulePack,
    day: NaiveDate,
) -> Result<Compared<'a>, NoRate> {
    compare_sum(&[(value.currency(), value.hundredths().into())], limit, pack, day)
}

/// Compares sums of hundredths, a currency each and none negative, to a limit, like [`compare`]. A
/// sum that no number holds is above every limit.
///
/// # Errors
/// [`NoRate`].
pub(super) fn compare_sum<'a>(
    sums: &[(Currency, i128)],
    limit: &Money,
    pack: &'a RulePack,
    day: NaiveDate,
) -> Result<Compared<'a>, NoRate> {
    if sums.iter().all(|(currency, _)| *currency == limit.currency()) {
        let total = sums.iter().fold(0i128, |total, (_, sum)| total.saturating_add(*sum));
        let ordering = total.cmp(&limit.hundredths().into());
        return Ok(Compared { ordering, rates: Vec::new() });
    }
    let (mut total, mut rates) = (0i128, Vec::new());
    for (currency, sum) in sums {
        let (worth, rate) = yuan(*currency, pack, day)?;
        total = total.saturating_add(sum.saturating_mul(worth));
        rates.extend(rate);
    }
    let (worth, rate) = yuan(limit.currency(), pack, day)?;
    rates.extend(rate.filter(|rate| !rates.contains(rate)));
    Ok(Compared { ordering: total.cmp(&(i128::from(limit.hundredths()) * worth)), rates })
}

/// A hundredth of the currency in 10⁻⁸ yuan, and the rate that says so.
fn yuan(
    currency: Currency,
    pack: &RulePack,
    day: NaiveDate,
) -> Result<(i128, Option<&Rate>), NoRate> {
    const YUAN_FOR_100_YUAN_E4: i128 = 100 * 10_000;
    if currency == Currency::CNY {
        return Ok((YUAN_FOR_100_YUAN_E4, None));
    }
    // A rate of nothing would make every amount small.
    let rate = pack.rate(currency, day).filter(|rate| rate.cny_per_hundred_e4 > 0);
    let rate = rate.ok_or(NoRate::Missing { currency })?;
    let age_days = day.signed_duration_since(rate.date).num_days();
    match pack.rate_max_age_days {
        Some(limit_days) if age_days > i64::from(limit_days) => {
            Err(NoRate::Stale { currency, date: rate.date, age_days, limit_days })
        }
        _ => Ok((rate.cny_per_hundred_e4.into(), Some(rate))),
    }
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
