use crate::act::{ActRule, By, Doer, Name};
use crate::appointment::{PersonKey, Term};
use crate::ids::WindowId;
use crate::item::Item;
use crate::journal::Entry;
use crate::person::{PersonRecord, Role};
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 登记签名密钥: the person made a key at a window, at a log-in there. The one that the person had there
/// before ends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonKeyMade {
    /// Where.
    pub window: WindowId,
    /// The SM2 public key, uncompressed SEC1 in hexadecimal.
    pub public_key: String,
}

/// The most new keys that a person gets at a window in 24 hours: each stays in the register for ever. A log-in
/// needs a new one at a new device, after a reset, or where the window's folder was lost.
pub const KEYS_A_DAY: usize = 5;

impl ActRule<PersonRecord> for PersonKeyMade {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "登记签名密钥", en: "signing key made" };
    const BY: By = By::Centre(&[Role::Clerk, Role::Chief]);

    fn follows(record: &PersonRecord, _doer: &Doer) -> Result<(), WhyNot> {
        if record.disabled_at.is_some() {
            return Err(WhyNot::Disabled);
        }
        Ok(())
    }

    fn carry(&self, record: &mut PersonRecord, entry: &Entry) {
        record.end_keys(entry.time.legal(), |known| known.window == self.window);
        record.keys.push(PersonKey {
            person: record.id.clone(),
            window: self.window.clone(),
            public_key: self.public_key.clone(),
            term: Term::since(entry.time.legal()),
        });
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.public_key, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.window.to_string()
    }
}
