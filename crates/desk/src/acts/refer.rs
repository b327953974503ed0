//! The window may not decide: the case goes to whoever may.

use crate::api::{ApiError, CaseArgs, CaseView, ErrorCode};
use crate::workstation::Workstation;
use clerk_domain::act::{Act, ActKind};
use clerk_domain::decide::Outcome;

impl Workstation {
    /// Hands a case to whom the decision names.
    pub fn refer(&self, args: CaseArgs) -> Result<CaseView, ApiError> {
        self.act(args.case, ActKind::Referred, None, |context, kept| {
            let decision = context.decide(kept)?;
            match (decision.outcome, decision.to) {
                (Outcome::Refer, Some(to)) => Ok(Act::Referred { to, reasons: decision.reasons }),
                _ => Err(ApiError::decided(ErrorCode::NothingToRefer, decision)),
            }
        })
    }
}
