//! 送达: the licence is handed over (art. 44 of the Administrative Licensing Law).

use crate::api::{ApiError, CaseView, DeliverArgs, ErrorCode};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Delivered;
use clerk_domain::paper::DocumentKind;

impl Workstation {
    /// Books the licence as handed over; it must have been printed.
    pub fn deliver(&self, args: DeliverArgs) -> Result<CaseView, ApiError> {
        self.act(args.case, CaseActKind::Delivered, |context, _| {
            if context.case.papers.times(DocumentKind::Licence) == 0 {
                return Err(ApiError::new(ErrorCode::NotPrinted));
            }
            let applicant = &context.case.parties.applicant.name;
            let named = args.recipient.trim();
            let recipient = if named.is_empty() { applicant.as_str() } else { named };
            Ok(Delivered { recipient: recipient.to_owned() }.into())
        })
    }
}
