//! The rule pack: everything that a decision rests on, as one versioned document.

use crate::calendar::Calendar;
use crate::grant::Grant;
use crate::ids::{DepartmentId, ItemCode};
use crate::item::{Department, Item};
use crate::money::Currency;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A centre's rules: catalogue, grants, calendar and exchange rates.
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
    /// The item of this code.
    pub fn item(&self, code: &ItemCode) -> Option<&Item> {
        self.items.iter().find(|item| &item.code == code)
    }

    /// The department of this code.
    pub fn department(&self, id: &DepartmentId) -> Option<&Department> {
        self.departments.iter().find(|department| &department.id == id)
    }

    /// The newest rate of a currency that is not after `day`.
    pub fn rate(&self, currency: Currency, day: NaiveDate) -> Option<&Rate> {
        let code = currency.as_str();
        let known = self.rates.iter().filter(|r| r.currency == code && r.date <= day);
        known.max_by_key(|rate| rate.date)
    }
}
