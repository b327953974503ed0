//! Refusals and failures as a face of the desk sees them: a code to act on, and what belongs to it.

use clerk_domain::decide::Decision;
use clerk_domain::form::FieldProblem;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a call was not carried out. The face translates the code; it never reads the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// The device is no window yet.
    NotEnrolled,
    /// The device is a window already.
    AlreadyEnrolled,
    /// Nobody is logged in.
    Locked,
    /// Unknown person or wrong password. `detail`: tries left.
    PasswordWrong,
    /// Too many wrong passwords. `detail`: until when.
    LockedOut,
    /// Too much was asked of the server from this device's address; a little later again.
    TooManyRequests,
    /// This person has never logged in at this window; the first time needs the server.
    FirstLoginOnline,
    /// The server has not confirmed the person's login for too long. `detail`: since when.
    LoginUnconfirmed,
    /// The centre asks for another password first: it was given out, or is too old.
    PasswordChangeNeeded,
    /// The new password breaks the rules. `detail`: which, as a code.
    PasswordUnfit,
    /// By the centre's register the person does not work here any more.
    AppointmentEnded,
    /// This device was replaced or disabled: it hands in what it holds, and issues nothing.
    DeviceEnded,
    /// The desk cannot lock by itself after so many minutes. `detail`: which it can.
    IdleLockOutOfRange,
    /// The person does not work at this window's department.
    NotYourWindow,
    /// The one-time code is unknown, used or too old.
    CodeUnknown,
    /// The server is away.
    ServerUnreachable,
    /// The certificate of whoever answers is not valid now. `detail`: the host.
    CertificateExpired,
    /// The certificate of whoever answers is another host's. `detail`: the host.
    CertificateOtherHost,
    /// Nobody whom this device trusts vouches for the certificate. `detail`: the host.
    CertificateUntrusted,
    /// The centre's own certificate authority cannot be read. `detail`: why.
    AuthorityWrong,
    /// Something answers at the server's address, but not as the server would.
    ServerNonsense,
    /// The server failed on its side.
    ServerFailed,
    /// The server does not know this device.
    DeviceUnknown,
    /// The server holds another journal of this window: this is a copy or a restored backup.
    JournalFork,
    /// The file names another server than the window was told to ask. `detail`: which.
    ServerChanged,
    /// The server's address is no address.
    AddressWrong,
    /// The form has problems; see `problems`.
    FieldProblems,
    /// The catalogue has no such item at this window.
    ItemUnknown,
    /// The item has no such material.
    MaterialUnknown,
    /// The item's fee has no such exemption.
    ExemptionUnknown,
    /// What proves the exemption was not handed in. `detail`: the materials.
    ExemptionNotProved,
    /// The window has no such case.
    CaseUnknown,
    /// There is no such draft.
    DraftUnknown,
    /// The act does not follow in the case's state. `detail`: the state.
    NotPermitted,
    /// The person's role may not do this.
    RoleForbidden,
    /// The case is another window's.
    OtherWindow,
    /// The decision does not allow issuing; see `decision`.
    NotAuthorised,
    /// No grant lets this person refuse such a case, or not accept it.
    MayNotRefuse,
    /// The decision is the window's own: nothing to refer; see `decision`.
    NothingToRefer,
    /// Required materials are missing.
    MaterialsMissing,
    /// Nothing is missing, so there is nothing to correct.
    NothingMissing,
    /// The applicant was notified already of what is missing.
    AlreadyNotified,
    /// The enquiry was answered already.
    AlreadyAnswered,
    /// It was closed already.
    AlreadyClosed,
    /// The window has no such enquiry.
    EnquiryUnknown,
    /// The window's day was not opened.
    DayNotOpened,
    /// A day is open already, and is closed first. `detail`: which.
    DayStillOpen,
    /// What was done is kept; only how the case now stands could not be shown. `detail`: why.
    KeptNotShown,
    /// The window issues nothing until a supervisor clears it. `detail`: why, as a code.
    IssuingHalted,
    /// The clearance code is wrong. `detail`: the number of the code that is needed.
    ClearanceWrong,
    /// All clearance codes of the device are used: it must be enrolled anew.
    ClearancesUsedUp,
    /// The fee is not paid.
    FeeUnpaid,
    /// Two officers must verify the materials, and nobody but the issuer has.
    SecondOfficerNeeded,
    /// No fee is due.
    NoFeeDue,
    /// The licence was revoked, and is not handed over. `detail`: why.
    LicenceRevoked,
    /// The licence that the case is about has a newer version, or has ended. `detail`: its number.
    LicenceSuperseded,
    /// No numbers are left in the series. `detail`: the series.
    NumbersExhausted,
    /// What came as rule pack is not signed by this centre, was altered, or is older; the one that
    /// the window has stays.
    PackUntrusted,
    /// The rule pack is not in force today, so nothing is issued under it. `detail`: its last day.
    PackNotInForce,
    /// A reason or a finding is needed, of 1 to 500 characters.
    ReasonNeeded,
    /// The licence was not printed yet, so it cannot have been handed over.
    NotPrinted,
    /// The case has no such paper yet.
    DocumentUnavailable,
    /// Nothing was done during an outage, so that there is no report of one.
    NoReport,
    /// A character of the paper is in no font. `detail`: the character.
    GlyphMissing,
    /// The paper cannot be made from what was typed. `detail`: which field, and why.
    PaperImpossible,
    /// No licence's code is to be seen in the file.
    NoCodeFound,
    /// The file is larger than any paper.
    FileTooLarge,
    /// A program that reads PDF files or codes is not installed. `detail`: which, of which package.
    ScannerMissing,
    /// The print folder cannot be written. `detail`: the folder.
    PrinterUnavailable,
    /// The file is no exchange file.
    BundleNotOne,
    /// The exchange file is cut off.
    BundleCut,
    /// The file is larger than any exchange file.
    BundleTooLarge,
    /// The exchange file was altered.
    BundleAltered,
    /// The exchange file was written by a newer program.
    BundleNewer,
    /// The exchange file goes the other way: it is a request, not the centre's reply.
    BundleWrongWay,
    /// The exchange file is for another window. `detail`: which it says it concerns.
    BundleForeign,
    /// The exchange file is another centre's. `detail`: the window that it says it concerns.
    BundleSenderForeign,
    /// The exchange file was taken in already. `detail`: when.
    BundleReplayed,
    /// No request waits for this reply: a later reply or a sync came first.
    BundleNotAwaited,
    /// The file to be written is there already. `detail`: the file.
    BundleFileExists,
    /// The exchange file cannot be written. `detail`: the file, and why.
    BundleFileFailed,
    /// The disk is full.
    DiskFull,
    /// The window's folder cannot be read or written. `detail`: what.
    StorageFailed,
    /// The database or the key slots are damaged. `detail`: what.
    StorageDamaged,
    /// The database was written by a newer program.
    SchemaNewer,
    /// Another process holds the database for too long.
    StorageBusy,
    /// A fault of the program. `detail`: for support.
    Internal,
}

