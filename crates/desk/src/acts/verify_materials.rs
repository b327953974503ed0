//! 实质核查: an officer verified the substance of the materials. Where the rules ask for two officers, this
//! is how the second one is on record (art. 34 of the Administrative Licensing Law).

use super::given_text;
use crate::api::{ApiError, CaseView, VerifyMaterialsArgs};
use crate::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use clerk_domain::case::acts::Verified;

impl Workstation {
    /// Records that the person at the desk verified the materials, and what was found.
    pub fn verify_materials(&self, args: VerifyMaterialsArgs) -> Result<CaseView, ApiError> {
        let findings = given_text("findings", &args.findings)?;
        self.act(args.case, CaseActKind::Verified, |_, _| Ok(Verified { findings }.into()))
    }
}
