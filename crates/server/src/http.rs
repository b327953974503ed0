//! HTTP in front of the centre: unpack, call, pack. One endpoint, one file.

mod enrol;
mod health;
mod lease;
mod login;
mod pack;
mod pull;
mod push;
mod reply;
mod request;
mod return_numbers;
mod sync;
mod verify;

use crate::repository::Repository;
use crate::service::Server;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use clerk_protocol::path;
use std::sync::Arc;

/// Bytes of a body with a push.
const LARGE_BODY: usize = 16 << 20;
/// Bytes of any other body.
const SMALL_BODY: usize = 64 << 10;

/// Every endpoint of the centre.
pub fn router<R: Repository>(server: Arc<Server<R>>) -> Router {
    let small = Router::new()
        .route(path::ENROL, post(enrol::enrol::<R>))
        .route(path::LOGIN, post(login::login::<R>))
        .route(path::PULL, post(pull::pull::<R>))
        .route(path::LEASE, post(lease::lease::<R>))
        .route(path::RETURN, post(return_numbers::return_numbers::<R>))
        .route(path::PACK, post(pack::pack::<R>))
        .layer(DefaultBodyLimit::max(SMALL_BODY));
    Router::new()
        .route(path::PUSH, post(push::push::<R>))
        .route(path::SYNC, post(sync::sync::<R>))
        .layer(DefaultBodyLimit::max(LARGE_BODY))
        .merge(small)
        .route(path::VERIFY, get(verify::verify::<R>))
        .route(path::HEALTH, get(health::health::<R>))
        .fallback(reply::no_such_path)
        .method_not_allowed_fallback(reply::no_such_method)
        .layer(middleware::from_fn(request::watch))
        .with_state(server)
}
