//! The clock of the law: working days, counted from the published calendar alone.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

    /// How many working days lie after `from`, up to and with `until`; negative where `until` is
    /// past.
    ///
    /// # Errors
    /// [`CalendarError::NotPublished`] where a day between is in no published year.
    pub fn working_days_until(
        &self,
        from: NaiveDate,
        until: NaiveDate,
    ) -> Result<i32, CalendarError> {
        let (first, last, sign) = if from <= until { (from, until, 1) } else { (until, from, -1) };
        let mut count = 0;
        for day in first.iter_days().skip(1).take_while(|day| *day <= last) {
            if self.is_working_day(day)? {
                count += sign;
            }
        }
        Ok(count)
    }

    /// The day `count` working days after `day`. Counting starts on the next day (art. 82 counts
    /// working days; that day zero is not counted is unverified). `count` 0 is the day itself. Where
    /// the count runs past what is published, it is left open and never guessed.
    pub fn due(&self, day: NaiveDate, count: u32) -> Due {
        let (mut date, mut working_days_left) = (day, count);
        while working_days_left > 0 {
            let next = date.checked_add_days(Days::new(1));
            let Some((next, worked)) =
                next.and_then(|day| Some((day, self.is_working_day(day).ok()?)))
            else {
                return Due::NotPublished { after: date, working_days_left };
            };
            date = next;
            working_days_left -= u32::from(worked);
        }
        Due::On { date }
    }

    /// The same due day, once more of the calendar is published.
    pub fn due_now(&self, due: Due) -> Due {
        match due {
            Due::On { .. } => due,
            Due::NotPublished { after, working_days_left } => self.due(after, working_days_left),
        }
    }
}

/// A day that is so many working days away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Due {
    /// That day.
    On {
        /// Which.
        #[ts(type = "string")]
        date: NaiveDate,
    },
    /// It lies beyond the published calendar, and is told once that is published.
    NotPublished {
        /// The last day that was counted.
        #[ts(type = "string")]
        after: NaiveDate,
        /// How many working days are to be counted after it.
        working_days_left: u32,
    },
}

impl Due {
    /// What a screen or a paper says in place of a day that cannot be told yet.
    pub const NOT_PUBLISHED: &'static str = "待国务院办公厅公布节假日安排后确定";

    /// The day, where it can be told.
    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Self::On { date } => Some(date),
            Self::NotPublished { .. } => None,
        }
    }
}

