//! What is asked before a body is read, the cheap first: who sends it, how long it says to be, and
//! whether there is room for it.

use super::Centre;
use super::reply::Refused;
use super::request::{Bearer, Known, next_part};
use crate::repository::Repository;
use axum::body::{Body, HttpBody as _};
use axum::extract::{FromRequestParts as _, Request, State};
use axum::http::StatusCode;
use axum::http::request::Parts;
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
/// After so long a device that got no room may ask again.
const BUSY_S: i64 = 2;

/// The most bytes that the request's body has, whatever it says.
#[derive(Clone, Copy)]
pub(super) struct BodyLimit(pub(super) usize);

/// Before a request of a device: lease, return, pull, pack.
pub(super) async fn of_device<R: Repository>(
    State(centre): State<Centre<R>>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let said = body.size_hint().exact();
    let admitted = match known_device(&centre, &mut parts).await {
        Ok(_) => fits(&mut parts, said, SMALL_BODY).map(drop),
        Err(refused) => Err(refused),
    };
    go_on(admitted, parts, body, next).await
}

/// Before a push: push, sync.
pub(super) async fn of_push<R: Repository>(
    State(centre): State<Centre<R>>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let said = body.size_hint().exact();
    let admitted = admit_push(&centre, &mut parts, said).await;
    go_on(admitted, parts, body, next).await
}

/// Before a request that anybody may send.
pub(super) async fn of_anybody(request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let admitted = fits(&mut parts, body.size_hint().exact(), SMALL_BODY).map(drop);
    go_on(admitted, parts, body, next).await
}

async fn go_on(admitted: Result<(), Refused>, parts: Parts, body: Body, next: Next) -> Response {
    match admitted {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refused) => refuse(refused, body),
    }
}

async fn admit_push<R: Repository>(
    centre: &Centre<R>,
    parts: &mut Parts,
    said: Option<u64>,
) -> Result<(), Refused> {
    let device = known_device(centre, parts).await?;
    let bytes = fits(parts, said, LARGE_BODY)?;
    if bytes > SMALL_BODY {
        let room = centre.limits.bodies.room(device, bytes).await;
        let busy = "the server takes in other pushes now; try again";
        let busy = || Refused::too_many(Refusal::TooManyRequests, busy, BUSY_S);
        parts.extensions.insert(Arc::new(room.ok_or_else(busy)?));
    }
    Ok(())
}

/// Looks the device up, for the endpoint as well; the digest of its token.
async fn known_device<R: Repository>(
    centre: &Centre<R>,
    parts: &mut Parts,
) -> Result<Digest, Refused> {
    let Bearer(token) = Bearer::from_request_parts(parts, &()).await?;
    let device = centre.server.device(&token).await?;
    parts.extensions.insert(Known(Arc::new(device)));
    Ok(Digest::of(token.0.as_bytes()))
}

/// The most bytes that the body can bring; refused where it says to be longer than its limit.
fn fits(parts: &mut Parts, said: Option<u64>, limit: usize) -> Result<usize, Refused> {
    let bytes = match said {
        Some(said) => usize::try_from(said).ok().filter(|said| *said <= limit),
        None => Some(limit),
    };
    parts.extensions.insert(BodyLimit(limit));
    bytes.ok_or_else(|| too_long(limit))
}

pub(super) fn too_long(limit: usize) -> Refused {
    let message = format!("the body has more than {limit} bytes");
    Refused::with_status(StatusCode::PAYLOAD_TOO_LARGE, Refusal::BadRequest, message)
}

/// The answer, which would be lost on most clients where the connection were closed in the middle of what
/// they send: so the beginning of that is read on, and thrown away.
fn refuse(refused: Refused, mut body: Body) -> Response {
    const READ_ON_BYTES: usize = 1 << 20;
    const READ_ON: Duration = Duration::from_secs(5);
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
