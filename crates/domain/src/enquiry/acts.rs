//! The acts on an enquiry: one file each, and this list.

mod answered;
mod asked;
mod closed;

pub use answered::EnquiryAnswered;
pub use asked::EnquiryAsked;
pub use closed::EnquiryClosed;

use super::Enquiry;
use crate::act::acts;

acts! {
    /// One act on an enquiry.
    EnquiryAct, EnquiryActKind of Enquiry;
    Asked(EnquiryAsked),
    Answered(EnquiryAnswered),
    Closed(EnquiryClosed),
}
