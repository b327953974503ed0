//! 受理: complete, so the clock of the law starts and the fee is fixed.

use crate::api::{AcceptArgs, ApiError, CaseView, ErrorCode};
use crate::workstation::Workstation;
use clerk_domain::act::{Act, ActKind, DocumentKind};
use clerk_domain::fee::{self, ExemptionError};
use clerk_domain::item::Item;

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
            let handed_in = &context.case.materials;
            let (rule, claimed) = (item.fee.as_ref(), args.exemption.as_deref());
            let fee = fee::due(rule, context.today(), kind, handed_in, claimed);
            let fee = fee.map_err(|why| not_exempt(item, why))?;
            Ok(Act::Accepted { due, fee })
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
