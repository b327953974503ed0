use crate::act::{ActRule, By, Name};
use crate::case::parties::Parties;
use crate::case::{Case, Context};
use crate::decide::Queue;
use crate::form::{self, FormValues};
use crate::ids::{CaseNumber, ItemCode, MaterialCode};
use crate::item::Action;
use crate::item::Item;
use crate::journal::Entry;
use crate::paper::DocumentKind;
use crate::product::ExistingLicence;
use crate::text::{Limited, NAME_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 收件: the case begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// The case's number.
    pub number: CaseNumber,
    /// What the window was called, as the case's papers say it for good.
    pub window_name: String,
    /// What is applied for.
    pub item: ItemCode,
    /// Under which action.
    pub action: Action,
    /// The version of the rule pack whose item it keeps to its end.
    pub pack_version: u32,
    /// Who applies.
    pub parties: Parties,
    /// The licence that the application is about; `None` where it is about none that there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub existing: Option<ExistingLicence>,
    /// Which queue it was put into (绿色通道).
    #[serde(default, skip_serializing_if = "Queue::is_normal")]
    #[ts(optional, as = "Option<Queue>")]
    pub queue: Queue,
    /// The filled-in form.
    #[ts(type = "Record<string, unknown>")]
    pub form: FormValues,
    /// The materials handed in.
    pub materials: Vec<MaterialCode>,
}

impl ActRule<Case> for Received {
    type Context<'a> = Context<'a>;
    const NAME: Name = Name { zh: "收件", en: "received" };
    const TO_DO: Name = Name { zh: "收件", en: "Take in" };
    const BY: By = By::STAFF;
    const PAPER: Option<DocumentKind> = Some(DocumentKind::MaterialsReceipt);

    /// Nothing comes before it, so it never follows.
    fn follows(_case: &Case, _context: &Context<'_>) -> Result<(), WhyNot> {
        Err(WhyNot::NotTheBeginning)
    }

    /// What it makes is made by [`Case::begin`].
    fn carry(&self, _case: &mut Case, _entry: &Entry) {}

    fn texts<'a>(&'a self, item: Option<&'a Item>) -> Vec<Limited<'a>> {
        let Parties { applicant, to_be } = &self.parties;
        let mut texts = vec![(self.window_name.as_str(), NAME_MOST)];
        texts.extend(
            [&applicant.name, &applicant.number, &applicant.phone]
                .map(|it| (it.as_str(), NAME_MOST)),
        );
        texts.extend(to_be.as_deref().map(|name| (name, NAME_MOST)));
        texts.extend(self.existing.iter().flat_map(ExistingLicence::texts));
        texts.extend(item.map(|item| form::texts(item, &self.form)).unwrap_or_default());
        texts
    }

    fn detail(&self) -> String {
        self.number.to_string()
    }
}

#[cfg(test)]
impl crate::act::ActSample for Received {
    fn sample() -> Self {
        crate::sample::received()
    }
}
