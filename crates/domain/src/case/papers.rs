//! The papers of a case that came out, and the handing over.

use crate::paper::DocumentKind;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The papers that came out: which, and how many times. A void licence's do not count.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Papers(pub Vec<(DocumentKind, u32)>);

impl Papers {
    /// How many times a paper came out.
    pub fn times(&self, document: DocumentKind) -> u32 {
        self.0.iter().find(|(d, _)| *d == document).map_or(0, |(_, times)| *times)
    }

    pub(super) fn count(&mut self, document: DocumentKind) {
        match self.0.iter_mut().find(|(d, _)| *d == document) {
            Some((_, times)) => *times += 1,
            None => self.0.push((document, 1)),
        }
    }

    /// The last one was destroyed.
    pub(super) fn uncount(&mut self, document: DocumentKind) {
        for (_, times) in self.0.iter_mut().filter(|(d, _)| *d == document) {
            *times = times.saturating_sub(1);
        }
        self.0.retain(|(_, times)| *times > 0);
    }

    pub(super) fn forget(&mut self, document: DocumentKind) {
        self.0.retain(|(d, _)| *d != document);
    }
}

/// 送达: that it was handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Delivery {
    /// Who took it.
    pub recipient: String,
    /// The legal day.
    #[ts(type = "string")]
    pub on: NaiveDate,
}
