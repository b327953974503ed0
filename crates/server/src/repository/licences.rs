//! The licences that were issued.

use super::Result;
use chrono::NaiveDate;
use clerk_domain::ids::ItemCode;
use clerk_domain::ids::{CaseId, DepartmentId};

/// A licence to be kept.
#[derive(Clone, Debug)]
pub struct NewLicence {
    /// Its number; of a version from the second one on, with it ([`clerk_domain::product::id`]).
    pub number: String,
    /// The case.
    pub case: CaseId,
    /// The code of its type.
    pub licence_type: String,
    /// The place of the entry that issued it.
    pub seq: u64,
    /// What was applied for.
    pub item: ItemCode,
    /// The applicant's number, as it is compared ([`clerk_domain::search::normalise`]).
    pub applicant: String,
    /// The day of issue.
    pub issued_on: NaiveDate,
}

/// Earlier issues to be looked for.
#[derive(Clone, Debug)]
pub struct Earlier {
    /// Under which items.
    pub items: Vec<ItemCode>,
    /// To which applicants, as numbers are compared; `None` for all.
    pub applicants: Option<Vec<String>>,
    /// Issued on this day or later.
    pub since: NaiveDate,
}

/// The licences that were issued.
#[trait_variant::make(Send)]
pub trait Licences: Sync + 'static {
    /// Which of these licence numbers are known.
    async fn licences(&self, numbers: &[String]) -> Result<Vec<String>>;

    /// The numbers of the known licences that begin with one of these places and a hyphen, such as
    /// `SWWZ-2026-000123`.
    async fn licences_at(&self, places: &[String]) -> Result<Vec<String>>;

    /// The cases of a scope with a licence of these.
    async fn earlier(&self, scope: &DepartmentId, earlier: &Earlier) -> Result<Vec<CaseId>>;
}
