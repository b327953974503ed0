//! Why an act is not possible: one answer for the screen, the command line, the fold and the server.

use crate::case::CaseState;
use crate::ids::WindowId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why an act cannot follow, or not from this person here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, thiserror::Error)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum WhyNot {
    /// What begins a subject comes first, and once.
    #[error("it begins once, with its first act")]
    NotTheBeginning,
    /// The act is about something else.
    #[error("the act is about something else")]
    OtherSubject,
    /// The act does not follow in this state.
    #[error("this cannot follow in state {state:?}")]
    WrongState {
        /// Where the case stands.
        state: CaseState,
    },
    /// The act is done at a desk of the centre.
    #[error("this is done at the centre")]
    AtTheCentre,
    /// The act is done at a window.
    #[error("this is done at a window")]
    AtAWindow,
    /// Persons of this role do no such act.
    #[error("persons of this role do not do this")]
    NotYourRole,
    /// Another window has the case.
    #[error("window {window} has the case")]
    OtherWindow {
        /// Which.
        window: WindowId,
    },
    /// The licence waits for the fee.
    #[error("the fee is not paid")]
    FeeUnpaid,
    /// Nothing is to be paid, or it is paid already.
    #[error("no fee is due")]
    NoFeeDue,
    /// The grants do not let the window issue it, and nobody above has approved.
    #[error("the grants do not cover it")]
    NotAuthorised,
    /// No grant lets this person refuse such a case, or not accept it.
    #[error("no grant lets this person refuse it")]
    MayNotRefuse,
    /// The window may issue it itself.
    #[error("there is nothing to refer")]
    NothingToRefer,
    /// The decision asks for two officers, and nobody but the issuer verified the materials.
    #[error("another officer must verify the substance of the materials first (art. 34)")]
    SecondOfficerNeeded,
    /// The act names something as it is not, or not any more: another licence, another value.
    #[error("what it names is not as the case holds it")]
    NotAsHeld,
    /// The applicant is told once what is missing (art. 32 item 4).
    #[error("the applicant was notified already of what is missing")]
    AlreadyNotified,
    /// The window's own chief representative decides it there.
    #[error("the window's own chief representative decides it")]
    WithTheChief,
    /// The notice names nothing.
    #[error("nothing is named")]
    NothingNamed,
    /// The case does not give this paper yet.
    #[error("there is no such paper yet")]
    NoSuchPaper,
    /// The enquiry was answered before.
    #[error("it was answered")]
    Answered,
    /// It was closed before.
    #[error("it was closed")]
    Closed,
    /// No appointment is there to end.
    #[error("the person holds no appointment")]
    NotAppointed,
    /// The person may not log in.
    #[error("the person is disabled; reset the password to let the person in again")]
    Disabled,
    /// No device is this window.
    #[error("no device is this window")]
    NoDevice,
}
