//! 送达: the licence is handed over (art. 44 of the Administrative Licensing Law).

use super::given_name;
use crate::api::{ApiError, CaseView, DeliverArgs, ErrorCode};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Delivered;
use clerk_domain::ids::CaseId;

impl Workstation {
    /// Books the paper that ends the case as handed over; it must have been printed.
    pub fn deliver(&self, args: DeliverArgs) -> Result<CaseView, ApiError> {
        let named = given_name("recipient", &args.recipient)?;
        self.check_not_revoked(args.case)?;
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

    /// What the centre revoked while it lay here is not handed over.
    fn check_not_revoked(&self, case: CaseId) -> Result<(), ApiError> {
        self.at_desk(|desk| {
            let licence = desk.store.case(case)?.and_then(|case| case.products.licence);
            let revoked = licence.map_or(Ok(None), |licence| desk.revocation(&licence.id()))?;
            revoked.map_or(Ok(()), |revoked| {
                Err(ApiError::with(ErrorCode::LicenceRevoked, revoked.reason))
            })
        })
    }
}
