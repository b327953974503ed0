//! What the layers below say, as codes that a face can act on.

use crate::api::{ApiError, ErrorCode};
use crate::bundle::refused;
use clerk_documents::DocumentError;
use clerk_domain::why_not::WhyNot;
use clerk_protocol::{CertificateFault, ProtocolError, Refusal};
use clerk_store::{StoreError, UnlockError};
use clerk_sync::{ClientError, SyncError, Untrusted};

pub(crate) fn refused_by_case(why: WhyNot) -> ApiError {
    let code = match &why {
        WhyNot::WrongState { state } => {
            let state = serde_json::to_value(state).ok();
            let state = state.as_ref().and_then(|value| value.as_str()).unwrap_or_default();
            return ApiError::with(ErrorCode::NotPermitted, state);
        }
        WhyNot::OtherWindow { window } => {
            return ApiError::with(ErrorCode::OtherWindow, window.to_string());
        }
        WhyNot::NotYourRole => ErrorCode::RoleForbidden,
        WhyNot::FeeUnpaid => ErrorCode::FeeUnpaid,
        WhyNot::NoFeeDue => ErrorCode::NoFeeDue,
        WhyNot::NotAuthorised => ErrorCode::NotAuthorised,
        WhyNot::MayNotRefuse => ErrorCode::MayNotRefuse,
        WhyNot::NothingToRefer => ErrorCode::NothingToRefer,
        WhyNot::SecondOfficerNeeded => ErrorCode::SecondOfficerNeeded,
        WhyNot::AlreadyNotified => ErrorCode::AlreadyNotified,
        WhyNot::NothingNamed => ErrorCode::NothingMissing,
        WhyNot::NoSuchPaper => ErrorCode::DocumentUnavailable,
        WhyNot::Answered => ErrorCode::AlreadyAnswered,
        WhyNot::Closed => ErrorCode::AlreadyClosed,
        WhyNot::NotTheBeginning
        | WhyNot::OtherSubject
        | WhyNot::NotAsHeld
        | WhyNot::AtTheCentre
        | WhyNot::AtAWindow
        | WhyNot::NotAppointed
        | WhyNot::Disabled
        | WhyNot::NoDevice
        | WhyNot::WithTheChief => return ApiError::internal(&why),
    };
    ApiError::new(code)
}

/// The act is kept, and is never said to be refused: only the view after it failed.
pub(crate) fn kept_not_shown(error: ApiError) -> ApiError {
    tracing::error!(code = error.code.as_text(), "an act was kept, and its view failed");
    ApiError::with(ErrorCode::KeptNotShown, error.code.as_text())
}

impl From<StoreError> for ApiError {
    fn from(error: StoreError) -> Self {
        let code = match &error {
            StoreError::DiskFull { .. } => ErrorCode::DiskFull,
            StoreError::Busy { .. } => ErrorCode::StorageBusy,
            StoreError::SchemaNewer { .. } => ErrorCode::SchemaNewer,
            StoreError::NotEnrolled => ErrorCode::NotEnrolled,
            StoreError::ReadOnly { .. } | StoreError::Io { .. } | StoreError::Database { .. } => {
                ErrorCode::StorageFailed
            }
            _ => ErrorCode::StorageDamaged,
        };
        tracing::error!(%error, "storage");
        Self::with(code, error.to_string())
    }
}

impl From<UnlockError> for ApiError {
    fn from(error: UnlockError) -> Self {
        match error {
            UnlockError::WrongPassword { locked_until: Some(until), .. }
            | UnlockError::Locked { until } => {
                let until = until.with_timezone(&clerk_domain::clock::china());
                Self::with(ErrorCode::LockedOut, until.to_rfc3339())
            }
            UnlockError::WrongPassword { tries_left, locked_until: None } => {
                Self::with(ErrorCode::PasswordWrong, tries_left.to_string())
            }
            UnlockError::RecoveryWrong => Self::with(ErrorCode::StorageDamaged, error.to_string()),
            UnlockError::Store(error) => error.into(),
        }
    }
}

impl From<DocumentError> for ApiError {
    fn from(error: DocumentError) -> Self {
        match &error {
            DocumentError::MissingGlyph { ch, .. } => {
                Self::with(ErrorCode::GlyphMissing, ch.to_string())
            }
            _ => Self::with(ErrorCode::PaperImpossible, error.to_string()),
        }
    }
}

