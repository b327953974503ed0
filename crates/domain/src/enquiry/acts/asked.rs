use crate::act::{ActRule, By, Doer, Name};
use crate::enquiry::{Asker, Enquiry};
use crate::ids::{DepartmentId, ItemCode};
use crate::item::Item;
use crate::journal::Entry;
use crate::person::Role;
use crate::text::{Limited, NAME_MOST, REASON_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 咨询: somebody asks, and the centre writes it down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EnquiryAsked {
    /// The department that is asked.
    pub department: DepartmentId,
    /// The item that it is about, where it is about one.
    pub item: Option<ItemCode>,
    /// Who asks.
    pub asker: Asker,
    /// The question.
    pub question: String,
}

impl ActRule<Enquiry> for EnquiryAsked {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "咨询", en: "asked" };
    const BY: By = By::Centre(&[Role::Leader, Role::Supervisor, Role::Admin]);

    /// Nothing comes before it, so it never follows.
    fn follows(_enquiry: &Enquiry, _doer: &Doer) -> Result<(), WhyNot> {
        Err(WhyNot::NotTheBeginning)
    }

    /// What it makes is made by [`Enquiry::begin`].
    fn carry(&self, _enquiry: &mut Enquiry, _entry: &Entry) {}

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        let Asker { name, phone } = &self.asker;
        vec![(name, NAME_MOST), (phone, NAME_MOST), (&self.question, REASON_MOST)]
    }

    fn detail(&self) -> String {
        self.question.clone()
    }
}
