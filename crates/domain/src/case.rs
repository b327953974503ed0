//! 办件: one applicant, one item, one file. A case is what its acts make of it, and nothing else.
//!
//! Which act may follow which is said once, in [`CaseState::permits`]; who may do it once, in
//! [`may`]. Everything that shows a button or refuses an act asks [`Case::allowed`].

use crate::act::{Act, ActKind, Applicant, DocumentKind, FeeDue, Licence};
use crate::calendar::Due;
use crate::clock::china_date;
use crate::decide::Decision;
use crate::form::FormValues;
use crate::grant::ReferralTarget;
use crate::ids::{CaseId, CaseNumber, ItemCode, MaterialCode, PersonId, WindowId};
use crate::item::Action;
use crate::journal::Entry;
use crate::person::Role;
use crate::register::Revocation;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseState {
    /// 已收件
    Received,
    /// 待补正
    CorrectionDue,
    /// 已受理
    Accepted,
    /// 已转办
    Referred,
    /// 已签发
    Issued,
    /// 已送达
    Delivered,
    /// 不予受理
    NotAccepted,
    /// 不予许可
    Refused,
    /// 已撤回
    Withdrawn,
}

impl CaseState {
    /// Every state.
    pub const ALL: [Self; 9] = [
        Self::Received,
        Self::CorrectionDue,
        Self::Accepted,
        Self::Referred,
        Self::Issued,
        Self::Delivered,
        Self::NotAccepted,
        Self::Refused,
        Self::Withdrawn,
    ];

    /// Whether an act of this kind may follow in this state.
    pub fn permits(self, act: ActKind) -> bool {
        match self {
            Self::Received => matches!(
                act,
                ActKind::CorrectionNotified
                    | ActKind::Supplied
                    | ActKind::Accepted
                    | ActKind::NotAccepted
                    | ActKind::Printed
                    | ActKind::Withdrawn
            ),
            Self::CorrectionDue => matches!(
                act,
                ActKind::Supplied | ActKind::NotAccepted | ActKind::Printed | ActKind::Withdrawn
            ),
            Self::Accepted => matches!(
                act,
                ActKind::FeeCharged
                    | ActKind::Referred
                    | ActKind::Issued
                    | ActKind::Refused
                    | ActKind::Printed
                    | ActKind::Withdrawn
                    | ActKind::Verified
            ),
            Self::Referred => {
                matches!(act, ActKind::FeeCharged | ActKind::Printed | ActKind::Withdrawn)
            }
            Self::Issued => {
                matches!(act, ActKind::Printed | ActKind::Delivered | ActKind::Voided)
            }
            Self::Delivered | Self::NotAccepted | Self::Refused | Self::Withdrawn => {
                act == ActKind::Printed
            }
        }
    }

    /// Whether the window has nothing more to do for the case.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Delivered | Self::NotAccepted | Self::Refused | Self::Withdrawn)
    }
}

/// Whether a person of this role may do such an act at a window at all. Whether this case may be
/// issued is for the decision to say.
pub fn may(role: Role, act: ActKind) -> bool {
    match role {
        Role::Clerk | Role::Chief => match act {
            ActKind::Refused | ActKind::Voided => role == Role::Chief,
            ActKind::Received
            | ActKind::CorrectionNotified
            | ActKind::Supplied
            | ActKind::Accepted
            | ActKind::NotAccepted
            | ActKind::FeeCharged
            | ActKind::Referred
            | ActKind::Issued
            | ActKind::Printed
            | ActKind::Delivered
            | ActKind::Withdrawn
            | ActKind::Verified => true,
        },
        Role::Leader | Role::Supervisor | Role::Admin => false,
    }
}

/// 办件
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Case {
    /// Its identifier.
    pub id: CaseId,
    /// Its number as people read it.
    pub number: CaseNumber,
    /// The window that received it.
    pub window: WindowId,
    /// Who received it.
    pub received_by: PersonId,
    /// When it was received.
    #[ts(type = "string")]
    pub received_at: DateTime<FixedOffset>,
    /// What is applied for.
    pub item: ItemCode,
    /// Under which action.
    pub action: Action,
    /// By whom.
    pub applicant: Applicant,
    /// The filled-in form.
    #[ts(type = "Record<string, unknown>")]
    pub form: FormValues,
    /// The materials handed in so far.
    pub materials: Vec<MaterialCode>,
    /// Where it stands.
    pub state: CaseState,
    /// The materials named in the one correction notice.
    pub told_missing: Vec<MaterialCode>,
    /// The promised last day, once accepted.
    pub due: Option<Due>,
    /// What is to be paid, once accepted.
    pub fee: Option<FeeDue>,
    /// The fee receipt's number, once paid.
    pub receipt: Option<String>,
    /// To whom it was referred.
    pub referred_to: Option<ReferralTarget>,
    /// Who verified the substance of the materials, each once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<PersonId>>")]
    pub verified_by: Vec<PersonId>,
    /// What was issued, and is not void.
    pub licence: Option<Licence>,
    /// The licences that were made void before they were handed over, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<VoidLicence>>")]
    pub voided: Vec<VoidLicence>,
    /// The papers that came out: which, and how many times. A void licence's do not count.
    pub printed: Vec<(DocumentKind, u32)>,
}

