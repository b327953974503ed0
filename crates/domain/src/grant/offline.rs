//! How far a grant carries during an outage, as card networks limit what is paid offline.

use super::{Condition, Grant};
use crate::exposure::Exposure;
use crate::form::{self, FormValues};
use crate::ids::ItemCode;
use crate::money::{Currency, Money};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// Limits on what is issued before the server knows of it. What is not limited is left out. At a
/// limit is still inside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OfflineLimits {
    /// Hours without contact after which the window warns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub soft_hours: Option<u32>,
    /// Hours without contact after which nothing is issued under the grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hard_hours: Option<u32>,
    /// The most licences that the server is not known to hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hard_count: Option<u32>,
    /// The most that they may come to, a currency each. Where any stands here, nothing is issued
    /// offline in a currency that does not.
    #[serde(default)]
    pub hard_totals: Vec<Money>,
}

impl OfflineLimits {
    /// Whether nothing is limited.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// What is left of a grant's offline limits. What is not limited is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OfflineLeft {
    /// The grant's document number.
    pub grant: String,
    /// The limits.
    pub limits: OfflineLimits,
    /// Minutes until the window warns, begun ones not counted; 0 where it does already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub soft_minutes: Option<u32>,
    /// Minutes until nothing is issued under the grant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hard_minutes: Option<u32>,
    /// How many licences more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub count: Option<u32>,
    /// What they may come to, a currency each.
    pub totals: Vec<Money>,
}

impl Grant {
    /// What is left of the offline limits; `None` where nothing is limited.
    pub fn offline_left(
        &self,
        exposure: &Exposure,
        now: DateTime<FixedOffset>,
    ) -> Option<OfflineLeft> {
        if self.offline.is_empty() {
            return None;
        }
        let alone = |since| now.signed_duration_since(since).num_seconds().max(0);
        let alone = exposure.offline_since.map_or(0, alone);
        let minutes = |hours: u32| {
            let left = (i64::from(hours) * 3_600).saturating_sub(alone).max(0) / 60;
            u32::try_from(left).unwrap_or(u32::MAX)
        };
        let issued = exposure.unacknowledged.iter().filter(|known| known.grant == self.number);
        let count = issued.clone().fold(0_u32, |sum, known| sum.saturating_add(known.count));
        let limits = &self.offline;
        let currencies: BTreeSet<Currency> =
            limits.hard_totals.iter().map(Money::currency).collect();
        let total = |currency: Currency| {
            let of = |amount: &&Money| amount.currency() == currency;
            let most = limits.hard_totals.iter().filter(of).map(Money::hundredths).min()?;
            let spent = issued.clone().flat_map(|known| &known.amounts).filter(of);
            let left = spent.fold(most, |left, amount| left.saturating_sub(amount.hundredths()));
            Money::from_hundredths(left.max(0), currency).ok()
        };
        Some(OfflineLeft {
            grant: self.number.clone(),
            soft_minutes: limits.soft_hours.map(minutes),
            hard_minutes: limits.hard_hours.map(minutes),
            count: limits.hard_count.map(|most| most.saturating_sub(count)),
            totals: currencies.into_iter().filter_map(total).collect(),
            limits: limits.clone(),
        })
    }

    /// What a case of the item puts at stake under the grant: the amounts in the fields that its
    /// clauses on the item hold against a limit, each field once.
    pub fn at_stake(&self, item: &ItemCode, values: &FormValues) -> Vec<Money> {
        let clauses = self.clauses.iter().filter(|clause| clause.items.contains(item));
        let fields: BTreeSet<_> = clauses
            .flat_map(|clause| &clause.conditions)
            .filter_map(|condition| match condition {
                Condition::Amount { field, .. } | Condition::Cumulative { field, .. } => {
                    Some(field.as_str())
                }
                Condition::OneOf { .. } | Condition::Is { .. } | Condition::Materials { .. } => {
                    None
                }
            })
            .collect();
        fields.into_iter().filter_map(|field| form::money(values, field)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{OfflineLeft, OfflineLimits};
    use crate::exposure::{Exposure, GrantExposure};
    use crate::grant::Grant;
    use crate::money::{Currency, Money};
    use chrono::{DateTime, FixedOffset};

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    fn money(amount: &str, currency: &str) -> Money {
        Money::parse(amount, currency).unwrap()
    }

    fn grant(offline: OfflineLimits) -> Grant {
        Grant {
            number: "样授1号".to_owned(),
            department: "shangwu".into(),
            published_on: None,
            holder: Default::default(),
            windows: Vec::new(),
            valid_from: "2026-01-01".parse().unwrap(),
            valid_until: "2026-12-31".parse().unwrap(),
            revoked_at: None,
            refusal: crate::grant::Authority::Chief,
            offline,
            clauses: Vec::new(),
        }
    }

    fn left(since: Option<&str>, issued: &[(&str, u32, &[Money])]) -> OfflineLeft {
        let limits = OfflineLimits {
            soft_hours: Some(24),
            hard_hours: Some(168),
            hard_count: Some(5),
            hard_totals: vec![money("1000", "USD"), money("10", "CNY"), money("900", "USD")],
        };
        let unacknowledged = issued.iter().map(|(grant, count, amounts)| GrantExposure {
            grant: (*grant).to_owned(),
            count: *count,
            amounts: amounts.to_vec(),
        });
        let exposure = Exposure {
            offline_since: since.map(at),
            unacknowledged: unacknowledged.collect(),
            earlier: Vec::new(),
        };
        grant(limits).offline_left(&exposure, at("2026-11-23T09:00:30+08:00")).unwrap()
    }

    #[test]
    fn hours_run_from_the_last_contact_and_never_below_nothing() {
        let rows = [
            (None, 24 * 60, 168 * 60),
            (Some("2026-11-23T09:00:30+08:00"), 24 * 60, 168 * 60),
            (Some("2026-11-24T09:00:30+08:00"), 24 * 60, 168 * 60),
            (Some("2026-11-23T08:00:00+08:00"), 22 * 60 + 59, 166 * 60 + 59),
            (Some("2026-11-22T01:00:30+00:00"), 0, 144 * 60),
            (Some("2026-10-01T09:00:00+08:00"), 0, 0),
        ];
        for (since, soft, hard) in rows {
            let left = left(since, &[]);
            assert_eq!(
                (left.soft_minutes, left.hard_minutes),
                (Some(soft), Some(hard)),
                "{since:?}"
            );
        }
    }

    #[test]
    fn what_was_issued_under_the_grant_is_taken_off_in_its_currency() {
        let issued: &[(&str, u32, &[Money])] = &[
            ("样授1号", 2, &[money("300", "USD"), money("100.50", "USD"), money("7", "EUR")]),
            ("样授2号", 9, &[money("900", "USD")]),
            ("样授1号", 1, &[money("11", "CNY")]),
        ];
        let left = left(None, issued);
        assert_eq!(left.count, Some(2));
        assert_eq!(left.totals, [money("0", "CNY"), money("499.50", "USD")]);
        assert_eq!(left.totals.first().map(Money::currency), Some(Currency::CNY));
    }

    #[test]
    fn a_grant_without_limits_has_nothing_to_tell() {
        let unlimited = grant(OfflineLimits::default());
        let now = at("2026-11-23T09:00:00+08:00");
        assert_eq!(unlimited.offline_left(&Exposure::default(), now), None);
    }
}
