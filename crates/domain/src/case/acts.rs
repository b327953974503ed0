//! The acts on a case: one file each, and this list.

mod accepted;
mod corrected;
mod correction_notified;
mod delivered;
mod fee_charged;
mod issued;
mod not_accepted;
mod paper_spoiled;
mod printed;
mod received;
mod referral_decided;
mod referred;
mod refused;
mod supplied;
mod verified;
mod voided;
mod withdrawn;

pub use accepted::Accepted;
pub use corrected::Corrected;
pub use correction_notified::CorrectionNotified;
pub use delivered::Delivered;
pub use fee_charged::FeeCharged;
pub use issued::Issued;
pub use not_accepted::NotAccepted;
pub use paper_spoiled::PaperSpoiled;
pub use printed::Printed;
pub use received::Received;
pub use referral_decided::ReferralDecided;
pub use referred::Referred;
pub use refused::Refused;
pub use supplied::Supplied;
pub use verified::Verified;
pub use voided::Voided;
pub use withdrawn::Withdrawn;

use super::Case;
use crate::act::acts;

acts! {
    /// One act on a case.
    CaseAct, CaseActKind of Case;
    Received(Received),
    CorrectionNotified(CorrectionNotified),
    Supplied(Supplied),
    Corrected(Corrected),
    Accepted(Accepted),
    NotAccepted(NotAccepted),
    FeeCharged(FeeCharged),
    Referred(Referred),
    ReferralDecided(ReferralDecided),
    Verified(Verified),
    Issued(Issued),
    Refused(Refused),
    Printed(Printed),
    PaperSpoiled(PaperSpoiled),
    Delivered(Delivered),
    Withdrawn(Withdrawn),
    Voided(Voided),
}
