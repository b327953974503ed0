//! The acts on the centre as a whole: one file each, and this list. Any of them may be the first.

mod licence_revoked;
mod rules_published;

pub use licence_revoked::LicenceRevoked;
pub use rules_published::RulesPublished;

use super::CentreRecord;
use crate::act::acts;

acts! {
    /// One act on the centre.
    CentreAct, CentreActKind of CentreRecord;
    RulesPublished(RulesPublished),
    LicenceRevoked(LicenceRevoked),
}
