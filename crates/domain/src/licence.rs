//! 证照: what a case leads to, and how it came to hold no more.

use crate::decide::{Reason, grants_of};
use crate::digest::Digest;
use crate::ids::{PersonId, WindowId};
use crate::product::{self, Product, ProductKind};
use crate::register::Revocation;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// What came of the application, and which version of the number this is.
    pub product: Product,
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
    /// The SM2 signature over [`Licence::signed_text`] of whoever issued it, in hexadecimal.
    pub signature: String,
}

impl Licence {
    /// The grants that let the window issue it, each once.
    pub fn grants(&self) -> Vec<&str> {
        grants_of(&self.reasons)
    }

    /// Whose it is, where two are compared: the holder's number on it, else the name.
    pub fn whose(&self) -> &str {
        self.product.holder_number.as_deref().unwrap_or(&self.holder)
    }

    /// What tells it apart from the other versions of its number: [`product::id`].
    pub fn id(&self) -> String {
        product::id(&self.number, self.product.version)
    }

    /// What it says of the version before, where it is a later one of that number: another stands in its
    /// place, or it is cancelled.
    pub fn supersedes(&self, id: &str) -> Option<Revocation> {
        let Product { kind, version, before, .. } = &self.product;
        let before = before.as_ref().filter(|before| *before == id)?;
        let cancelled = *kind == ProductKind::Cancelled;
        let reason = match kind {
            ProductKind::Cancelled => "已注销".to_owned(),
            kind => format!("已{}，以第{version}版为准", kind.name().zh),
        };
        Some(Revocation {
            number: before.clone(),
            on: self.issued_on,
            reason,
            replaced_by: (!cancelled).then(|| self.id()),
            cancelled,
        })
    }

    /// What whoever issued it signs, and the QR code carries before the signature: `WC1.` and base64url
    /// (RFC 4648 section 5, unpadded) of the JSON list number, version, kind of product, type, holder, day of
    /// issue, last day or null, window, person.
    pub fn signed_text(&self, window: &WindowId, person: &PersonId) -> String {
        let until = self.valid_until.map(|day| day.to_string());
        let issued_on = self.issued_on.to_string();
        let list = serde_json::json!([
            self.number,
            self.product.version,
            self.product.kind,
            self.licence_type,
            self.holder,
            issued_on,
            until,
            window,
            person
        ]);
        format!("WC1.{}", URL_SAFE_NO_PAD.encode(list.to_string()))
    }
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