/// A licence that was made void.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VoidLicence {
    /// Its number.
    pub number: String,
    /// The legal day.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// Why.
    pub reason: String,
}

/// Why an act cannot follow.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CaseError {
    /// The first act of a case is its receipt, and no later one is.
    #[error("a case begins with its receipt, and is received once")]
    NotTheBeginning,
    /// The act names another case.
    #[error("the act belongs to case {0}")]
    OtherCase(CaseId),
    /// The act does not follow in this state.
    #[error("{act:?} cannot follow in state {state:?}")]
    NotPermitted {
        /// Where the case stands.
        state: CaseState,
        /// What was tried.
        act: ActKind,
    },
    /// The licence waits for the fee.
    #[error("the fee is not paid")]
    FeeUnpaid,
    /// Nothing is to be paid, or it is paid already.
    #[error("no fee is due")]
    NoFeeDue,
    /// The decision asks for two officers, and nobody but the issuer verified the materials.
    #[error("another officer must verify the substance of the materials first (art. 34)")]
    SecondOfficerNeeded,
    /// The act names another licence than the case's.
    #[error("the case's licence has another number than {0}")]
    OtherLicence(String),
    /// The applicant is told once what is missing (art. 32 item 4).
    #[error("the applicant was told already what is missing")]
    AlreadyTold,
}

impl Case {
    /// The case that its first entry begins.
    ///
    /// # Errors
    /// [`CaseError::NotTheBeginning`] where the entry is not a receipt.
    pub fn begin(entry: &Entry) -> Result<Self, CaseError> {
        let Act::Received { number, item, action, applicant, form, materials } = &entry.act else {
            return Err(CaseError::NotTheBeginning);
        };
        Ok(Self {
            id: entry.case,
            number: number.clone(),
            window: entry.window.clone(),
            received_by: entry.actor.clone(),
            received_at: entry.time.device,
            item: item.clone(),
            action: *action,
            applicant: applicant.clone(),
            form: form.clone(),
            materials: materials.clone(),
            state: CaseState::Received,
            told_missing: Vec::new(),
            due: None,
            fee: None,
            receipt: None,
            referred_to: None,
            verified_by: Vec::new(),
            licence: None,
            voided: Vec::new(),
            printed: Vec::new(),
        })
    }

    /// Whether an act of this kind may follow now.
    ///
    /// # Errors
    /// The rule that it breaks.
    pub fn check_kind(&self, act: ActKind) -> Result<(), CaseError> {
        if act == ActKind::Received {
            return Err(CaseError::NotTheBeginning);
        }
        // What was referred to the window's own chief representative is decided there.
        let at_chief =
            self.state == CaseState::Referred && self.referred_to == Some(ReferralTarget::Chief);
        let decided = matches!(
            act,
            ActKind::Issued | ActKind::Refused | ActKind::Referred | ActKind::Verified
        );
        if !(self.state.permits(act) || (at_chief && decided)) {
            return Err(CaseError::NotPermitted { state: self.state, act });
        }
        match act {
            ActKind::CorrectionNotified if !self.told_missing.is_empty() => {
                Err(CaseError::AlreadyTold)
            }
            ActKind::Issued if self.fee_is_open() => Err(CaseError::FeeUnpaid),
            ActKind::FeeCharged if !self.fee_is_open() => Err(CaseError::NoFeeDue),
            ActKind::Received
            | ActKind::CorrectionNotified
            | ActKind::Supplied
            | ActKind::Accepted
            | ActKind::NotAccepted
            | ActKind::FeeCharged
            | ActKind::Referred
            | ActKind::Issued
            | ActKind::Refused
            | ActKind::Printed
            | ActKind::Delivered
            | ActKind::Withdrawn
            | ActKind::Voided
            | ActKind::Verified => Ok(()),
        }
    }

    /// Whether this person may issue it as far as the number of officers goes: where the decision says
    /// that the substance of the materials must be verified by two or more (art. 34 of the
    /// Administrative Licensing Law), somebody else has to have verified it.
    ///
    /// # Errors
    /// [`CaseError::SecondOfficerNeeded`]
    pub fn check_officers(&self, issuer: &PersonId, decision: &Decision) -> Result<(), CaseError> {
        let another = || self.verified_by.iter().any(|officer| officer != issuer);
        if decision.second_officer && !another() {
            return Err(CaseError::SecondOfficerNeeded);
        }
        Ok(())
    }

