//! Who works at the centre, what each role may do at all, and what the centre's journal says of a person.

pub mod acts;
pub mod password;
mod record;

pub use acts::{PersonAct, PersonActKind};
pub use record::PersonRecord;

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

impl Person {
    /// Whether the person works at the desk of a department at the centre: a leader at the own one's, a
    /// supervisor and an administrator at each.
    pub fn works_at_desk_of(&self, department: &DepartmentId) -> bool {
        match self.role {
            Role::Clerk | Role::Chief => false,
            Role::Leader => self.department == *department,
            Role::Supervisor | Role::Admin => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Person, Role};

    #[test]
    fn a_leader_works_at_the_own_desk_and_windows_staff_at_none() {
        let rows = [
            (Role::Clerk, false, false),
            (Role::Chief, false, false),
            (Role::Leader, true, false),
            (Role::Supervisor, true, true),
            (Role::Admin, true, true),
        ];
        for (role, own, other) in rows {
            let (id, name) = ("sun".into(), "样本".to_owned());
            let person = Person { id, name, role, department: "shangwu".into() };
            assert_eq!(person.works_at_desk_of(&"shangwu".into()), own, "{role:?}");
            assert_eq!(person.works_at_desk_of(&"huanbao".into()), other, "{role:?}");
        }
    }
}
