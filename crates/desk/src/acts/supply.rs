//! 补正: the applicant brings what was missing.

use crate::api::{ApiError, CaseView, ErrorCode, SupplyArgs};
use crate::workstation::Workstation;
use clerk_domain::act::{Act, ActKind, DocumentKind};
use clerk_domain::ids::MaterialCode;

impl Workstation {
    /// Takes in materials that came later.
    pub fn supply(&self, args: SupplyArgs) -> Result<CaseView, ApiError> {
        let paper = Some(DocumentKind::MaterialsReceipt);
        self.act(args.case, ActKind::Supplied, paper, |context, _| {
            let known =
                |code: &MaterialCode| context.item.materials.iter().any(|m| &m.code == code);
            if let Some(code) = args.materials.iter().find(|code| !known(code)) {
                return Err(ApiError::with(ErrorCode::MaterialUnknown, code.to_string()));
            }
            Ok(Act::Supplied { materials: args.materials })
        })
    }
}
