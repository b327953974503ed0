//! How much there is of everything.

use super::Result;
use chrono::{DateTime, Utc};
use clerk_domain::ids::{CaseId, CaseNumber, DepartmentId, WindowId};

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counts {
    /// Cases.
    pub cases: u64,
    /// Licences.
    pub licences: u64,
    /// Entries of all journals.
    pub entries: u64,
    /// Exceptions for the supervisor.
    pub exceptions: u64,
}

/// A case as its entries made it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredCase {
    /// In which scope.
    pub scope: DepartmentId,
    /// Which.
    pub id: CaseId,
    /// Its number.
    pub number: String,
    /// The window that received it.
    pub window: WindowId,
    /// What is applied for.
    pub item: String,
    /// Action, applicant and whom it founds, as they are compared: what makes two applications the same.
    pub wanted: String,
    /// Where it stands, in snake case.
    pub state: String,
    /// When it was received; milliseconds are kept.
    pub received_at: DateTime<Utc>,
    /// The number of its licence.
    pub licence: Option<String>,
}

/// How much there is of everything.
#[trait_variant::make(Send)]
pub trait Inspection: Sync + 'static {
    /// How much there is of everything.
    async fn counts(&self) -> Result<Counts>;

    /// The cases of this number. More than one only where two devices were one window.
    async fn cases(&self, number: &CaseNumber) -> Result<Vec<StoredCase>>;

    /// The open cases of which there is another one for the same, those of the same beside each other.
    async fn applied_for_twice(&self) -> Result<Vec<StoredCase>>;
}
