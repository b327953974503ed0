//! The clock of the law: working days, counted from the published calendar alone.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

/// The published years.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Calendar {
    /// One entry a year; a year that is absent is not published.
    pub years: Vec<CalendarYear>,
}

/// A year of the calendar, as the State Council's office announces it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CalendarYear {
    /// The year.
    pub year: i32,
    /// The announcement that it comes from.
    pub source: String,
    /// Days off that the weekly pattern alone would not give.
    pub holidays: Vec<NaiveDate>,
    /// 调休: Saturdays and Sundays that are worked.
    pub make_up_days: Vec<NaiveDate>,
}

/// A date cannot be told.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalendarError {
    /// The date lies in a year whose calendar is not in the rule pack.
    #[error("the working days of {0} are not published yet; update the rule pack")]
    NotPublished(i32),
}

impl Calendar {
    /// Whether the day is worked.
    ///
    /// # Errors
    /// [`CalendarError::NotPublished`]: never a guess.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, CalendarError> {
        let year = self.years.iter().find(|y| y.year == day.year());
        let year = year.ok_or(CalendarError::NotPublished(day.year()))?;
        let weekend = matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        Ok(year.make_up_days.contains(&day) || !(weekend || year.holidays.contains(&day)))
    }

    /// The day `count` working days after `day`. Counting starts on the next day (art. 82 counts
    /// working days; that day zero is not counted is unverified). `count` 0 is the day itself.
    ///
    /// # Errors
    /// [`CalendarError::NotPublished`] where the count runs past the last published year.
    pub fn add_working_days(
        &self,
        day: NaiveDate,
        count: u32,
    ) -> Result<NaiveDate, CalendarError> {
        let mut day = day;
        let mut left = count;
        while left > 0 {
            let next = day.checked_add_days(Days::new(1));
            day = next.ok_or(CalendarError::NotPublished(day.year()))?;
            if self.is_working_day(day)? {
                left -= 1;
            }
        }
        Ok(day)
    }
}
