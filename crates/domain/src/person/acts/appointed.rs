use crate::act::{ActRule, By, Doer, Name};
use crate::appointment::{Appointment, Term};
use crate::ids::DepartmentId;
use crate::journal::Entry;
use crate::person::{PersonRecord, Role};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 任命: what the person is from now on, and where. What the person was ends with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonAppointed {
    /// What.
    pub role: Role,
    /// Where.
    pub department: DepartmentId,
}

impl ActRule<PersonRecord> for PersonAppointed {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "任命", en: "appointed" };
    const BY: By = By::Centre(&[Role::Admin]);

    fn follows(_record: &PersonRecord, _doer: &Doer) -> Result<(), WhyNot> {
        Ok(())
    }

    fn carry(&self, record: &mut PersonRecord, entry: &Entry) {
        let name = record.appointments.last().map(|last| last.name.clone()).unwrap_or_default();
        let person = record.id.clone();
        let (role, department) = (self.role, self.department.clone());
        let term = Term::since(entry.time.legal());
        record.appoint(Appointment { person, name, role, department, term });
    }

    fn detail(&self) -> String {
        format!("{:?} {}", self.role, self.department)
    }
}
