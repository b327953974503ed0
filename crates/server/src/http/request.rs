//! What every request goes through: a time limit, a log line, and how its parts are read.

use super::before_body::{BodyLimit, SMALL_BODY, too_long};
use super::reply::Refused;
use crate::limits::Room;
use crate::repository::Device;
use axum::body::{Bytes, HttpBody as _};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use clerk_protocol::{DeviceToken, PUSH_TOO_LARGE, ProtocolError, Refusal, path};
use serde::de::DeserializeOwned;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

/// From the head of a request to its answer.
const TIME_LIMIT: Duration = Duration::from_secs(60);
/// For the body to come in, once there is room for it.
const BODY_LIMIT: Duration = Duration::from_secs(20);

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

/// The device, as it was looked up before the body was read.
#[derive(Clone)]
pub(super) struct Known(pub(super) Arc<Device>);

impl<S: Sync> FromRequestParts<S> for Known {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let known = parts.extensions.get::<Self>().cloned();
        known.ok_or_else(|| Refused::new(Refusal::DeviceUnknown, "no device token was sent"))
    }
}

/// The request's body as JSON, whatever its content type says.
pub(super) struct Body<T>(pub(super) T);

impl<T: DeserializeOwned + Send + 'static, S: Sync> FromRequest<S> for Body<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        let (parts, body) = request.into_parts();
        read_json(&parts, body).await.map(Self)
    }
}

/// The body of a push as JSON. It keeps its room until it is dropped.
pub(super) struct LargeBody<T>(pub(super) T, pub(super) Option<Arc<Room>>);

impl<T: DeserializeOwned + Send + 'static, S: Sync> FromRequest<S> for LargeBody<T> {
    type Rejection = Refused;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refused> {
        let (mut parts, body) = request.into_parts();
        let room = parts.extensions.remove();
        Ok(Self(read_json(&parts, body).await?, room))
    }
}

async fn read_json<T: DeserializeOwned + Send + 'static>(
    parts: &Parts,
    body: axum::body::Body,
) -> Result<T, Refused> {
    let limit = parts.extensions.get().map_or(SMALL_BODY, |BodyLimit(limit)| *limit);
    let bytes = match tokio::time::timeout(BODY_LIMIT, read(body, limit)).await {
        Ok(bytes) => bytes?,
        Err(_) => return Err(Refused::new(Refusal::BadRequest, "the body took too long")),
    };
    if bytes.len() <= SMALL_BODY {
        return json(&bytes);
    }
    // Where it holds up no other request.
    let read = tokio::task::spawn_blocking(move || json(&bytes)).await;
    read.unwrap_or_else(|_| Err(Refused::new(Refusal::ServerFailed, "the server failed")))
}

async fn read(mut body: axum::body::Body, limit: usize) -> Result<Vec<u8>, Refused> {
    let said = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    let mut bytes = Vec::with_capacity(said.min(limit));
    while let Some(part) = next_part(&mut body).await {
        let cut = |_| Refused::new(Refusal::BadRequest, "the body cannot be read");
        let part = part.map_err(cut)?;
        if bytes.len() + part.len() > limit {
            return Err(too_long(limit));
        }
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

/// The next bytes of a body, as they come in.
pub(super) async fn next_part(body: &mut axum::body::Body) -> Option<Result<Bytes, axum::Error>> {
    loop {
        let frame = std::future::poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await?;
        match frame.map(|frame| frame.into_data()) {
            Ok(Ok(part)) => return Some(Ok(part)),
            // Trailers say nothing.
            Ok(Err(_)) => {}
            Err(error) => return Some(Err(error)),
        }
    }
}

fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Refused> {
    serde_json::from_slice(bytes).map_err(|error| {
        // The reader's own words could quote the body, which is about people; these do not.
        if error.to_string().starts_with(PUSH_TOO_LARGE) {
            let status = StatusCode::PAYLOAD_TOO_LARGE;
            return Refused::with_status(status, Refusal::BadRequest, PUSH_TOO_LARGE);
        }
        let (kind, line, column) = (error.classify(), error.line(), error.column());
        let message = format!("the body is not as it should be: {kind:?} at {line}:{column}");
        Refused::new(Refusal::BadRequest, message)
    })
}
