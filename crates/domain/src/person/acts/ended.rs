use crate::act::{ActRule, By, Doer, Name};
use crate::journal::Entry;
use crate::person::{PersonRecord, Role};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 免职: the appointment ends, and with it every right. The keys stay whose they are: what the person signs
/// after it is known to be the person's, and counts for nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonEnded {}

impl ActRule<PersonRecord> for PersonEnded {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "免职", en: "appointment ended" };
    const BY: By = By::Centre(&[Role::Admin]);

    fn follows(record: &PersonRecord, _doer: &Doer) -> Result<(), WhyNot> {
        let open = record.appointments.last().is_some_and(|last| last.term.until.is_none());
        if open { Ok(()) } else { Err(WhyNot::NotAppointed) }
    }

    fn carry(&self, record: &mut PersonRecord, entry: &Entry) {
        record.end(entry.time.legal());
    }
}
