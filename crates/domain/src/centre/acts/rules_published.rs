use crate::act::{ActRule, By, Doer, Name};
use crate::centre::CentreRecord;
use crate::digest::Digest;
use crate::journal::Entry;
use crate::person::Role;
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 发布规则: a rule pack is in force from its days on, at every window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RulesPublished {
    /// Its version.
    pub version: u32,
    /// The digest of its exact text.
    #[ts(type = "string")]
    pub digest: Digest,
}

impl ActRule<CentreRecord> for RulesPublished {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "发布规则", en: "rules published" };
    const BY: By = By::Centre(&[Role::Admin]);

    fn follows(_record: &CentreRecord, _doer: &Doer) -> Result<(), WhyNot> {
        Ok(())
    }

    fn fits(&self, record: &CentreRecord) -> Result<(), WhyNot> {
        let newer = record.published.last().is_none_or(|last| *last < self.version);
        if newer { Ok(()) } else { Err(WhyNot::NotAsHeld) }
    }

    fn carry(&self, record: &mut CentreRecord, _entry: &Entry) {
        record.published.push(self.version);
    }

    fn detail(&self) -> String {
        self.version.to_string()
    }
}
