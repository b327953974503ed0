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
    /// The licences that were made void before they were handed over, in order.
    pub voided: Vec<VoidLicence>,
}

impl Products {
    pub(super) fn void(&mut self, number: &str, reason: &str, on: NaiveDate) {
        let (number, reason) = (number.to_owned(), reason.to_owned());
        self.licence = None;
        self.voided.push(VoidLicence { number, on, reason });
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
}
