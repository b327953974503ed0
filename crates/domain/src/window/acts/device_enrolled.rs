use crate::act::{ActRule, By, Doer, Name};
use crate::item::Item;
use crate::journal::Entry;
use crate::person::Role;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use crate::window::WindowRecord;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 注册设备: a device became this window. The one before is none any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DeviceEnrolled {
    /// Its SM2 public key, uncompressed SEC1 in hexadecimal.
    pub public_key: String,
}

impl ActRule<WindowRecord> for DeviceEnrolled {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "注册设备", en: "device enrolled" };
    const BY: By = By::Centre(&[Role::Clerk, Role::Chief]);

    fn follows(_record: &WindowRecord, _doer: &Doer) -> Result<(), WhyNot> {
        Ok(())
    }

    fn carry(&self, record: &mut WindowRecord, entry: &Entry) {
        record.enrol(self.public_key.clone(), entry.time.legal());
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.public_key, REASON_MOST)]
    }
}
