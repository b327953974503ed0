//! 不予许可 (art. 38 of the Administrative Licensing Law: with reasons).

use super::given_text;
use crate::api::{ApiError, CaseView, ReasonArgs};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Refused;

impl Workstation {
    /// Refuses a licence, and says why.
    pub fn refuse(&self, args: ReasonArgs) -> Result<CaseView, ApiError> {
        let reason = given_text("reason", &args.reason)?;
        self.act(args.case, CaseActKind::Refused, |context, kept| {
            context.check_on_paper("reason", &reason)?;
            context.check_decided(CaseActKind::Refused, kept)?;
            Ok(Refused { reason }.into())
        })
    }
}
