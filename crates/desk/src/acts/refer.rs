//! The window may not decide: the case goes to whoever may.

use crate::api::{ApiError, CaseArgs, CaseView, ErrorCode};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Referred;
use clerk_domain::decide::Outcome;

impl Workstation {
    /// Hands a case to whom the decision names.
    pub fn refer(&self, args: CaseArgs) -> Result<CaseView, ApiError> {
        self.act(args.case, CaseActKind::Referred, |context, kept| {
            let decision = context.decide(kept)?;
            if context.case.procedures.lets_issue(&decision) {
                return Err(ApiError::decided(ErrorCode::NothingToRefer, decision));
            }
            match (decision.outcome, decision.to) {
                (Outcome::Refer, Some(to)) => Ok(Referred { to, reasons: decision.reasons }.into()),
                _ => Err(ApiError::decided(ErrorCode::NothingToRefer, decision)),
            }
        })
    }
}
