//! What comes of an application: a new licence, another version of an existing one, its end, or an entry
//! in the records. Which it is, the item says for each of its actions, as data.

use crate::act::Name;
use crate::item::Action;
use crate::licence::Licence;
use crate::period::day_after;
use crate::text::{Limited, NAME_MOST, NUMBER_MOST};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What comes of an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ProductKind {
    /// 核发: a licence with a number of its own.
    New,
    /// 变更: the same number and term, in its next version.
    Amended,
    /// 延续: the same number in its next version, from the day after its old end.
    Renewed,
    /// 补领: the same number and term in its next version; the one before is lost.
    Duplicate,
    /// 注销: the licence ends; what is handed over is the notice of it.
    Cancelled,
    /// 备案: an entry in the records, which holds without a term.
    Filed,
    /// 登记: the same, of what is registered.
    Registered,
}

impl ProductKind {
    /// What usually comes of an action.
    pub fn of(action: Action) -> Self {
        match action {
            Action::Establish => Self::New,
            Action::Change => Self::Amended,
            Action::Renew => Self::Renewed,
            Action::Duplicate => Self::Duplicate,
            Action::Cancel => Self::Cancelled,
        }
    }

    /// Whether it is another version of a licence that there is, under the same number.
    pub fn is_of_existing(self) -> bool {
        match self {
            Self::New | Self::Filed | Self::Registered => false,
            Self::Amended | Self::Renewed | Self::Duplicate | Self::Cancelled => true,
        }
    }

    /// What it is called.
    pub fn name(self) -> Name {
        match self {
            Self::New => Name { zh: "核发", en: "new" },
            Self::Amended => Name { zh: "变更", en: "amended" },
            Self::Renewed => Name { zh: "延续", en: "renewed" },
            Self::Duplicate => Name { zh: "补领", en: "duplicate" },
            Self::Cancelled => Name { zh: "注销", en: "cancelled" },
            Self::Filed => Name { zh: "备案", en: "filed" },
            Self::Registered => Name { zh: "登记", en: "registered" },
        }
    }
}

/// Which of a number's versions a licence is, and since when what it says holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// What came of the application.
    pub kind: ProductKind,
    /// The version of the number, from 1 on.
    pub version: u32,
    /// Since when what is licensed exists, such as 成立日期: no later version changes it.
    #[ts(type = "string")]
    pub since: NaiveDate,
    /// The first day that this version holds.
    #[ts(type = "string")]
    pub valid_from: NaiveDate,
    /// The holder's number, where it stands on the licence: a credit code, which is public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub holder_number: Option<String>,
    /// What the licence before said of itself, where this one is of the same number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub before: Option<String>,
}

impl Product {
    /// The first version of a number.
    pub fn first(kind: ProductKind, on: NaiveDate) -> Self {
        Self { kind, version: 1, since: on, valid_from: on, holder_number: None, before: None }
    }
}

/// 原证照: the licence that an application is about, as it was known when the case was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExistingLicence {
    /// Its number.
    pub number: String,
    /// Its version; 1 of one that was issued before there were versions.
    pub version: u32,
    /// Since when what it licenses exists.
    #[ts(type = "string")]
    pub since: NaiveDate,
    /// The first day that it holds.
    #[ts(type = "string")]
    pub valid_from: NaiveDate,
    /// The last day; `None` for always.
    #[ts(type = "string | null")]
    pub valid_until: Option<NaiveDate>,
    /// The holder's number on it.
    pub holder_number: Option<String>,
}

impl ExistingLicence {
    /// As it is told apart from the other versions of its number.
    pub fn id(&self) -> String {
        id(&self.number, self.version)
    }

    /// Its texts, with the most characters of each.
    pub(crate) fn texts(&self) -> Vec<Limited<'_>> {
        let on_it = self.holder_number.as_deref().map(|number| (number, NAME_MOST));
        [(self.number.as_str(), NUMBER_MOST)].into_iter().chain(on_it).collect()
    }
}

impl From<&Licence> for ExistingLicence {
    fn from(licence: &Licence) -> Self {
        let Licence { number, product, valid_until, .. } = licence;
        Self {
            number: number.clone(),
            version: product.version,
            since: product.since,
            valid_from: product.valid_from,
            valid_until: *valid_until,
            holder_number: product.holder_number.clone(),
        }
    }
}

/// A licence's number, with `/` and its version from the second one on: what tells the versions of a
/// number apart.
pub fn id(number: &str, version: u32) -> String {
    if version > 1 { format!("{number}/{version}") } else { number.to_owned() }
}

/// The number in an [`id`].
pub fn number_of(id: &str) -> &str {
    id.split_once('/').map_or(id, |(number, _)| number)
}

/// Whether this is the [`id`] of a number's first version: that one alone took the number from a block.
pub fn is_first_version(id: &str) -> bool {
    !id.contains('/')
}

/// Why an application cannot come to what its action is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProductError {
    /// It is about an existing licence, and none was named.
    #[error("the existing licence is not named")]
    NotNamed,
    /// What holds for always is not renewed.
    #[error("a licence without an end is not renewed")]
    NoEnd,
    /// The licence has ended so long ago that its renewal would have ended too.
    #[error("its renewal would have ended already")]
    EndedLongAgo,
}

