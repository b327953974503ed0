//! 办件: one applicant, one item, one file. A case is what its acts make of it, and nothing else.
//!
//! It is made of parts, each with its own file. Which act may follow is said once, by the act
//! ([`acts`]); everything that shows a button or refuses an act asks [`Case::offers`] or
//! [`Case::check`].

pub mod acts;
mod clock;
mod decision;
mod intake;
mod money;
mod papers;
mod parties;
mod procedures;
mod products;
mod state;

pub use acts::{CaseAct, CaseActKind};
pub use clock::CaseClock;
pub use decision::{Because, CaseDecision};
pub use intake::{CaseIntake, HandedIn};
pub use money::CaseMoney;
pub use papers::{Delivery, Papers};
pub use parties::{Applicant, Parties};
pub use procedures::{APPROVED, Procedures, Referral, ReferralAnswer};
pub use products::Products;
pub use state::CaseState;

use crate::act::{Actor, Doer, Offer};
use crate::decide::{Decision, Queue};
use crate::form::FormValues;
use crate::ids::{CaseId, CaseNumber, ItemCode, WindowId};
use crate::item::Action;
use crate::journal::Entry;
use crate::paper::DocumentKind;
use crate::product::ExistingLicence;
use crate::why_not::WhyNot;
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 办件
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Case {
    /// Its identifier.
    pub id: CaseId,
    /// Its number as people read it.
    pub number: CaseNumber,
    /// The window that has it.
    pub window: WindowId,
    /// What the window was called when it was received, as its papers say it for good.
    pub window_name: String,
    /// Who received it.
    pub received_by: Actor,
    /// When it was received.
    #[ts(type = "string")]
    pub received_at: DateTime<FixedOffset>,
    /// What is applied for.
    pub item: ItemCode,
    /// Under which action.
    pub action: Action,
    /// The version of the rule pack whose item it keeps to its end.
    pub pack_version: u32,
    /// Who applies.
    pub parties: Parties,
    /// The licence that the application is about.
    pub existing: Option<ExistingLicence>,
    /// Which queue it is in.
    pub queue: Queue,
    /// The filled-in form.
    #[ts(type = "Record<string, unknown>")]
    pub form: FormValues,
    /// What was handed in, and what is missing.
    pub intake: CaseIntake,
    /// What is due when.
    pub clock: CaseClock,
    /// Referral and verification.
    pub procedures: Procedures,
    /// How it was decided, where nothing was issued.
    pub decision: CaseDecision,
    /// What is to be paid, and what was.
    pub money: CaseMoney,
    /// What it led to.
    pub products: Products,
    /// The papers that came out.
    pub papers: Papers,
    /// That it was handed over.
    pub delivery: Option<Delivery>,
}

/// What is known, beside the case, where it is asked which acts are possible.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// Who is about to do it, and where.
    pub doer: Doer,
    /// What was decided on the case for this person; `None` where it is not yet asked, or where the
    /// act is a fact already.
    pub decision: Option<&'a Decision>,
}

impl Case {
    /// The case that its first entry begins.
    ///
    /// # Errors
    /// [`WhyNot::NotTheBeginning`] where the entry is not a receipt; who may not receive one.
    pub fn begin(entry: &Entry) -> Result<Self, WhyNot> {
        let Some((id, CaseAct::Received(received))) = entry.about.case() else {
            return Err(WhyNot::NotTheBeginning);
        };
        CaseActKind::Received.by().check(&entry.doer())?;
        let window = entry.author.window().ok_or(WhyNot::AtAWindow)?;
        let mut intake = CaseIntake::default();
        intake.take(&received.materials, entry.legal_day());
        Ok(Self {
            id,
            number: received.number.clone(),
            window,
            window_name: received.window_name.clone(),
            received_by: entry.actor.clone(),
            received_at: entry.time.legal(),
            item: received.item.clone(),
            action: received.action,
            pack_version: received.pack_version,
            parties: received.parties.clone(),
            existing: received.existing.clone(),
            queue: received.queue,
            form: received.form.clone(),
            intake,
            clock: CaseClock::default(),
            procedures: Procedures::default(),
            decision: CaseDecision::default(),
            money: CaseMoney::default(),
            products: Products::default(),
            papers: Papers::default(),
            delivery: None,
        })
    }

    /// Whether an act of this kind is possible now, from this person here.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, kind: CaseActKind, context: &Context<'_>) -> Result<(), WhyNot> {
        let by = kind.by();
        by.check(&context.doer)?;
        if !by.is_centre() && !context.doer.author.is(&self.window) {
            return Err(WhyNot::OtherWindow { window: self.window.clone() });
        }
        kind.follows(self, context)
    }

    /// Every act that may follow on a case: possible, or why not.
    pub fn offers(&self, context: &Context<'_>) -> Vec<Offer<CaseActKind>> {
        let offer = |&act: &CaseActKind| Offer { act, why_not: self.check(act, context).err() };
        CaseActKind::FOLLOWING.iter().map(offer).collect()
    }

    /// Carries one more entry into the case.
    ///
    /// # Errors
    /// Why the act does not follow; the case is then unchanged.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        let Some((id, act)) = entry.about.case() else { return Err(WhyNot::OtherSubject) };
        if id != self.id {
            return Err(WhyNot::OtherSubject);
        }
        self.check(act.kind(), &Context { doer: entry.doer(), decision: None })?;
        act.fits(self)?;
        act.carry(self, entry);
        Ok(())
    }

    /// The paper that ends the case and is handed over: the licence, or why there is none.
    pub fn final_paper(&self) -> Option<DocumentKind> {
        let ends = [DocumentKind::Licence, DocumentKind::NonAcceptance, DocumentKind::Refusal];
        self.documents().into_iter().find(|document| ends.contains(document))
    }

    /// The papers that the case can give as it stands.
    pub fn documents(&self) -> Vec<DocumentKind> {
        let mut papers = vec![DocumentKind::MaterialsReceipt];
        if !self.intake.notified.is_empty() {
            papers.push(DocumentKind::CorrectionNotice);
        }
        if self.money.fee.is_some() {
            papers.push(DocumentKind::AcceptanceNotice);
        }
        if self.money.receipt.is_some() {
            papers.push(DocumentKind::FeeReceipt);
        }
        if self.products.licence.is_some() {
            papers.push(DocumentKind::Licence);
        }
        if self.intake.not_accepted.is_some() {
            papers.push(DocumentKind::NonAcceptance);
        }
        if self.decision.refusal.is_some() {
            papers.push(DocumentKind::Refusal);
        }
        papers
    }
}

#[cfg(test)]
mod tests;
