//! The same application twice: same holder, item and action, and still open, also at another window.

use crate::api::{ApiError, SameApplicationView};
use crate::open::OpenDesk;
use clerk_domain::case::Case;
use clerk_domain::ids::{CaseId, ItemCode};
use clerk_domain::item::Action;

impl OpenDesk {
    /// The open applications of an applicant for the same, but for the case itself. What was founded is
    /// another holder for each name.
    pub(crate) fn same_applications(
        &self,
        applicant_number: &str,
        (item, action): (&ItemCode, Action),
        to_be: Option<&str>,
        own: Option<CaseId>,
    ) -> Result<Vec<SameApplicationView>, ApiError> {
        let cases = self.store.open_applications(applicant_number, item)?;
        let same = |case: &&Case| {
            Some(case.id) != own && case.action == action && case.parties.to_be.as_deref() == to_be
        };
        let view = |case: &Case| SameApplicationView {
            number: case.number.clone(),
            window: case.window.clone(),
            state: case.state(),
            received_at: case.received_at,
        };
        Ok(cases.iter().filter(same).map(view).collect())
    }
}
