//! Periods that are counted by months, and the day that they end on.

use chrono::{Datelike as _, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which day is the last of a period of months. Where the last month has no corresponding day, it is
/// the month's last in either case: Civil Code (民法典) art. 202.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LastDay {
    /// The corresponding day of the last month: the first day is not counted (art. 201 and 202).
    #[default]
    CorrespondingDay,
    /// The day before it: the first day is counted, as licences mostly say.
    DayBefore,
}

/// The last day of so many months from a day. A period that no calendar reaches ends on
/// [`NaiveDate::MAX`].
pub fn last_day(from: NaiveDate, months: u32, rule: LastDay) -> NaiveDate {
    // The corresponding day, or the month's last where there is none.
    let Some(day) = from.checked_add_months(Months::new(months)) else { return NaiveDate::MAX };
    match rule {
        LastDay::DayBefore if day.day() == from.day() => day.pred_opt().unwrap_or(day),
        LastDay::CorrespondingDay | LastDay::DayBefore => day,
    }
}

/// The day after one; [`NaiveDate::MAX`] has none.
pub(crate) fn day_after(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::{LastDay, last_day};
    use crate::sample::date;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    #[test]
    fn a_month_that_has_no_such_day_ends_on_its_last() {
        // From, months, the corresponding day, the day before it.
        let rows = [
            ("2026-01-15", 1, "2026-02-15", "2026-02-14"),
            ("2026-01-28", 1, "2026-02-28", "2026-02-27"),
            ("2026-01-29", 1, "2026-02-28", "2026-02-28"),
            ("2026-01-30", 1, "2026-02-28", "2026-02-28"),
            ("2026-01-31", 1, "2026-02-28", "2026-02-28"),
            ("2028-01-28", 1, "2028-02-28", "2028-02-27"),
            ("2028-01-29", 1, "2028-02-29", "2028-02-28"),
            ("2028-01-30", 1, "2028-02-29", "2028-02-29"),
            ("2028-01-31", 1, "2028-02-29", "2028-02-29"),
            ("2026-03-31", 1, "2026-04-30", "2026-04-30"),
            ("2026-03-30", 1, "2026-04-30", "2026-04-29"),
            ("2026-02-28", 1, "2026-03-28", "2026-03-27"),
            ("2026-02-01", 1, "2026-03-01", "2026-02-28"),
            ("2028-02-29", 12, "2029-02-28", "2029-02-28"),
            ("2028-02-29", 48, "2032-02-29", "2032-02-28"),
            ("2026-12-31", 2, "2027-02-28", "2027-02-28"),
            ("2026-01-01", 12, "2027-01-01", "2026-12-31"),
            ("2026-11-23", 36, "2029-11-23", "2029-11-22"),
            ("2026-11-23", 0, "2026-11-23", "2026-11-22"),
        ];
        for (from, months, corresponding, before) in rows {
            let found = [LastDay::CorrespondingDay, LastDay::DayBefore]
                .map(|rule| last_day(date(from), months, rule));
            assert_eq!(found, [date(corresponding), date(before)], "{from} + {months}");
        }
        assert_eq!(last_day(date("2026-01-01"), u32::MAX, LastDay::DayBefore), NaiveDate::MAX);
    }

    proptest! {
        #[test]
        fn a_later_day_never_ends_earlier(day in 0i32..80_000, months in 0u32..1_200) {
            let from = NaiveDate::from_num_days_from_ce_opt(700_000 + day).unwrap();
            for rule in [LastDay::CorrespondingDay, LastDay::DayBefore] {
                let (one, next) = (last_day(from, months, rule), from.succ_opt().unwrap());
                prop_assert!(one <= last_day(next, months, rule));
            }
        }
    }
}
