//! 咨询: a question that was asked at the centre, is answered by a window, and is then closed.

pub mod acts;

pub use acts::{EnquiryAct, EnquiryActKind};

use crate::act::{Actor, Doer, Offer};
use crate::ids::{Author, DepartmentId, EnquiryId, ItemCode};
use crate::journal::Entry;
use crate::why_not::WhyNot;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where an enquiry stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EnquiryState {
    /// 待答复
    Waiting,
    /// 已答复
    Answered,
    /// 已办结
    Closed,
}

/// 咨询
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Enquiry {
    /// Its identifier.
    pub id: EnquiryId,
    /// The department that is asked.
    pub department: DepartmentId,
    /// The item that it is about, where it is about one.
    pub item: Option<ItemCode>,
    /// Who asks.
    pub asker: Asker,
    /// The question.
    pub question: String,
    /// When it was asked.
    #[ts(type = "string")]
    pub asked_at: DateTime<FixedOffset>,
    /// The answer, once it was given.
    pub answer: Option<Answer>,
    /// The legal day on which it was closed.
    #[ts(type = "string | null")]
    pub closed_on: Option<NaiveDate>,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Asker {
    /// The name.
    pub name: String,
    /// A telephone number; may be empty.
    #[serde(default)]
    pub phone: String,
}

/// An answer, with whose and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Answer {
    /// What was answered.
    pub text: String,
    /// Who answered.
    pub by: Actor,
    /// At which window.
    pub author: Author,
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<FixedOffset>,
}

impl Enquiry {
    /// The enquiry that its first entry begins.
    ///
    /// # Errors
    /// [`WhyNot::NotTheBeginning`] where the entry asks nothing; who may not ask.
    pub fn begin(entry: &Entry) -> Result<Self, WhyNot> {
        let Some((id, EnquiryAct::Asked(asked))) = entry.about.enquiry() else {
            return Err(WhyNot::NotTheBeginning);
        };
        EnquiryActKind::Asked.by().check(&entry.doer())?;
        Ok(Self {
            id,
            department: asked.department.clone(),
            item: asked.item.clone(),
            asker: asked.asker.clone(),
            question: asked.question.clone(),
            asked_at: entry.time.legal(),
            answer: None,
            closed_on: None,
        })
    }

    /// Where it stands.
    pub fn state(&self) -> EnquiryState {
        match (&self.answer, self.closed_on) {
            (_, Some(_)) => EnquiryState::Closed,
            (Some(_), None) => EnquiryState::Answered,
            (None, None) => EnquiryState::Waiting,
        }
    }

    /// Whether an act of this kind is possible now, from this person here.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, kind: EnquiryActKind, doer: &Doer) -> Result<(), WhyNot> {
        kind.by().check(doer)?;
        kind.follows(self, doer)
    }

    /// Every act that may follow: possible, or why not.
    pub fn offers(&self, doer: &Doer) -> Vec<Offer<EnquiryActKind>> {
        let offer = |&act: &EnquiryActKind| Offer { act, why_not: self.check(act, doer).err() };
        EnquiryActKind::FOLLOWING.iter().map(offer).collect()
    }

    /// Carries one more entry into the enquiry.
    ///
    /// # Errors
    /// Why the act does not follow; the enquiry is then unchanged.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        let Some((id, act)) = entry.about.enquiry() else { return Err(WhyNot::OtherSubject) };
        if id != self.id {
            return Err(WhyNot::OtherSubject);
        }
        self.check(act.kind(), &entry.doer())?;
        act.fits(self)?;
        act.carry(self, entry);
        Ok(())
    }
}
