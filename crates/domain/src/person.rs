//! Who works at a window, and what each role may do at all.

use crate::ids::{DepartmentId, PersonId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a person is at the centre. Ordered by authority at a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 经办人: receives, checks, accepts, charges, prints, delivers.
    Clerk,
    /// 窗口首席代表: all that, and issues inside the grant.
    Chief,
    /// 分管领导: signs what the window may not.
    Leader,
    /// 督查员: watches limits, settles exceptions.
    Supervisor,
    /// 管理员: catalogue, windows, people.
    Admin,
}

/// A person who works at the centre.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// The login name.
    pub id: PersonId,
    /// The name as people write it.
    pub name: String,
    /// What the person is.
    pub role: Role,
    /// The department that the person belongs to.
    pub department: DepartmentId,
}
