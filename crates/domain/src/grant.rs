//! 授权书: the signed delegation that says what may be issued at a window.

use crate::ids::{DepartmentId, ItemCode};
use crate::item::{Action, ApplicantKind};
use crate::money::Money;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A delegation of a department to its windows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// Its document number, such as 徐商授〔2026〕3号.
    pub number: String,
    /// The department that delegates.
    pub department: DepartmentId,
    /// The first day that it holds.
    #[ts(type = "string")]
    pub valid_from: NaiveDate,
    /// The last day that it holds.
    #[ts(type = "string")]
    pub valid_until: NaiveDate,
    /// What it says.
    pub clauses: Vec<Clause>,
}

/// One clause of a grant: for which cases, on what conditions, with what effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Where it stands, such as 第二条第1款.
    pub number: String,
    /// The items that it speaks of.
    pub items: Vec<ItemCode>,
    /// The actions that it speaks of; empty for all.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// The applicants that it speaks of; empty for all.
    #[serde(default)]
    pub applicant_kinds: Vec<ApplicantKind>,
    /// All must be met.
    #[serde(default)]
    pub conditions: Vec<Condition>,
    /// What follows when all are met.
    pub effect: Effect,
}

/// A condition on one field of the form.
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

/// What follows from a clause. Where several hold, the narrowest authority wins and queues add.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Effect {
    /// May be issued at the window by this authority or a higher one.
    Issue {
        /// The least authority.
        by: Authority,
    },
    /// Must be decided elsewhere.
    Refer {
        /// By whom.
        to: Referee,
    },
    /// 绿色通道: goes into the priority queue.
    Green,
}

/// Who may issue at a window; the later, the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Authority {
    /// Any clerk of the window.
    Clerk,
    /// The chief representative alone.
    Chief,
}

/// Who decides what the window may not; the later, the further away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Referee {
    /// The window's own chief representative.
    Chief,
    /// The leader in charge.
    Leader,
    /// Other departments give their opinions.
    Countersign,
    /// 专家评审, art. 45 of the Administrative Licensing Law.
    ExpertReview,
    /// 联审会办
    JointReview,
}
