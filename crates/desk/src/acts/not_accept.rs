//! 不予受理 (art. 32 items 1 and 2 of the Administrative Licensing Law).

use super::given_text;
use crate::api::{ApiError, CaseView, ReasonArgs};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::NotAccepted;

impl Workstation {
    /// Does not accept a case, and says why.
    pub fn not_accept(&self, args: ReasonArgs) -> Result<CaseView, ApiError> {
        let reason = given_text("reason", &args.reason)?;
        self.act(args.case, CaseActKind::NotAccepted, |context, kept| {
            context.check_on_paper("reason", &reason)?;
            context.check_decided(CaseActKind::NotAccepted, kept)?;
            Ok(NotAccepted { reason }.into())
        })
    }
}
