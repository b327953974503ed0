//! How far a grant carries during an outage, as card networks limit what is paid offline.

use super::{Condition, Grant};
use crate::form::{self, FormValues};
use crate::ids::ItemCode;
use crate::money::Money;
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

impl Grant {
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