/// Product and last day of what is issued on a day. `term` gives the last day of a licence that is valid from
/// a day, as [`crate::item::LicenceType::valid_until`] does.
///
/// # Errors
/// [`ProductError`]
pub fn issued_on(
    kind: ProductKind,
    existing: Option<&ExistingLicence>,
    today: NaiveDate,
    term: impl Fn(NaiveDate) -> Option<NaiveDate>,
) -> Result<(Product, Option<NaiveDate>), ProductError> {
    if !kind.is_of_existing() {
        let until = if kind == ProductKind::New { term(today) } else { None };
        return Ok((Product::first(kind, today), until));
    }
    let existing = existing.ok_or(ProductError::NotNamed)?;
    let (valid_from, valid_until) = match kind {
        ProductKind::Renewed => {
            let from = day_after(existing.valid_until.ok_or(ProductError::NoEnd)?);
            let until = term(from);
            if until.is_some_and(|until| until < today) {
                return Err(ProductError::EndedLongAgo);
            }
            (from, until)
        }
        ProductKind::Cancelled => (existing.valid_from, Some(today)),
        _ => (existing.valid_from, existing.valid_until),
    };
    let product = Product {
        kind,
        version: existing.version.saturating_add(1),
        since: existing.since,
        valid_from,
        holder_number: existing.holder_number.clone(),
        before: Some(existing.id()),
    };
    Ok((product, valid_until))
}

#[cfg(test)]
mod tests {
    use super::{ExistingLicence, Product, ProductError, ProductKind, id, issued_on};
    use crate::item::Action;
    use crate::sample::date;
    use chrono::{Months, NaiveDate};

    fn existing(until: Option<&str>) -> ExistingLicence {
        ExistingLicence {
            number: "SPJY-2023-000007-7K3QX9-M".to_owned(),
            version: 2,
            since: date("2018-05-04"),
            valid_from: date("2023-12-01"),
            valid_until: until.map(date),
            holder_number: Some("91320300YB0000016E".to_owned()),
        }
    }

    /// Three years, less a day.
    fn term(from: NaiveDate) -> Option<NaiveDate> {
        from.checked_add_months(Months::new(36))?.pred_opt()
    }

    fn of(
        kind: ProductKind,
        existing: Option<&ExistingLicence>,
    ) -> Result<(Product, Option<NaiveDate>), ProductError> {
        issued_on(kind, existing, date("2026-11-23"), term)
    }

    #[test]
    fn what_is_new_begins_on_its_day_and_records_have_no_term() {
        let (product, until) = of(ProductKind::New, None).unwrap();
        assert_eq!(product, Product::first(ProductKind::New, date("2026-11-23")));
        assert_eq!(until, Some(date("2029-11-22")));
        for kind in [ProductKind::Filed, ProductKind::Registered] {
            let (product, until) = of(kind, Some(&existing(None))).unwrap();
            assert_eq!((product.version, until, product.before), (1, None, None));
        }
    }

    #[test]
    fn a_change_and_a_duplicate_keep_start_and_end() {
        let before = existing(Some("2026-11-30"));
        for kind in [ProductKind::Amended, ProductKind::Duplicate] {
            let (product, until) = of(kind, Some(&before)).unwrap();
            assert_eq!((product.version, product.since), (3, before.since));
            assert_eq!((product.valid_from, until), (before.valid_from, before.valid_until));
            assert_eq!(product.before, Some(format!("{}/2", before.number)));
            assert_eq!(product.holder_number, before.holder_number);
        }
    }

    #[test]
    fn a_renewal_continues_from_the_old_end_whenever_it_is_issued() {
        let (product, until) =
            of(ProductKind::Renewed, Some(&existing(Some("2026-11-30")))).unwrap();
        assert_eq!((product.valid_from, until), (date("2026-12-01"), Some(date("2029-11-30"))));
        assert_eq!(product.since, date("2018-05-04"));
        // Late, and still within what it would give.
        let (late, until) = of(ProductKind::Renewed, Some(&existing(Some("2025-01-31")))).unwrap();
        assert_eq!((late.valid_from, until), (date("2025-02-01"), Some(date("2028-01-31"))));
        let long_ago = existing(Some("2023-11-22"));
        assert_eq!(of(ProductKind::Renewed, Some(&long_ago)), Err(ProductError::EndedLongAgo));
        assert_eq!(of(ProductKind::Renewed, Some(&existing(None))), Err(ProductError::NoEnd));
    }

    #[test]
    fn a_cancellation_ends_it_on_its_day() {
        let (product, until) = of(ProductKind::Cancelled, Some(&existing(None))).unwrap();
        assert_eq!((product.version, until), (3, Some(date("2026-11-23"))));
    }

    #[test]
    fn what_is_about_an_existing_licence_needs_one() {
        let actions = [Action::Change, Action::Renew, Action::Duplicate, Action::Cancel];
        for kind in actions.map(ProductKind::of) {
            assert!(kind.is_of_existing());
            assert_eq!(of(kind, None), Err(ProductError::NotNamed));
        }
        assert!(!ProductKind::of(Action::Establish).is_of_existing());
    }

    #[test]
    fn versions_are_told_apart_from_the_second_on() {
        assert_eq!([id("N", 1), id("N", 2), id("N", 13)], ["N", "N/2", "N/13"]);
    }
}
