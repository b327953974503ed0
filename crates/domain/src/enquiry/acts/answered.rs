use crate::act::{ActRule, By, Doer, Name};
use crate::enquiry::{Answer, Enquiry, EnquiryState};
use crate::item::Item;
use crate::journal::Entry;
use crate::text::{Limited, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 答复: a window answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EnquiryAnswered {
    /// The answer.
    pub answer: String,
}

impl ActRule<Enquiry> for EnquiryAnswered {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "答复", en: "answered" };
    const BY: By = By::STAFF;

    fn follows(enquiry: &Enquiry, _doer: &Doer) -> Result<(), WhyNot> {
        match enquiry.state() {
            EnquiryState::Waiting => Ok(()),
            EnquiryState::Answered => Err(WhyNot::Answered),
            EnquiryState::Closed => Err(WhyNot::Closed),
        }
    }

    fn carry(&self, enquiry: &mut Enquiry, entry: &Entry) {
        enquiry.answer = Some(Answer {
            text: self.answer.clone(),
            by: entry.actor.clone(),
            author: entry.author.clone(),
            at: entry.time.legal(),
        });
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        vec![(&self.answer, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.answer.clone()
    }
}
