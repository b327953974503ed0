//! The rule pack: everything that a decision rests on, as one versioned document.

use crate::calendar::Calendar;
use crate::grant::Grant;
use crate::ids::{DepartmentId, ItemCode};
use crate::item::{Department, Item};
use crate::money::Currency;
use crate::template::Template;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A centre's rules: catalogue, grants, calendar, exchange rates and how licences look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulePack {
    /// Grows with each publication.
    pub version: u32,
    /// The centre's name.
    pub centre: String,
    /// Its division code (GB/T 2260), six digits.
    pub division: String,
    /// Whether it is a demonstration, so that every paper says so.
    pub sample: bool,
    /// The first legal day on which it is in force; `None` for always.
    #[serde(default)]
    pub valid_from: Option<NaiveDate>,
    /// The last legal day on which it is in force; `None` for always.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    /// The departments.
    pub departments: Vec<Department>,
    /// The catalogue.
    pub items: Vec<Item>,
    /// The delegations.
    pub grants: Vec<Grant>,
    /// The working days.
    pub calendar: Calendar,
    /// Dated exchange rates.
    pub rates: Vec<Rate>,
    /// How old a rate may be, in days, for amounts to be compared by it; `None` for any age.
    #[serde(default)]
    pub rate_max_age_days: Option<u32>,
    /// How licences look, one a type at most; the others have the program's own layout.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<Template>,
}

/// What one unit of a currency was worth on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rate {
    /// The ISO 4217 code.
    pub currency: String,
    /// The day of the rate.
    pub date: NaiveDate,
    /// Yuan for 100 units of the currency, in ten-thousandths: 7.1234 yuan a dollar is 7123400.
    pub cny_per_hundred_e4: u64,
}

impl RulePack {
    /// Whether it is in force on a legal day, both bounds included. A licence is issued under a pack
    /// in force alone; receiving needs none.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && !self.expired(day)
    }

    /// Whether its last day has passed.
    pub fn expired(&self, day: NaiveDate) -> bool {
        self.valid_until.is_some_and(|until| until < day)
    }

    /// The item of this code.
    pub fn item(&self, code: &ItemCode) -> Option<&Item> {
        self.items.iter().find(|item| &item.code == code)
    }

    /// The department of this code.
    pub fn department(&self, id: &DepartmentId) -> Option<&Department> {
        self.departments.iter().find(|department| &department.id == id)
    }

    /// The template for the licences of a type.
    pub fn template(&self, licence_type: &str) -> Option<&Template> {
        self.templates.iter().find(|template| template.licence == licence_type)
    }

    /// The newest rate of a currency that is not after `day`.
    pub fn rate(&self, currency: Currency, day: NaiveDate) -> Option<&Rate> {
        let code = currency.as_str();
        let known = self.rates.iter().filter(|r| r.currency == code && r.date <= day);
        known.max_by_key(|rate| rate.date)
    }
}

#[cfg(test)]
mod tests {
    use crate::sample::{date, pack};

    #[test]
    fn a_pack_is_in_force_from_its_first_to_its_last_day() {
        let dated = |from: Option<&str>, until: Option<&str>| {
            let mut pack = pack();
            (pack.valid_from, pack.valid_until) = (from.map(date), until.map(date));
            ["2026-01-01", "2026-06-30", "2026-07-01"]
                .map(|day| (pack.in_force(date(day)), pack.expired(date(day))))
        };
        let (yes, early, late) = ((true, false), (false, false), (false, true));
        assert_eq!(dated(None, None), [yes, yes, yes]);
        assert_eq!(dated(Some("2026-01-01"), Some("2026-06-30")), [yes, yes, late]);
        assert_eq!(dated(Some("2026-06-30"), None), [early, yes, yes]);
        assert_eq!(dated(None, Some("2025-12-31")), [late, late, late]);
    }
}
