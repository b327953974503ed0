//! Refusals as HTTP answers.

use axum::Json;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use clerk_protocol::{ErrorBody, ProtocolError, Refusal};

/// An answer that is not a success: a status for what stands between, a body for the window.
pub(super) struct Refused {
    status: StatusCode,
    body: ErrorBody,
    retry_after_s: Option<i64>,
}

impl Refused {
    pub(super) fn new(code: Refusal, message: impl Into<String>) -> Self {
        Self::with_status(status(code), code, message)
    }

    pub(super) fn with_status(
        status: StatusCode,
        code: Refusal,
        message: impl Into<String>,
    ) -> Self {
        let body = ErrorBody { code, message: message.into() };
        Self { status, body, retry_after_s: None }
    }

    /// Whoever asked is to ask again after so many seconds.
    pub(super) fn too_many(code: Refusal, message: impl Into<String>, after_s: i64) -> Self {
        Self { retry_after_s: Some(after_s.max(1)), ..Self::new(code, message) }
    }

    pub(super) fn code(&self) -> Refusal {
        self.body.code
    }
}

impl From<ProtocolError> for Refused {
    fn from(error: ProtocolError) -> Self {
        match error {
            ProtocolError::Refused { refusal, message } => Self::new(refusal, message),
            // The centre itself never answers so.
            ProtocolError::Unreachable(message) | ProtocolError::Nonsense(message) => {
                Self::new(Refusal::ServerFailed, message)
            }
            ProtocolError::Certificate { fault, .. } => {
                Self::new(Refusal::ServerFailed, fault.to_string())
            }
        }
    }
}

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        tracing::info!(code = %self.body.code, "refused");
        let mut response = (self.status, Json(self.body)).into_response();
        if let Some(after) = self.retry_after_s {
            response.headers_mut().insert(header::RETRY_AFTER, after.into());
        }
        response
    }
}

fn status(refusal: Refusal) -> StatusCode {
    match refusal {
        Refusal::DeviceUnknown => StatusCode::UNAUTHORIZED,
        Refusal::CodeUnknown
        | Refusal::PasswordWrong
        | Refusal::NotYourWindow
        | Refusal::PasswordChangeNeeded
        | Refusal::DeviceEnded
        | Refusal::SignatureWrong
        | Refusal::ScopeForeign => StatusCode::FORBIDDEN,
        Refusal::LockedOut | Refusal::TooManyRequests | Refusal::TooManyKeys => {
            StatusCode::TOO_MANY_REQUESTS
        }
        Refusal::BadRequest | Refusal::PasswordUnfit => StatusCode::BAD_REQUEST,
        Refusal::JournalBroken | Refusal::CursorUnknown => StatusCode::CONFLICT,
        Refusal::SeriesUnknown => StatusCode::NOT_FOUND,
        Refusal::ServerFailed => StatusCode::SERVICE_UNAVAILABLE,
    }
}

pub(super) async fn no_such_path() -> Refused {
    Refused::with_status(StatusCode::NOT_FOUND, Refusal::BadRequest, "no such path")
}

pub(super) async fn no_such_method() -> Refused {
    Refused::with_status(StatusCode::METHOD_NOT_ALLOWED, Refusal::BadRequest, "no such method")
}