impl From<ProtocolError> for ApiError {
    fn from(error: ProtocolError) -> Self {
        let code = protocol_code(&error);
        match error {
            ProtocolError::Certificate { host, .. } => Self::with(code, host),
            error => Self::with(code, error.to_string()),
        }
    }
}

impl From<ClientError> for ApiError {
    fn from(error: ClientError) -> Self {
        match error {
            ClientError::Address(why) => Self::with(ErrorCode::AddressWrong, why),
            ClientError::Authority(why) => Self::with(ErrorCode::AuthorityWrong, why),
        }
    }
}

fn protocol_code(error: &ProtocolError) -> ErrorCode {
    match error {
        ProtocolError::Unreachable(_) => ErrorCode::ServerUnreachable,
        ProtocolError::Certificate { fault, .. } => match fault {
            CertificateFault::OutOfTime => ErrorCode::CertificateExpired,
            CertificateFault::OtherHost => ErrorCode::CertificateOtherHost,
            CertificateFault::Untrusted => ErrorCode::CertificateUntrusted,
        },
        ProtocolError::Nonsense(_) => ErrorCode::ServerNonsense,
        ProtocolError::Refused { refusal, .. } => match refusal {
            Refusal::CodeUnknown => ErrorCode::CodeUnknown,
            Refusal::PasswordWrong => ErrorCode::PasswordWrong,
            Refusal::LockedOut => ErrorCode::LockedOut,
            Refusal::TooManyRequests | Refusal::TooManyKeys => ErrorCode::TooManyRequests,
            Refusal::NotYourWindow | Refusal::ScopeForeign => ErrorCode::NotYourWindow,
            Refusal::PasswordChangeNeeded => ErrorCode::PasswordChangeNeeded,
            Refusal::PasswordUnfit => ErrorCode::PasswordUnfit,
            Refusal::DeviceUnknown => ErrorCode::DeviceUnknown,
            Refusal::DeviceEnded => ErrorCode::DeviceEnded,
            Refusal::JournalBroken => ErrorCode::JournalFork,
            Refusal::SignatureWrong
            | Refusal::BadRequest
            | Refusal::CursorUnknown
            | Refusal::SeriesUnknown => ErrorCode::ServerNonsense,
            Refusal::ServerFailed => ErrorCode::ServerFailed,
        },
    }
}

impl From<SyncError> for ApiError {
    fn from(error: SyncError) -> Self {
        match &error {
            SyncError::Bundle(error) => refused(error),
            SyncError::Protocol(error) => error.clone().into(),
            error => Self::with(sync_code(error), error.to_string()),
        }
    }
}

/// What the window keeps of the centre's word does not hold any more: it was altered on the disk.
pub(crate) fn altered(error: Untrusted) -> ApiError {
    match error {
        Untrusted::Store(error) => error.into(),
        Untrusted::NotTheCentres { .. } | Untrusted::Older { .. } | Untrusted::Expired { .. } => {
            tracing::error!(%error, "kept rule pack");
            ApiError::with(ErrorCode::StorageDamaged, error.to_string())
        }
    }
}

/// The code of what stopped a round.
pub(crate) fn sync_code(error: &SyncError) -> ErrorCode {
    match error {
        SyncError::Protocol(error) => protocol_code(error),
        SyncError::Bundle(error) => refused(error).code,
        SyncError::Untrusted(Untrusted::Expired { .. }) => ErrorCode::PackNotInForce,
        SyncError::Untrusted(Untrusted::NotTheCentres { .. } | Untrusted::Older { .. }) => {
            ErrorCode::PackUntrusted
        }
        SyncError::Untrusted(Untrusted::Store(_)) => ErrorCode::StorageFailed,
        SyncError::Store(StoreError::DiskFull { .. }) => ErrorCode::DiskFull,
        SyncError::Store(StoreError::Busy { .. }) => ErrorCode::StorageBusy,
        SyncError::Store(_) => ErrorCode::StorageFailed,
        SyncError::DigestDiffers { .. } => ErrorCode::ServerNonsense,
    }
}
