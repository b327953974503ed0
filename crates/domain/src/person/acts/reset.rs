use crate::act::{ActRule, By, Doer, Name};
use crate::journal::Entry;
use crate::person::{PersonRecord, Role};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 重置密码: the person gets a new password that must be changed at the next log-in; every key ends, as
/// each is sealed under the old one. Who was disabled may log in again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonReset {}

impl ActRule<PersonRecord> for PersonReset {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "重置密码", en: "password reset" };
    const BY: By = By::Centre(&[Role::Admin]);

    fn follows(_record: &PersonRecord, _doer: &Doer) -> Result<(), WhyNot> {
        Ok(())
    }

    fn carry(&self, record: &mut PersonRecord, entry: &Entry) {
        record.disabled_at = None;
        record.reset_at = Some(entry.time.legal());
        record.end_keys(entry.time.legal(), |_| true);
    }
}
