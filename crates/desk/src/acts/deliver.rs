//! 送达: the licence is handed over (art. 44 of the Administrative Licensing Law).

use super::given_name;
use crate::api::{ApiError, CaseView, DeliverArgs, ErrorCode};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Delivered;

impl Workstation {
    /// Books the paper that ends the case as handed over; it must have been printed.
    pub fn deliver(&self, args: DeliverArgs) -> Result<CaseView, ApiError> {
        let named = given_name("recipient", &args.recipient)?;
        self.act(args.case, CaseActKind::Delivered, |context, _| {
            let paper = context.case.final_paper();
            if paper.is_none_or(|paper| context.case.papers.times(paper) == 0) {
                return Err(ApiError::new(ErrorCode::NotPrinted));
            }
            let applicant = &context.case.parties.applicant.name;
            let recipient = if named.is_empty() { applicant.clone() } else { named };
            Ok(Delivered { recipient }.into())
        })
    }
}
