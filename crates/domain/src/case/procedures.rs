//! What runs beside the handling at the window: referral, and the second officer's check.

use crate::act::Actor;
use crate::decide::{Decision, Outcome, Reason};
use crate::grant::ReferralTarget;
use crate::ids::{Author, PersonId};
use crate::journal::Entry;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The code of the reason that is an approval from above.
pub const APPROVED: &str = "approved_by_leader";

/// The procedures of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Procedures {
    /// The last referral.
    pub referral: Option<Referral>,
    /// Who verified the substance of the materials, each once.
    pub verified_by: Vec<Actor>,
}

/// 转办: to whom the case went, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Referral {
    /// To whom.
    pub to: ReferralTarget,
    /// The legal day.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// The answer, once it came.
    pub answer: Option<ReferralAnswer>,
}

/// What was decided on a referred case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReferralAnswer {
    /// Whether the window may issue.
    pub approved: bool,
    /// The opinion.
    pub opinion: String,
    /// Whose decision it is.
    pub by: Actor,
    /// At which desk.
    pub author: Author,
    /// The legal day.
    #[ts(type = "string")]
    pub on: NaiveDate,
}

impl Referral {
    pub(super) fn new(to: ReferralTarget, entry: &Entry) -> Self {
        Self { to, on: entry.legal_day(), answer: None }
    }
}

impl ReferralAnswer {
    /// The approval as one of the reasons that a licence rests on.
    pub fn as_reason(&self) -> Reason {
        let words = format!("分管领导 {} 于 {} 批准：{}", self.by.name, self.on, self.opinion);
        Reason {
            code: APPROVED.to_owned(),
            met: true,
            grant: String::new(),
            clause: String::new(),
            limit: String::new(),
            value: String::new(),
            text: words,
        }
    }
}

impl Procedures {
    /// Whether the case is with somebody else, who has not answered.
    pub fn is_referred(&self) -> bool {
        self.referral.as_ref().is_some_and(|referral| referral.answer.is_none())
    }

    /// Whether it is with the window's own chief representative.
    pub fn is_with_the_chief(&self) -> bool {
        let to_the_chief = |referral: &Referral| referral.to == ReferralTarget::Chief;
        self.is_referred() && self.referral.as_ref().is_some_and(to_the_chief)
    }

    /// The approval that lets the window issue what its grants do not cover.
    pub fn approval(&self) -> Option<&ReferralAnswer> {
        self.referral.as_ref()?.answer.as_ref().filter(|answer| answer.approved)
    }

    /// Whether the licence may be issued as far as this decision goes: it says so, or whoever it refers to
    /// has approved.
    pub fn lets_issue(&self, decision: &Decision) -> bool {
        let covers =
            |to| self.approval().is_some() && self.referral.as_ref().is_some_and(|r| to <= r.to);
        match decision.outcome {
            Outcome::Issue => true,
            Outcome::Refer => decision.to.is_some_and(covers),
            Outcome::Correct | Outcome::Refuse => false,
        }
    }

    /// Whether the window may decide the case either way as far as this decision goes.
    pub fn lets_decide(&self, decision: &Decision) -> bool {
        decision.outcome == Outcome::Correct || self.lets_issue(decision)
    }

    /// Whether somebody else than the issuer verified the substance of the materials: the law asks for
    /// two officers or more (art. 34 of the Administrative Licensing Law).
    pub fn was_verified_by_another(&self, issuer: &PersonId) -> bool {
        self.verified_by.iter().any(|officer| officer.person != *issuer)
    }

    pub(super) fn note_verified(&mut self, officer: &Actor) {
        if !self.verified_by.iter().any(|known| known.person == officer.person) {
            self.verified_by.push(officer.clone());
        }
    }
}
