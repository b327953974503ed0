//! What is asked before a body is read, the cheap first: who sends it, how long it says to be, and
//! whether there is room for it.

use super::Centre;
use super::reply::Refused;
use super::request::{Bearer, next_part};
use crate::limits::{Bodies, Room};
use crate::repository::Repository;
use axum::body::{Body, HttpBody as _};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use clerk_domain::digest::Digest;
use clerk_protocol::Refusal;
use std::sync::Arc;
use std::time::Duration;

/// Bytes of a body with a push.
pub(super) const LARGE_BODY: usize = 4 << 20;
/// Bytes of any other body; one that is no longer needs no room.
pub(super) const SMALL_BODY: usize = 64 << 10;

/// The most bytes that the request's body has, whatever it says.
#[derive(Clone, Copy)]
pub(super) struct BodyLimit(pub(super) usize);

/// Before a request of a device: lease, return, pull, pack.
pub(super) async fn of_device<R: Repository>(
    State(centre): State<Centre<R>>,
    request: Request,
    next: Next,
) -> Response {
    let (request, _) = match known_device(&centre, request).await {
        Ok(known) => known,
        Err(refused) => return refused,
    };
    match fits(request, SMALL_BODY) {
        Ok((request, _)) => next.run(request).await,
        Err(refused) => refused,
    }
}

/// Before a push: push, sync.
pub(super) async fn of_push<R: Repository>(
    State(centre): State<Centre<R>>,
    request: Request,
    next: Next,
) -> Response {
    let (request, device) = match known_device(&centre, request).await {
        Ok(known) => known,
        Err(refused) => return refused,
    };
    let (mut request, bytes) = match fits(request, LARGE_BODY) {
        Ok(fits) => fits,
        Err(refused) => return refused,
    };
    if bytes > SMALL_BODY {
        let Some(room) = room(&centre.limits.bodies, device, bytes).await else {
            let busy = "the server takes in other pushes now; try again";
            return refuse(Refused::too_many(Refusal::TooManyRequests, busy, 2), request);
        };
        request.extensions_mut().insert(room);
    }
    next.run(request).await
}

/// Before a request that anybody may send.
pub(super) async fn of_anybody(request: Request, next: Next) -> Response {
    match fits(request, SMALL_BODY) {
        Ok((request, _)) => next.run(request).await,
        Err(refused) => refused,
    }
}

async fn known_device<R: Repository>(
    centre: &Centre<R>,
    request: Request,
) -> Result<(Request, Digest), Response> {
    let (mut parts, body) = request.into_parts();
    let known = match Bearer::from_request_parts(&mut parts, &()).await {
        Ok(Bearer(token)) => {
            let known = centre.server.knows(&token).await.map_err(Refused::from);
            known.map(|()| Digest::of(token.0.as_bytes()))
        }
        Err(refused) => Err(refused),
    };
    let request = Request::from_parts(parts, body);
    match known {
        Ok(device) => Ok((request, device)),
        Err(refused) => Err(refuse(refused, request)),
    }
}

/// The request with its limit, and the most bytes that it can bring; refused where it says to be longer.
fn fits(mut request: Request, limit: usize) -> Result<(Request, usize), Response> {
    let said = request.body().size_hint().exact().map(|said| usize::try_from(said).ok());
    let bytes = match said {
        Some(said) => said.filter(|said| *said <= limit),
        None => Some(limit),
    };
    let Some(bytes) = bytes else {
        return Err(refuse(too_long(limit), request));
    };
    request.extensions_mut().insert(BodyLimit(limit));
    Ok((request, bytes))
}

pub(super) fn too_long(limit: usize) -> Refused {
    let message = format!("the body has more than {limit} bytes");
    Refused::with_status(StatusCode::PAYLOAD_TOO_LARGE, Refusal::BadRequest, message)
}

async fn room(bodies: &Bodies, device: Digest, bytes: usize) -> Option<Arc<Room>> {
    bodies.room(device, bytes).await.map(Arc::new)
}

/// The answer, which would be lost on most clients where the connection were closed in the middle of what
/// they send: so the beginning of that is read on, and thrown away.
fn refuse(refused: Refused, request: Request) -> Response {
    const READ_ON_BYTES: usize = 1 << 20;
    const READ_ON: Duration = Duration::from_secs(5);
    let mut body: Body = request.into_body();
    if !body.is_end_stream() {
        tokio::spawn(tokio::time::timeout(READ_ON, async move {
            let mut read = 0;
            while let Some(Ok(part)) = next_part(&mut body).await {
                read += part.len();
                if read > READ_ON_BYTES {
                    break;
                }
            }
        }));
    }
    refused.into_response()
}
