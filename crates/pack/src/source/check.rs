//! Whether the parts of a rule pack fit together, beyond what their types say.

mod exception;
mod grant;
mod item;
pub mod template;

use super::Sources;
use super::problem::PackProblem;
use super::spot::{Checked, Spot};
use chrono::{Datelike, NaiveDate, Weekday};
use clerk_domain::identity::check_credit_code;
use clerk_domain::ids::ItemCode;
use clerk_domain::item::Item;
use clerk_domain::money::Currency;
use grant::check_grant;
use item::{check_item, check_licence};
use std::collections::{BTreeMap, BTreeSet};

/// What items and grants refer to.
pub struct Known<'a> {
    pub departments: BTreeSet<&'a str>,
    pub items: BTreeMap<&'a ItemCode, &'a Item>,
    pub currencies: BTreeSet<String>,
}

pub fn check(sources: &Sources) -> Checked {
    centre(sources)?;
    calendar(sources)?;
    rates(sources)?;
    let files = || sources.departments.iter();
    let rates = sources.rates.rates.iter().map(|rate| rate.currency.clone());
    let known = Known {
        departments: files().map(|(_, file)| file.department.id.as_str()).collect(),
        items: files().flat_map(|(_, file)| &file.item).map(|item| (&item.code, item)).collect(),
        currencies: rates.chain([Currency::CNY.to_string()]).collect(),
    };
    let (mut ids, mut codes, mut numbers) = Default::default();
    let mut series = BTreeMap::new();
    for (name, file) in files() {
        let spot = Spot::file(name);
        let department = spot.at("department");
        department.unique("id", file.department.id.as_str(), &mut ids)?;
        department.filled("name", &file.department.name)?;
        let code = file.department.credit_code.as_deref();
        let sound = code.is_none_or(|code| check_credit_code(code).is_ok());
        department.within("credit_code", sound, "校验正确的统一社会信用代码")?;
        for (index, item) in file.item.iter().enumerate() {
            let spot = spot.at("item").nth(index);
            spot.unique("code", item.code.as_str(), &mut codes)?;
            check_item(&spot, item, &known)?;
            check_licence(&spot.at("licence"), &item.licence, &mut series)?;
        }
        for (index, grant) in file.grant.iter().enumerate() {
            let spot = spot.at("grant").nth(index);
            spot.unique("number", &grant.number, &mut numbers)?;
            check_grant(&spot, grant, &known)?;
        }
    }
    template::check(sources)?;
    exception::check(sources)
}

fn centre(sources: &Sources) -> Checked {
    let spot = Spot::file(super::CENTRE);
    let division = &sources.centre.division;
    let (from, until) = (sources.centre.valid_from, sources.centre.valid_until);
    if let (Some(from), Some(until)) = (from, until) {
        spot.require("valid_until", from <= until, || PackProblem::DatesReversed(from))?;
    }
    let digits = division.len() == 6 && division.bytes().all(|b| b.is_ascii_digit());
    spot.within("version", sources.centre.version > 0, "1以上的整数")?;
    spot.filled("centre", &sources.centre.centre)?;
    spot.within("division", digits, "六位数字的行政区划代码")
}

fn calendar(sources: &Sources) -> Checked {
    let spot = Spot::file(super::CALENDAR);
    let mut seen = BTreeSet::new();
    spot.some("years", &sources.calendar.years)?;
    for (index, year) in sources.calendar.years.iter().enumerate() {
        let spot = spot.at("years").nth(index);
        spot.unique("year", &year.year.to_string(), &mut seen)?;
        spot.filled("source", &year.source)?;
        let weekend = |day: &NaiveDate| matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        for (at, day) in year.holidays.iter().enumerate() {
            let fits = day.year() == year.year && !weekend(day);
            spot.at("holidays").within(&at.to_string(), fits, "本年的周一至周五")?;
        }
        for (at, day) in year.make_up_days.iter().enumerate() {
            let fits = day.year() == year.year && weekend(day);
            spot.at("make_up_days").within(&at.to_string(), fits, "本年的周六或者周日")?;
        }
    }
    Ok(())
}

fn rates(sources: &Sources) -> Checked {
    let age = sources.rates.rate_max_age_days;
    let spot = Spot::file(super::RATES);
    spot.within("rate_max_age_days", age != Some(0), "1以上的整数（不限的不写）")?;
    let mut seen = BTreeSet::new();
    for (index, rate) in sources.rates.rates.iter().enumerate() {
        let spot = Spot::file(super::RATES).at("rates").nth(index);
        let code = Currency::parse(&rate.currency);
        let foreign = code.is_ok_and(|code| code != Currency::CNY);
        spot.within("currency", foreign, "外币的ISO 4217代码")?;
        spot.unique("date", &format!("{} {}", rate.currency, rate.date), &mut seen)?;
        spot.within("cny_per_hundred_e4", rate.cny_per_hundred_e4 > 0, "1以上的整数")?;
    }
    Ok(())
}

/// A currency that amounts can be converted from.
fn check_currency(spot: &Spot, code: &str, known: &Known) -> Checked {
    let problem = || PackProblem::RateMissing(code.to_owned());
    if known.currencies.contains(code) { Ok(()) } else { Err(spot.clone().fault(problem())) }
}
