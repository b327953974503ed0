//! What a case led to.

use crate::licence::{Licence, VoidLicence};
use crate::register::Revocation;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a case led to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Products {
    /// What was issued, and is not void.
    pub licence: Option<Licence>,
    /// The credit code of a founded holder; it stays where the first licence was made void.
    pub holder_number: Option<String>,
    /// The licences that were made void before they were handed over, in order.
    pub voided: Vec<VoidLicence>,
}

impl Products {
    pub(super) fn void(&mut self, number: &str, reason: &str, on: NaiveDate) {
        let (number, reason) = (number.to_owned(), reason.to_owned());
        self.licence = None;
        self.voided.push(VoidLicence { number, on, reason });
    }

    /// How a licence came to hold no more by what this case led to, as a verifier is told; `None` of one
    /// that did not. What was issued after a void one stands in its place, and a newer version in that of
    /// the one before.
    pub fn revocation(&self, id: &str) -> Option<Revocation> {
        self.void_licence(id).or_else(|| self.licence.as_ref()?.supersedes(id))
    }

    fn void_licence(&self, number: &str) -> Option<Revocation> {
        let at = self.voided.iter().position(|void| void.number == number)?;
        let VoidLicence { number, on, reason } = self.voided.get(at)?.clone();
        let next = self.voided.get(at + 1).map(|void| &void.number);
        let replaced_by = next.cloned().or_else(|| self.licence.as_ref().map(Licence::id));
        Some(Revocation { number, on, reason, replaced_by, cancelled: false })
    }
}
