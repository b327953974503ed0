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
    /// Whose it is: the number on it, else the name.
    pub holder: String,
}

/// Whose a known licence is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownLicence {
    /// Its number, as [`NewLicence::number`].
    pub number: String,
    /// The department.
    pub scope: DepartmentId,
    /// The case.
    pub case: CaseId,
    /// The holder, as [`NewLicence::holder`].
    pub holder: String,
    /// The codes of what is wrong with its issue and no supervisor confirmed.
    pub doubts: Vec<String>,
}

impl KnownLicence {
    /// Whether its number is its own: nothing is wrong with it.
    pub fn stands(&self) -> bool {
        self.doubts.is_empty()
    }
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
    /// Those of these licences that are known: of a number at most one that stands, and others beside it.
    async fn licences(&self, numbers: &[String]) -> Result<Vec<KnownLicence>>;

    /// The cases of a scope with a licence of these.
    async fn earlier(&self, scope: &DepartmentId, earlier: &Earlier) -> Result<Vec<CaseId>>;
}
