//! The acts that make up a case's life. An act is a fact: once journalled, it never changes.

use crate::calendar::Due;
use crate::decide::Reason;
use crate::digest::Digest;
use crate::form::FormValues;
use crate::grant::ReferralTarget;
use crate::ids::{CaseNumber, ItemCode, MaterialCode, WindowId};
use crate::item::{Action, ApplicantKind};
use crate::money::Money;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Who applies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Applicant {
    /// What kind of applicant.
    pub kind: ApplicantKind,
    /// The name.
    pub name: String,
    /// Identity number (GB 11643) or credit code (GB 32100), checked before it gets here.
    pub number: String,
    /// A telephone number; may be empty.
    #[serde(default)]
    pub phone: String,
}

/// What is due for a case, fixed at acceptance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum FeeDue {
    /// The item is free.
    Free,
    /// To be paid before the licence is issued.
    Amount {
        /// How much.
        amount: Money,
    },
    /// Not to be paid, for a reason.
    Exempt {
        /// The exemption's code in the item's fee rule.
        code: String,
        /// The exemption's name.
        name: String,
    },
}

/// 证照: what is issued.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Licence {
    /// Its number, taken from a block leased to the window.
    pub number: String,
    /// The code of its type.
    pub licence_type: String,
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub holder: String,
    /// The day of issue.
    #[ts(type = "string")]
    pub issued_on: NaiveDate,
    /// The last day that it holds; `None` for always.
    #[ts(type = "string | null")]
    pub valid_until: Option<NaiveDate>,
    /// The reasons of the decision: grant and clauses.
    pub reasons: Vec<Reason>,
    /// The version of the rule pack that it was decided under.
    pub pack_version: u32,
    /// The digest of what was decided on: item, action, applicant, form and materials.
    #[ts(type = "string")]
    pub inputs: Digest,
    /// 证照标识, its national identifier: [`crate::licence_identifier::licence_identifier`]; `None`
    /// where its type or its department has no national code.
    #[serde(default)]
    pub identifier: Option<String>,
    /// The window's SM2 signature over [`Licence::signed_text`], in hexadecimal.
    pub signature: String,
}

impl Licence {
    /// The grants that let the window issue it, each once.
    pub fn grants(&self) -> Vec<&str> {
        let mut grants: Vec<&str> = Vec::new();
        let authority = |code: &str| code == "issue_by_clerk" || code == "issue_by_chief";
        for reason in self.reasons.iter().filter(|reason| reason.met && authority(&reason.code)) {
            if !grants.contains(&reason.grant.as_str()) {
                grants.push(&reason.grant);
            }
        }
        grants
    }

    /// What the window signs, and the QR code carries before the signature: `WC1.` and base64url
    /// (RFC 4648 section 5, unpadded) of the JSON list number, type, holder, day of issue, last day
    /// or null, window.
    pub fn signed_text(&self, window: &WindowId) -> String {
        let until = self.valid_until.map(|day| day.to_string());
        let issued_on = self.issued_on.to_string();
        let list = serde_json::json!([
            self.number,
            self.licence_type,
            self.holder,
            issued_on,
            until,
            window
        ]);
        format!("WC1.{}", URL_SAFE_NO_PAD.encode(list.to_string()))
    }
}

/// A paper that a case can give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 收件凭证
    MaterialsReceipt,
    /// 补正告知书
    CorrectionNotice,
    /// 受理通知书
    AcceptanceNotice,
    /// 收费凭据
    FeeReceipt,
    /// 证照
    Licence,
}

/// One act on a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Act {
    /// 收件: the case begins.
    Received {
        /// The case's number.
        number: CaseNumber,
        /// What is applied for.
        item: ItemCode,
        /// Under which action.
        action: Action,
        /// By whom.
        applicant: Applicant,
        /// The filled-in form.
        #[ts(type = "Record<string, unknown>")]
        form: FormValues,
        /// The materials handed in.
        materials: Vec<MaterialCode>,
    },
    /// 一次性告知: everything missing, told once (art. 32).
    CorrectionNotified {
        /// What is missing.
        missing: Vec<MaterialCode>,
        /// The last working day on which the notice could be given, art. 32 item 4.
        told_by: Due,
    },
    /// 补正: materials handed in later.
    Supplied {
        /// What came.
        materials: Vec<MaterialCode>,
    },
    /// 受理
    Accepted {
        /// The promised last day.
        due: Due,
        /// What is to be paid.
        fee: FeeDue,
    },
    /// 不予受理, with its reason (art. 32 item 1 and 2).
    NotAccepted {
        /// Why.
        reason: String,
    },
    /// The fee was paid.
    FeeCharged {
        /// The receipt's number, from a leased block.
        receipt: String,
        /// How much.
        amount: Money,
    },
    /// The window may not decide; it goes to somebody who may.
    Referred {
        /// To whom.
        to: ReferralTarget,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// 当场签发 (art. 34).
    Issued {
        /// What was issued.
        licence: Licence,
    },
    /// 不予许可, with reason and remedies (art. 38).
    Refused {
        /// Why.
        reason: String,
    },
    /// A paper came out.
    Printed {
        /// Which.
        document: DocumentKind,
        /// 0 for the original, then 1, 2, … for each copy.
        copy: u32,
    },
    /// 送达: handed over (art. 44).
    Delivered {
        /// Who took it.
        recipient: String,
    },
    /// 撤回: the applicant takes the application back.
    Withdrawn {
        /// Why.
        reason: String,
    },
    /// 作废: the licence is void before it was handed over. Its number never comes again.
    Voided {
        /// The licence's number.
        number: String,
        /// Why, as the public is told.
        reason: String,
    },
    /// 实质核查: an officer verified the substance of the materials (art. 34).
    Verified {
        /// What was looked at and found.
        findings: String,
    },
}

/// The kind of an act alone: what a button or a right is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is the act of the same name")]
pub enum ActKind {
    Received,
    CorrectionNotified,
    Supplied,
    Accepted,
    NotAccepted,
    FeeCharged,
    Referred,
    Issued,
    Refused,
    Printed,
    Delivered,
    Withdrawn,
    Voided,
    Verified,
}

impl ActKind {
    /// Every act that may follow on a case that was received.
    pub const ON_A_CASE: [Self; 13] = [
        Self::CorrectionNotified,
        Self::Supplied,
        Self::Accepted,
        Self::NotAccepted,
        Self::FeeCharged,
        Self::Referred,
        Self::Issued,
        Self::Refused,
        Self::Printed,
        Self::Delivered,
        Self::Withdrawn,
        Self::Voided,
        Self::Verified,
    ];
}

impl Act {
    /// The act's kind.
    pub fn kind(&self) -> ActKind {
        match self {
            Self::Received { .. } => ActKind::Received,
            Self::CorrectionNotified { .. } => ActKind::CorrectionNotified,
            Self::Supplied { .. } => ActKind::Supplied,
            Self::Accepted { .. } => ActKind::Accepted,
            Self::NotAccepted { .. } => ActKind::NotAccepted,
            Self::FeeCharged { .. } => ActKind::FeeCharged,
            Self::Referred { .. } => ActKind::Referred,
            Self::Issued { .. } => ActKind::Issued,
            Self::Refused { .. } => ActKind::Refused,
            Self::Printed { .. } => ActKind::Printed,
            Self::Delivered { .. } => ActKind::Delivered,
            Self::Withdrawn { .. } => ActKind::Withdrawn,
            Self::Voided { .. } => ActKind::Voided,
            Self::Verified { .. } => ActKind::Verified,
        }
    }
}
