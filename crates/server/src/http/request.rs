//! What every request goes through: a time limit, a log line, and how its parts are read.

use super::reply::Refused;
use axum::body::Bytes;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use clerk_protocol::{DeviceToken, ProtocolError, Refusal, path};
use serde::de::DeserializeOwned;
use std::time::Duration;

/// From the head of a request to its answer.
const TIME_LIMIT: Duration = Duration::from_secs(60);

const PATHS: [&str; 10] = [
    path::ENROL,
    path::LOGIN,
    path::PUSH,
    path::PULL,
    path::SYNC,
    path::LEASE,
    path::RETURN,
    path::PACK,
    path::VERIFY,
    path::HEALTH,
];

/// Limits the time and logs the outcome; never a body, a header or an address.
pub(super) async fn watch(request: Request, next: Next) -> Response {
    let method = request.method().clone();
    // Only what is known: anything may stand in a path.
    let known = PATHS.into_iter().find(|path| *path == request.uri().path());
    let path = known.unwrap_or("other");
    let begun = tokio::time::Instant::now();
    let response = match tokio::time::timeout(TIME_LIMIT, next.run(request)).await {
        Ok(response) => response,
        Err(_) => Refused::new(Refusal::ServerFailed, "took too long; try again").into_response(),
    };
    let status = response.status().as_u16();
    let duration_us = u64::try_from(begun.elapsed().as_micros()).unwrap_or(u64::MAX);
    tracing::info!(%method, path, status, duration_us, "request");
    response
}

/// Carries a request out even where its client has gone: half done is worse than done unheard.
pub(super) async fn carry_out<T: Send + 'static>(
    work: impl Future<Output = Result<T, ProtocolError>> + Send + 'static,
) -> Result<T, Refused> {
    match tokio::spawn(work).await {
        Ok(done) => done.map_err(Refused::from),
        Err(_) => Err(Refused::new(Refusal::ServerFailed, "the server failed; try again later")),
    }
}

/// The device's bearer token.
pub(super) struct Bearer(pub(super) DeviceToken);

impl<S: Sync> FromRequestParts<S> for Bearer {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let value = parts.headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let token = value.and_then(|value| value.strip_prefix("Bearer "));
        let token = token.map(|token| Self(DeviceToken(token.trim().to_owned())));
        token.ok_or_else(|| Refused::new(Refusal::DeviceUnknown, "no device token was sent"))
    }
}

/// The request's body as JSON, whatever its content type says.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refused> {
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(|error| {
            Refused::with_status(error.status(), Refusal::BadRequest, "the body cannot be read")
        })?;
        serde_json::from_slice(&bytes).map(Self).map_err(|error| {
            // The reader's own words could quote the body, which is about people.
            let (kind, line, column) = (error.classify(), error.line(), error.column());
            let message = format!("the body is not as it should be: {kind:?} at {line}:{column}");
            Refused::new(Refusal::BadRequest, message)
        })
    }
}
