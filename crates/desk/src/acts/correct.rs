//! 一次性告知: the applicant is told once, and in full, what is missing.

use crate::api::{ApiError, CaseArgs, CaseView, ErrorCode};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::CorrectionNotified;

/// Art. 32 item 4 of the Administrative Licensing Law: on the spot or once within five working days.
const TELL_WITHIN_DAYS: u32 = 5;

impl Workstation {
    /// Tells the applicant everything that is missing.
    pub fn correct(&self, args: CaseArgs) -> Result<CaseView, ApiError> {
        self.act(args.case, CaseActKind::CorrectionNotified, |context, _| {
            let missing = context.item.missing(&context.case.intake.handed_in());
            if missing.is_empty() {
                return Err(ApiError::new(ErrorCode::NothingMissing));
            }
            let received = context.case.received_at.with_timezone(&clerk_domain::clock::china());
            let calendar = &context.desk.pack.calendar;
            let told_by = calendar.due(received.date_naive(), TELL_WITHIN_DAYS);
            Ok(CorrectionNotified { missing, told_by }.into())
        })
    }
}
