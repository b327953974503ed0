use crate::act::{ActRule, By, Doer, Name};
use crate::centre::CentreRecord;
use crate::item::Item;
use crate::journal::Entry;
use crate::person::Role;
use crate::text::{Limited, NUMBER_MOST, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 撤销证照: a licence holds no more, for good.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LicenceRevoked {
    /// Its number, with its version: [`crate::product::id`].
    pub number: String,
    /// Why, as the public reads it; 1 to 500 characters.
    pub reason: String,
    /// The number of the licence in its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub replaced_by: Option<String>,
}

impl ActRule<CentreRecord> for LicenceRevoked {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "撤销证照", en: "licence revoked" };
    const BY: By = By::Centre(&[Role::Admin]);

    fn follows(_record: &CentreRecord, _doer: &Doer) -> Result<(), WhyNot> {
        Ok(())
    }

    fn fits(&self, record: &CentreRecord) -> Result<(), WhyNot> {
        if record.revoked.contains(&self.number) { Err(WhyNot::NotAsHeld) } else { Ok(()) }
    }

    fn carry(&self, record: &mut CentreRecord, _entry: &Entry) {
        record.revoked.push(self.number.clone());
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        let by = self.replaced_by.as_deref().map(|number| (number, NUMBER_MOST));
        let said = [(self.number.as_str(), NUMBER_MOST), (&self.reason, REASON_MOST)];
        said.into_iter().chain(by).collect()
    }

    fn detail(&self) -> String {
        format!("{} {}", self.number, self.reason)
    }
}
