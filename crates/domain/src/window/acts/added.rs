use crate::act::{ActRule, By, Doer, Name};
use crate::ids::DepartmentId;
use crate::item::Item;
use crate::journal::Entry;
use crate::person::Role;
use crate::text::{Limited, NAME_MOST};
use crate::why_not::WhyNot;
use crate::window::WindowRecord;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 新增窗口: a window of a department.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct WindowAdded {
    /// Its name.
    pub name: String,
    /// Its department.
    pub department: DepartmentId,
}

impl ActRule<WindowRecord> for WindowAdded {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "新增窗口", en: "added" };
    const BY: By = By::Centre(&[Role::Admin]);

    /// Nothing comes before it, so it never follows.
    fn follows(_record: &WindowRecord, _doer: &Doer) -> Result<(), WhyNot> {
        Err(WhyNot::NotTheBeginning)
    }

    /// What it makes is made by [`WindowRecord::begin`].
    fn carry(&self, _record: &mut WindowRecord, _entry: &Entry) {}

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.name, NAME_MOST)]
    }

    fn detail(&self) -> String {
        format!("{} {}", self.name, self.department)
    }
}
