use crate::act::{ActRule, By, Doer, Name};
use crate::enquiry::{Enquiry, EnquiryState};
use crate::item::Item;
use crate::journal::Entry;
use crate::person::Role;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 办结: the answer reached whoever asked, or the question was taken back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EnquiryClosed {
    /// How it ended.
    pub note: String,
}

impl ActRule<Enquiry> for EnquiryClosed {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "办结", en: "closed" };
    const BY: By = By::Centre(&[Role::Leader, Role::Supervisor, Role::Admin]);

    fn follows(enquiry: &Enquiry, _doer: &Doer) -> Result<(), WhyNot> {
        match enquiry.state() {
            EnquiryState::Waiting | EnquiryState::Answered => Ok(()),
            EnquiryState::Closed => Err(WhyNot::Closed),
        }
    }

    fn carry(&self, enquiry: &mut Enquiry, entry: &Entry) {
        enquiry.closed_on = Some(entry.legal_day());
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.note, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.note.clone()
    }
}
