//! What is at stake already when a case is decided: how long the window has been alone, what it
//! issued meanwhile, and what the same applicant or project was issued before.
//!
//! The window counts what it knows, the server what it holds. The server may count more: another
//! window's issues may not have reached this one.

use crate::case::Case;
use crate::form::FormValues;
use crate::grant::{Condition, Per};
use crate::ids::ItemCode;
use crate::money::Money;
use crate::pack::RulePack;
use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a window knows to be at stake when one case is decided there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exposure {
    /// The last contact with the server; `None` while there is contact. A time to come counts as
    /// now.
    #[serde(default)]
    pub offline_since: Option<DateTime<FixedOffset>>,
    /// What was issued under each grant that the server is not known to hold. More than one entry of
    /// a grant add up.
    #[serde(default)]
    pub unacknowledged: Vec<GrantExposure>,
    /// What was issued before to the case's applicant, and what may have been to its project.
    #[serde(default)]
    pub earlier: Vec<EarlierIssue>,
}

/// What was issued under one grant that the server is not known to hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrantExposure {
    /// The grant's document number.
    pub grant: String,
    /// How many licences.
    pub count: u32,
    /// What they come to; the amounts of a currency add up.
    pub amounts: Vec<Money>,
}

/// A licence that was issued before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlierIssue {
    /// The day of issue.
    pub on: NaiveDate,
    /// Under which item.
    pub item: ItemCode,
    /// Whether it was to the applicant of the case that is decided.
    pub same_applicant: bool,
    /// The form of that case.
    pub form: FormValues,
}

impl Exposure {
    /// Counts an issued case that the server is not known to hold, under each grant that its
    /// licence names as its authority. A case without a licence counts nothing.
    pub fn add_unacknowledged(&mut self, case: &Case, pack: &RulePack) {
        let Some(licence) = &case.products.licence else { return };
        for number in licence.grants() {
            let grant = pack.grants.iter().find(|grant| grant.number == number);
            let amounts = grant.map(|grant| grant.at_stake(&case.item, &case.form));
            self.unacknowledged.push(GrantExposure {
                grant: number.to_owned(),
                count: 1,
                amounts: amounts.unwrap_or_default(),
            });
        }
    }

    /// Counts an issued case as an earlier one. A case without a licence counts nothing.
    pub fn add_earlier(&mut self, case: &Case, same_applicant: bool) {
        let Some(licence) = &case.products.licence else { return };
        self.earlier.push(EarlierIssue {
            on: licence.issued_on,
            item: case.item.clone(),
            same_applicant,
            form: case.form.clone(),
        });
    }
}

/// Which earlier issues the cumulative conditions of a pack ask about when an item is decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lookback {
    /// The items that count.
    pub items: BTreeSet<ItemCode>,
    /// Over how many days, that of the decision included.
    pub days: u32,
    /// Whether other applicants' cases count too, for their project.
    pub projects: bool,
}

impl Lookback {
    /// `None` where no clause on the item looks back.
    pub fn of(pack: &RulePack, item: &ItemCode) -> Option<Self> {
        let mut lookback = Self { items: BTreeSet::new(), days: 0, projects: false };
        let clauses = pack.grants.iter().flat_map(|grant| &grant.clauses);
        for clause in clauses.filter(|clause| clause.items.contains(item)) {
            for condition in &clause.conditions {
                if let Condition::Cumulative { days, per, .. } = condition {
                    lookback.items.extend(clause.items.iter().cloned());
                    lookback.days = lookback.days.max(*days);
                    lookback.projects |= matches!(per, Per::Project(_));
                }
            }
        }
        Some(lookback).filter(|lookback| !lookback.items.is_empty())
    }

    /// A day before which nothing counts when it is decided on `today`.
    pub fn since(&self, today: NaiveDate) -> NaiveDate {
        today.checked_sub_days(Days::new(self.days.into())).unwrap_or(NaiveDate::MIN)
    }
}
