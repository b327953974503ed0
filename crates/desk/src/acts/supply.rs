//! 补正: the applicant brings what was missing.

use crate::api::{ApiError, CaseView, ErrorCode, SupplyArgs};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Supplied;
use clerk_domain::ids::MaterialCode;

impl Workstation {
    /// Takes in materials that came later.
    pub fn supply(&self, args: SupplyArgs) -> Result<CaseView, ApiError> {
        self.act(args.case, CaseActKind::Supplied, |context, _| {
            let known =
                |code: &MaterialCode| context.item.materials.iter().any(|m| &m.code == code);
            if let Some(code) = args.materials.iter().find(|code| !known(code)) {
                return Err(ApiError::with(ErrorCode::MaterialUnknown, code.to_string()));
            }
            Ok(Supplied { materials: args.materials }.into())
        })
    }
}