impl std::fmt::Display for Due {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::On { date } => date.fmt(f),
            Self::NotPublished { .. } => f.write_str(Self::NOT_PUBLISHED),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Calendar, CalendarError, Due};
    use crate::calendar::CalendarYear;
    use crate::sample::{calendar_2026, date};
    use chrono::{Datelike, NaiveDate};

    fn days_of_2026() -> impl Iterator<Item = NaiveDate> {
        date("2026-01-01").iter_days().take_while(|day| day.year() == 2026)
    }

    /// Counted by an independent calendar (PyPI `chinesecalendar` 1.11).
    #[test]
    fn working_days_of_each_month_of_2026() {
        let expected = [21, 16, 22, 21, 19, 21, 23, 21, 22, 18, 21, 23];
        let calendar = calendar_2026();
        let mut found = [0; 12];
        for day in days_of_2026().filter(|day| calendar.is_working_day(*day).unwrap()) {
            found[day.month0() as usize] += 1;
        }
        assert_eq!(found, expected);
        assert_eq!(found.iter().sum::<i32>(), 248);
    }

    #[test]
    fn counts_over_weekends_holidays_and_make_up_days() {
        let rows = [
            ("2026-11-23", 0, "2026-11-23"),
            ("2026-11-23", 1, "2026-11-24"),
            ("2026-11-27", 1, "2026-11-30"),
            // Sunday 20 September is worked, for National Day.
            ("2026-09-18", 1, "2026-09-20"),
            ("2026-09-18", 5, "2026-09-24"),
            // National Day is off from the 1st to the 7th, Saturday 10 October is worked.
            ("2026-09-30", 1, "2026-10-08"),
            ("2026-09-30", 3, "2026-10-10"),
            ("2026-09-30", 4, "2026-10-12"),
            ("2026-10-03", 1, "2026-10-08"),
            // Spring Festival, Saturdays 14 and 28 February worked.
            ("2026-02-13", 2, "2026-02-24"),
            ("2026-02-13", 6, "2026-02-28"),
            ("2026-01-01", 1, "2026-01-04"),
            ("2026-01-01", 248, "2026-12-31"),
        ];
        for (day, count, expected) in rows {
            let found = calendar_2026().due(date(day), count);
            assert_eq!(found, Due::On { date: date(expected) }, "{day} + {count}");
        }
    }

    #[test]
    fn tells_how_many_working_days_are_left_or_overdue() {
        let rows = [
            ("2026-11-23", "2026-11-23", 0),
            ("2026-11-23", "2026-11-24", 1),
            ("2026-11-20", "2026-11-22", 0),
            ("2026-11-24", "2026-11-20", -2),
            ("2026-11-22", "2026-11-20", 0),
            ("2026-09-30", "2026-10-10", 3),
            ("2026-10-10", "2026-09-30", -3),
        ];
        let calendar = calendar_2026();
        for (from, until, expected) in rows {
            let found = calendar.working_days_until(date(from), date(until));
            assert_eq!(found, Ok(expected), "{from} {until}");
        }
        let beyond = calendar.working_days_until(date("2026-12-30"), date("2027-01-04"));
        assert_eq!(beyond, Err(CalendarError::NotPublished(2027)));
        for count in 1..=248 {
            let from = date("2026-01-01");
            let day = calendar.due(from, count).date().unwrap();
            assert_eq!(calendar.working_days_until(from, day), Ok(i32::try_from(count).unwrap()));
        }
    }

    #[test]
    fn a_year_that_is_not_published_is_an_error_and_never_a_guess() {
        let calendar = calendar_2026();
        let rows = [
            (calendar.is_working_day(date("2027-01-04")).err(), 2027),
            (calendar.is_working_day(date("2025-12-31")).err(), 2025),
        ];
        for (found, year) in rows {
            assert_eq!(found, Some(CalendarError::NotPublished(year)));
        }
    }

    #[test]
    fn a_day_beyond_the_published_years_is_left_open_and_told_once_they_are_published() {
        let calendar = calendar_2026();
        // From, working days, the last day counted, how many are left; where 2027 has no days off but
        // its weekends, the day.
        let rows = [
            ("2026-12-31", 1, "2026-12-31", 1, "2027-01-01"),
            ("2026-12-28", 5, "2026-12-31", 2, "2027-01-04"),
            ("2026-01-01", 249, "2026-12-31", 1, "2027-01-01"),
            ("2027-01-03", 1, "2027-01-03", 1, "2027-01-04"),
        ];
        let mut later = calendar.clone();
        let (source, none) = ("示例".to_owned(), Vec::new);
        later.years.push(CalendarYear {
            year: 2027,
            source,
            holidays: none(),
            make_up_days: none(),
        });
        for (from, count, after, left, then) in rows {
            let due = calendar.due(date(from), count);
            let open = Due::NotPublished { after: date(after), working_days_left: left };
            assert_eq!(due, open, "{from} + {count}");
            assert_eq!((due.date(), calendar.due_now(due)), (None, open));
            assert_eq!(due.to_string(), "待国务院办公厅公布节假日安排后确定");
            let told = Due::On { date: date(then) };
            assert_eq!((later.due_now(due), later.due_now(told)), (told, told), "{from} + {count}");
        }
        let never = Calendar::default().due(NaiveDate::MAX, 1);
        assert_eq!(never, Due::NotPublished { after: NaiveDate::MAX, working_days_left: 1 });
        assert_eq!(calendar.due(NaiveDate::MAX, 0), Due::On { date: NaiveDate::MAX });
    }
}
