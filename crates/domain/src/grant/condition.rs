//! What a clause asks of a case.

use crate::ids::MaterialCode;
use crate::money::Money;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What must hold of a case for its clause to be met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "test", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// An amount against a limit.
    Amount {
        /// The form field.
        field: String,
        /// On which side of the limit, and whether the limit itself is in.
        bound: Bound,
        /// The limit.
        limit: Money,
    },
    /// A choice among values.
    OneOf {
        /// The form field.
        field: String,
        /// Any of these.
        values: Vec<String>,
    },
    /// A yes or no.
    Is {
        /// The form field.
        field: String,
        /// Which of the two.
        value: bool,
    },
    /// Materials that are handed in.
    Materials {
        /// All of these; empty for all that the item requires.
        #[serde(default)]
        codes: Vec<MaterialCode>,
    },
    /// What one applicant or one project was issued lately under the clause's items, this case
    /// included, against a limit: so that a large thing is not brought in small parts.
    Cumulative {
        /// The form field that is added up.
        field: String,
        /// Whose.
        per: Per,
        /// Over so many days, the day of the decision included; at least 1.
        days: u32,
        /// On which side of the limit, and whether the limit itself is in.
        bound: Bound,
        /// The limit.
        limit: Money,
    },
}

/// Whose amounts are added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// The applicant's, known by identity number or credit code.
    Applicant,
    /// The project's, known by what this field of the form says, letter by letter.
    Project(String),
}

/// A side of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// ≥
    AtLeast,
    /// >
    Above,
    /// ≤
    AtMost,
    /// <
    Below,
}
