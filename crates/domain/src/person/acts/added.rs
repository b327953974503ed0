use crate::act::{ActRule, By, Doer, Name};
use crate::appointment::{Appointment, Term};
use crate::ids::{DepartmentId, PersonId};
use crate::item::Item;
use crate::journal::Entry;
use crate::person::{PersonRecord, Role};
use crate::text::{Limited, NAME_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 新增人员: a person of the centre, with the first appointment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonAdded {
    /// The name as people write it.
    pub name: String,
    /// What the person is.
    pub role: Role,
    /// Where.
    pub department: DepartmentId,
}

impl PersonAdded {
    /// The appointment that begins with it.
    pub(in crate::person) fn appointment(&self, person: &PersonId, entry: &Entry) -> Appointment {
        Appointment {
            person: person.clone(),
            name: self.name.clone(),
            role: self.role,
            department: self.department.clone(),
            term: Term::since(entry.time.legal()),
        }
    }
}

impl ActRule<PersonRecord> for PersonAdded {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "新增人员", en: "added" };
    const BY: By = By::Centre(&[Role::Admin]);

    /// Nothing comes before it, so it never follows.
    fn follows(_record: &PersonRecord, _doer: &Doer) -> Result<(), WhyNot> {
        Err(WhyNot::NotTheBeginning)
    }

    /// What it makes is made by [`PersonRecord::begin`].
    fn carry(&self, _record: &mut PersonRecord, _entry: &Entry) {}

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.name, NAME_MOST)]
    }

    fn detail(&self) -> String {
        format!("{} {:?} {}", self.name, self.role, self.department)
    }
}