impl ErrorCode {
    /// The code as the faces know it.
    pub fn as_text(self) -> String {
        let value = serde_json::to_value(self).ok();
        value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
    }
}

/// A call was not carried out; nothing of it was kept.
#[derive(Clone, Debug, Serialize, Deserialize, TS, thiserror::Error)]
#[error("{code:?} {detail}")]
pub struct ApiError {
    /// Why.
    pub code: ErrorCode,
    /// What belongs to it: a number, a name, a time; may be empty.
    pub detail: String,
    /// Field by field.
    pub problems: Vec<FieldProblem>,
    /// The decision that stands against it.
    pub decision: Option<Box<Decision>>,
}

impl ApiError {
    /// A refusal with nothing but its code.
    pub fn new(code: ErrorCode) -> Self {
        Self::with(code, String::new())
    }

    /// A refusal with a detail.
    pub fn with(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), problems: Vec::new(), decision: None }
    }

    /// The form's problems.
    pub fn problems(problems: Vec<FieldProblem>) -> Self {
        Self { problems, ..Self::new(ErrorCode::FieldProblems) }
    }

    /// A decision that stands against the act.
    pub fn decided(code: ErrorCode, decision: Decision) -> Self {
        Self { decision: Some(Box::new(decision)), ..Self::new(code) }
    }

    /// A fault of the program.
    pub fn internal(error: &dyn std::fmt::Display) -> Self {
        Self::with(ErrorCode::Internal, error.to_string())
    }
}
