//! 撤回: the applicant takes the application back.

use super::given_text;
use crate::api::{ApiError, CaseView, ReasonArgs};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Withdrawn;

impl Workstation {
    /// Ends a case at the applicant's wish.
    pub fn withdraw(&self, args: ReasonArgs) -> Result<CaseView, ApiError> {
        let reason = given_text("reason", &args.reason)?;
        self.act(args.case, CaseActKind::Withdrawn, |_, _| Ok(Withdrawn { reason }.into()))
    }
}
