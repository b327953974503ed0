//! What can go wrong between a window and the server.

use serde::{Deserialize, Serialize};

/// Why a request was not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProtocolError {
    /// The server is away, or the answer did not come in time. Try again later.
    #[error("server unreachable: {0}")]
    Unreachable(String),
    /// Something answered, but not as the server would: a proxy, another program, cut bytes.
    #[error("the answer makes no sense: {0}")]
    Nonsense(String),
    /// Who answers does not prove to be the server: nothing was sent to it.
    #[error("{host}: {fault}")]
    Certificate {
        /// The host that was asked.
        host: String,
        /// What is wrong with its certificate.
        fault: CertificateFault,
    },
    /// The server understood, and said no.
    #[error("{refusal}: {message}")]
    Refused {
        /// Why.
        refusal: Refusal,
        /// In words, for a log.
        message: String,
    },
}

impl ProtocolError {
    /// A refusal with words for a log.
    pub fn refused(refusal: Refusal, message: impl Into<String>) -> Self {
        Self::Refused { refusal, message: message.into() }
    }
}

/// What is wrong with a server's certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CertificateFault {
    /// Its days are over or have not come: by its own doing, or as the device's clock is wrong.
    #[error("the certificate is not valid at the device's time")]
    OutOfTime,
    /// It is for other names than the host's.
    #[error("the certificate is another host's")]
    OtherHost,
    /// Nobody vouches for it whom this device trusts, or it is broken.
    #[error("the certificate is not one that this device trusts")]
    Untrusted,
}

/// Why the server says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// The one-time code is unknown, used by another device, or too old.
    CodeUnknown,
    /// The person is unknown, or the password is wrong. Which of the two is not told.
    PasswordWrong,
    /// Too many wrong passwords; later again.
    LockedOut,
    /// Too much was asked from this address or by this device; later again, as `Retry-After` says.
    TooManyRequests,
    /// The person does not work in the window's department.
    NotYourWindow,
    /// The password must be changed first: it was given by an administrator, or is too old.
    PasswordChangeNeeded,
    /// The new password breaks the rules; the words say how.
    PasswordUnfit,
    /// The person made too many new keys at this window within a day; later again, or after a reset.
    TooManyKeys,
    /// The device's token is unknown.
    DeviceUnknown,
    /// The device was replaced or disabled; it may hand in what it holds, and nothing else.
    DeviceEnded,
    /// The request is malformed.
    BadRequest,
    /// The entries do not follow the ones that the server holds.
    JournalBroken,
    /// The signature over the chain's head is wrong.
    SignatureWrong,
    /// The cursor names entries that the server does not hold, or others than it holds.
    CursorUnknown,
    /// The scope is not the window's.
    ScopeForeign,
    /// The series is unknown.
    SeriesUnknown,
    /// The server itself failed; later again.
    ServerFailed,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let text = serde_json::to_value(self).ok();
        f.write_str(text.as_ref().and_then(|v| v.as_str()).unwrap_or("refused"))
    }
}

/// The body of an answer that is not a success.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ErrorBody {
    /// Why.
    pub code: Refusal,
    /// In words, for a log.
    pub message: String,
}
