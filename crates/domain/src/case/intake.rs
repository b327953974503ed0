//! 收件: what was handed in, what is missing, and how an application ends before it is accepted.

use super::decision::Because;
use crate::ids::MaterialCode;
use crate::lack::Lack;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A material that was handed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandedIn {
    /// Which.
    pub material: MaterialCode,
    /// The legal day on which it came.
    #[ts(type = "string")]
    pub on: NaiveDate,
}

/// The intake of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaseIntake {
    /// The materials handed in so far, in the order in which they came.
    pub materials: Vec<HandedIn>,
    /// What the one correction notice named.
    pub notified: Vec<Lack>,
    /// Whether the applicant was notified, and nothing came since.
    pub waits_for_correction: bool,
    /// Why it was not accepted.
    pub not_accepted: Option<Because>,
    /// Why the applicant took it back.
    pub withdrawn: Option<Because>,
}

impl CaseIntake {
    /// Takes in what is not there yet.
    pub(super) fn take(&mut self, materials: &[MaterialCode], on: NaiveDate) {
        for material in materials {
            if !self.has(material) {
                self.materials.push(HandedIn { material: material.clone(), on });
            }
        }
    }

    /// Whether a material was handed in.
    pub fn has(&self, material: &MaterialCode) -> bool {
        self.materials.iter().any(|handed_in| handed_in.material == *material)
    }

    /// What was handed in so far.
    pub fn handed_in(&self) -> Vec<MaterialCode> {
        self.materials.iter().map(|handed_in| handed_in.material.clone()).collect()
    }
}
