//! Enquiries as they are shown, and what an answer takes.

use clerk_domain::enquiry::{Enquiry, EnquiryActKind, EnquiryState};
use clerk_domain::ids::EnquiryId;
use clerk_domain::search::ListTotal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// For `answer`.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct AnswerArgs {
    /// Which enquiry.
    pub enquiry: EnquiryId,
    /// What is answered; 1 to 500 characters.
    pub answer: String,
}

/// The enquiries of the window's department.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EnquiriesView {
    /// Those that wait first, then the newest.
    pub rows: Vec<EnquiryView>,
    /// How many wait for an answer.
    #[ts(type = "number")]
    pub waiting: u64,
    /// How many there are of what `rows` shows the first of.
    pub total: ListTotal,
}

/// An enquiry as it stands.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EnquiryView {
    /// The enquiry.
    pub enquiry: Enquiry,
    /// Where it stands.
    pub state: EnquiryState,
    /// The name of the item that it is about.
    pub item_name: Option<String>,
    /// What a window does with it, and whether this person may do it now.
    pub acts: Vec<EnquiryActView>,
}

/// An act on an enquiry.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EnquiryActView {
    /// The act.
    pub act: EnquiryActKind,
    /// Why it may not be done now: a code of `ErrorCode`; `None` where it may.
    pub why_not: Option<String>,
}
