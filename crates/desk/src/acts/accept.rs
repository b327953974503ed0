//! 受理: complete, so the clock of the law starts and the fee is fixed.

use crate::api::{AcceptArgs, ApiError, CaseView, ErrorCode};
use crate::workstation::Workstation;
use clerk_domain::act::{Act, ActKind, DocumentKind};
use clerk_domain::fee;

impl Workstation {
    /// Accepts a case whose required materials are all there.
    pub fn accept(&self, args: AcceptArgs) -> Result<CaseView, ApiError> {
        let paper = Some(DocumentKind::AcceptanceNotice);
        self.act(args.case, ActKind::Accepted, paper, |context, _| {
            let item = context.item;
            if !item.missing(&context.case.materials).is_empty() {
                return Err(ApiError::new(ErrorCode::MaterialsMissing));
            }
            let calendar = &context.desk.pack.calendar;
            let due = calendar.due(context.today(), item.promised_days);
            let kind = context.case.applicant.kind;
            let fee = fee::due(item.fee.as_ref(), kind, args.exemption.as_deref());
            let fee = fee.map_err(|code| ApiError::with(ErrorCode::ExemptionUnknown, code))?;
            Ok(Act::Accepted { due, fee })
        })
    }
}
