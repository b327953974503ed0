//! 授权书: the signed delegation that says what may be issued at a window.

mod condition;
mod offline;

pub use condition::{Bound, Condition, Per};
pub use offline::{OfflineLeft, OfflineLimits};

use crate::ids::{DepartmentId, PersonId, WindowId};
use crate::item::{Action, ApplicantKind};
use crate::item_codes::ItemCodes;
use chrono::{DateTime, FixedOffset, NaiveDate};
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
    /// The day on which the document was made public; `None` where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub published_on: Option<NaiveDate>,
    /// To whom it is given.
    #[serde(default)]
    pub holder: Holder,
    /// The windows that it is for; empty for all of the department.
    #[serde(default)]
    pub windows: Vec<WindowId>,
    /// The first day that it holds.
    #[ts(type = "string")]
    pub valid_from: NaiveDate,
    /// The last day that it holds.
    #[ts(type = "string")]
    pub valid_until: NaiveDate,
    /// From when on it is revoked; `None` while it is not. What was issued before stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub revoked_at: Option<DateTime<FixedOffset>>,
    /// Who may refuse under it, and not accept, where its clauses let the window decide.
    #[serde(default = "Grant::refusal_by_default")]
    pub refusal: Authority,
    /// How far it carries while the server does not know of what is issued.
    #[serde(default)]
    pub offline: OfflineLimits,
    /// What it says.
    pub clauses: Vec<Clause>,
}

impl Grant {
    /// A document that does not speak of refusing leaves it to the chief representative.
    pub fn refusal_by_default() -> Authority {
        Authority::Chief
    }

    /// Whether it holds on a day; its first and its last day are in.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        (self.valid_from..=self.valid_until).contains(&day)
    }

    /// Whether it is revoked at an instant; that of the revocation is in.
    pub fn is_revoked_at(&self, now: DateTime<FixedOffset>) -> bool {
        self.revoked_at.is_some_and(|revoked| revoked <= now)
    }

    /// Whether it is for a window of its department.
    pub fn is_for(&self, window: &WindowId) -> bool {
        self.windows.is_empty() || self.windows.contains(window)
    }
}

/// To whom a grant is given.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Whoever has this authority at a window. Under the chief representative's grant a clause may
    /// let the window's clerks issue too; under the clerks' own grant none may ask for more.
    Role(Authority),
    /// One person: under no clause of it may anybody else issue.
    Person(PersonId),
}

impl Default for Holder {
    fn default() -> Self {
        Self::Role(Authority::Chief)
    }
}

/// One clause of a grant: for which cases, on what conditions, with what effect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Clause {
    /// Where it stands, such as 第二条第1款.
    pub number: String,
    /// By what name an exception refers to it, unique in the pack; `None` where none does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub id: Option<String>,
    /// The clause, by its [`id`](Self::id), that takes no part where this one is met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub exception_to: Option<String>,
    /// The items that it speaks of.
    pub items: ItemCodes,
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

/// What follows from a clause. Where several hold, the narrowest authority wins, unless one is named
/// as an exception to another; the green channel and the second officer add.
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
        to: ReferralTarget,
    },
    /// 绿色通道: goes into the priority queue.
    Green,
    /// The substance of the materials must be verified, which takes two officers or more: art. 34 of
    /// the Administrative Licensing Law. It adds to the other effects, and changes none of them.
    SecondOfficer,
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

/// Who decides what the window may not; the later, the further away. Expert review comes before the
/// meeting that rests on it, and so is the furthest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReferralTarget {
    /// The window's own chief representative.
    Chief,
    /// The leader in charge.
    Leader,
    /// Other departments give their opinions.
    Countersign,
    /// 联审会办
    JointReview,
    /// 专家评审, art. 45 of the Administrative Licensing Law.
    ExpertReview,
}
