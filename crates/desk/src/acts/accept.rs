//! 受理: complete, so the clock of the law starts and the fee is fixed.

use crate::api::{AcceptArgs, ApiError, CaseView, ErrorCode};
use crate::failure::no_calendar;
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Accepted;
use clerk_domain::fee;

impl Workstation {
    /// Accepts a case whose required materials are all there.
    pub fn accept(&self, args: AcceptArgs) -> Result<CaseView, ApiError> {
        self.act(args.case, CaseActKind::Accepted, |context, _| {
            let item = context.item;
            if !item.missing(&context.case.intake.handed_in()).is_empty() {
                return Err(ApiError::new(ErrorCode::MaterialsMissing));
            }
            let calendar = &context.desk.pack.calendar;
            let due = calendar.add_working_days(context.today(), item.promised_days);
            let due = due.map_err(no_calendar)?;
            let kind = context.case.parties.applicant.kind;
            let fee = fee::due(item.fee.as_ref(), kind, args.exemption.as_deref());
            let fee = fee.map_err(|code| ApiError::with(ErrorCode::ExemptionUnknown, code))?;
            Ok(Accepted { due, fee }.into())
        })
    }
}
