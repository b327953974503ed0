use crate::act::{ActRule, By, Doer, Name};
use crate::item::Item;
use crate::journal::Entry;
use crate::person::Role;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use crate::window::WindowRecord;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 停用设备: the window's device is none any more: lost, stolen, or taken away.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeviceDisabled {
    /// Why; 1 to 500 characters.
    pub reason: String,
}

impl ActRule<WindowRecord> for DeviceDisabled {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "停用设备", en: "device disabled" };
    const BY: By = By::Centre(&[Role::Admin]);

    fn follows(record: &WindowRecord, _doer: &Doer) -> Result<(), WhyNot> {
        let open = record.devices.last().is_some_and(|last| last.term.until.is_none());
        if open { Ok(()) } else { Err(WhyNot::NoDevice) }
    }

    fn carry(&self, record: &mut WindowRecord, entry: &Entry) {
        record.end_device(entry.time.legal());
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.reason, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.reason.clone()
    }
}
