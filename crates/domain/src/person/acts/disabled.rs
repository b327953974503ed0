use crate::act::{ActRule, By, Doer, Name};
use crate::item::Item;
use crate::journal::Entry;
use crate::person::{PersonRecord, Role};
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 停用账号: from now on the person logs in nowhere, and every key ends; the appointment stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonDisabled {
    /// Why; 1 to 500 characters.
    pub reason: String,
}

impl ActRule<PersonRecord> for PersonDisabled {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "停用账号", en: "disabled" };
    const BY: By = By::Centre(&[Role::Admin]);

    fn follows(record: &PersonRecord, _doer: &Doer) -> Result<(), WhyNot> {
        if record.disabled_at.is_some() { Err(WhyNot::Disabled) } else { Ok(()) }
    }

    fn carry(&self, record: &mut PersonRecord, entry: &Entry) {
        record.disabled_at = Some(entry.time.legal());
        record.end_keys(entry.time.legal(), |_| true);
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.reason, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.reason.clone()
    }
}
