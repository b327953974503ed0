//! 受理: complete, so the clock of the law starts and the fee is fixed.

use crate::api::{AcceptArgs, ApiError, CaseView, ErrorCode};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Accepted;
use clerk_domain::fee::{self, ExemptionError};
use clerk_domain::item::Item;

impl Workstation {
    /// Accepts a case whose required materials are all there.
    pub fn accept(&self, args: AcceptArgs) -> Result<CaseView, ApiError> {
        self.act(args.case, CaseActKind::Accepted, |context, _| {
            let item = context.item;
            if !item.missing(&context.case.intake.handed_in()).is_empty() {
                return Err(ApiError::new(ErrorCode::MaterialsMissing));
            }
            let calendar = &context.desk.pack.calendar;
            let due = calendar.due(context.today(), item.promised_days);
            let kind = context.case.parties.applicant.kind;
            let handed_in = context.case.intake.handed_in();
            let (rule, claimed) = (item.fee.as_ref(), args.exemption.as_deref());
            let fee = fee::due(rule, context.today(), kind, &handed_in, claimed);
            let fee = fee.map_err(|why| not_exempt(item, why))?;
            Ok(Accepted { due, fee }.into())
        })
    }
}

fn not_exempt(item: &Item, why: ExemptionError) -> ApiError {
    match why {
        ExemptionError::Unknown(code) => ApiError::with(ErrorCode::ExemptionUnknown, code),
        ExemptionError::NotProved { lacks, .. } => {
            let lacks = item.materials.iter().filter(|material| lacks.contains(&material.code));
            let names: Vec<_> = lacks.map(|material| material.name.as_str()).collect();
            ApiError::with(ErrorCode::ExemptionNotProved, names.join("、"))
        }
    }
}
