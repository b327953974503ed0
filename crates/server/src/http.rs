//! HTTP in front of the centre: unpack, call, pack. One endpoint, one file.

mod before_body;
mod enrol;
mod health;
mod lease;
mod login;
mod pack;
mod password;
mod pull;
mod push;
mod reply;
mod request;
mod return_numbers;
mod sync;
mod tries;
mod verify;

use crate::limits::Limits;
use crate::repository::Repository;
use crate::service::Server;
use axum::Router;
use axum::extract::FromRef;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post};
use clerk_protocol::path;
use std::sync::Arc;

/// What every endpoint may ask for.
struct Centre<R> {
    server: Arc<Server<R>>,
    limits: Arc<Limits>,
}

impl<R> Clone for Centre<R> {
    fn clone(&self) -> Self {
        Self { server: Arc::clone(&self.server), limits: Arc::clone(&self.limits) }
    }
}

impl<R> FromRef<Centre<R>> for Arc<Server<R>> {
    fn from_ref(centre: &Centre<R>) -> Self {
        Arc::clone(&centre.server)
    }
}

impl<R> FromRef<Centre<R>> for Arc<Limits> {
    fn from_ref(centre: &Centre<R>) -> Self {
        Arc::clone(&centre.limits)
    }
}

/// Every endpoint of the centre. Clients are told apart by their addresses where it is served with
/// [`axum::extract::ConnectInfo`] of a [`std::net::SocketAddr`]; else all of them count as one.
pub fn router<R: Repository>(server: Arc<Server<R>>) -> Router {
    let centre = Centre { server, limits: Arc::default() };
    let of_push = from_fn_with_state(centre.clone(), before_body::of_push::<R>);
    let of_device = from_fn_with_state(centre.clone(), before_body::of_device::<R>);
    let pushes = Router::new()
        .route(path::PUSH, post(push::push::<R>))
        .route(path::SYNC, post(sync::sync::<R>))
        .route_layer(of_push);
    let of_devices = Router::new()
        .route(path::PULL, post(pull::pull::<R>))
        .route(path::LEASE, post(lease::lease::<R>))
        .route(path::RETURN, post(return_numbers::return_numbers::<R>))
        .route(path::PACK, post(pack::pack::<R>))
        .route_layer(of_device);
    Router::new()
        .route(path::ENROL, post(enrol::enrol::<R>))
        .route(path::LOGIN, post(login::login::<R>))
        .route(path::PASSWORD, post(password::password::<R>))
        .route_layer(from_fn(before_body::of_anybody))
        .merge(pushes)
        .merge(of_devices)
        .route(path::VERIFY, get(verify::verify::<R>))
        .route(path::HEALTH, get(health::health::<R>))
        .fallback(reply::no_such_path)
        .method_not_allowed_fallback(reply::no_such_method)
        .layer(from_fn(request::watch))
        .with_state(centre)
}
