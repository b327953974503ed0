//! 作废: an error is seen on the paper before the licence is handed over. After that it is for the centre
//! to revoke it.

use super::given_text;
use crate::api::{ApiError, CaseView, ErrorCode, VoidArgs};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Voided;

impl Workstation {
    /// Makes a case's licence void, once the person confirmed it with the password. The case can then
    /// be issued anew, under another number.
    pub fn void(&self, args: VoidArgs) -> Result<CaseView, ApiError> {
        let reason = given_text("reason", &args.reason)?;
        self.confirm(&args.confirmation)?;
        self.act(args.case, CaseActKind::Voided, |context, _| {
            let licence = context.case.products.licence.as_ref();
            let none = || ApiError::new(ErrorCode::DocumentUnavailable);
            Ok(Voided { number: licence.ok_or_else(none)?.id(), reason }.into())
        })
    }
}