    /// Carries one more entry into the case.
    ///
    /// # Errors
    /// The rule that the act breaks; the case is then unchanged.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), CaseError> {
        if entry.case != self.id {
            return Err(CaseError::OtherCase(entry.case));
        }
        self.check_kind(entry.act.kind())?;
        match &entry.act {
            Act::Received { .. } => {}
            Act::CorrectionNotified { missing, .. } => {
                self.told_missing.clone_from(missing);
                self.state = CaseState::CorrectionDue;
            }
            Act::Supplied { materials } => {
                for material in materials {
                    if !self.materials.contains(material) {
                        self.materials.push(material.clone());
                    }
                }
                self.state = CaseState::Received;
            }
            Act::Accepted { due, fee } => {
                self.due = Some(*due);
                self.fee = Some(fee.clone());
                self.state = CaseState::Accepted;
            }
            Act::NotAccepted { .. } => self.state = CaseState::NotAccepted,
            Act::FeeCharged { receipt, .. } => self.receipt = Some(receipt.clone()),
            Act::Referred { to, .. } => {
                self.referred_to = Some(*to);
                self.state = CaseState::Referred;
            }
            Act::Issued { licence } => {
                self.licence = Some(licence.clone());
                self.state = CaseState::Issued;
            }
            Act::Refused { .. } => self.state = CaseState::Refused,
            Act::Printed { document, .. } => self.count_print(*document),
            Act::Delivered { .. } => self.state = CaseState::Delivered,
            Act::Withdrawn { .. } => self.state = CaseState::Withdrawn,
            Act::Voided { number, reason } => self.void(number, reason, entry)?,
            Act::Verified { .. } if self.verified_by.contains(&entry.actor) => {}
            Act::Verified { .. } => self.verified_by.push(entry.actor.clone()),
        }
        Ok(())
    }

    /// The acts that a person of this role may do on the case now.
    pub fn allowed(&self, role: Role) -> Vec<ActKind> {
        let allowed = |act: &ActKind| may(role, *act) && self.check_kind(*act).is_ok();
        ActKind::ON_A_CASE.into_iter().filter(allowed).collect()
    }

    /// The papers that the case can give as it stands.
    pub fn documents(&self) -> Vec<DocumentKind> {
        let mut papers = vec![DocumentKind::MaterialsReceipt];
        if !self.told_missing.is_empty() {
            papers.push(DocumentKind::CorrectionNotice);
        }
        if self.due.is_some() {
            papers.push(DocumentKind::AcceptanceNotice);
        }
        if self.receipt.is_some() {
            papers.push(DocumentKind::FeeReceipt);
        }
        if self.licence.is_some() {
            papers.push(DocumentKind::Licence);
        }
        papers
    }

    /// How many times a paper came out.
    pub fn times_printed(&self, document: DocumentKind) -> u32 {
        self.printed.iter().find(|(d, _)| *d == document).map_or(0, |(_, times)| *times)
    }

    /// Whether a fee is due and not paid.
    pub fn fee_is_open(&self) -> bool {
        matches!(self.fee, Some(FeeDue::Amount { .. })) && self.receipt.is_none()
    }

    /// How a licence of the case came to be void, as a verifier is told; `None` of one that is not. The
    /// one that was issued after it stands in its place.
    pub fn revocation(&self, number: &str) -> Option<Revocation> {
        let at = self.voided.iter().position(|void| void.number == number)?;
        let VoidLicence { number, on, reason } = self.voided.get(at)?.clone();
        let next = self.voided.get(at + 1).map(|void| &void.number);
        let replaced_by = next.or(self.licence.as_ref().map(|licence| &licence.number)).cloned();
        Some(Revocation { number, on, reason, replaced_by })
    }

    fn void(&mut self, number: &str, reason: &str, entry: &Entry) -> Result<(), CaseError> {
        if self.licence.as_ref().is_none_or(|licence| licence.number != number) {
            return Err(CaseError::OtherLicence(number.to_owned()));
        }
        self.licence = None;
        self.voided.push(VoidLicence {
            number: number.to_owned(),
            on: china_date(entry.time.legal().to_utc()),
            reason: reason.to_owned(),
        });
        // The next licence's first print is an original.
        self.printed.retain(|(document, _)| *document != DocumentKind::Licence);
        self.state = CaseState::Accepted;
        Ok(())
    }

    fn count_print(&mut self, document: DocumentKind) {
        match self.printed.iter_mut().find(|(d, _)| *d == document) {
            Some((_, times)) => *times += 1,
            None => self.printed.push((document, 1)),
        }
    }
}

#[cfg(test)]
mod tests;
