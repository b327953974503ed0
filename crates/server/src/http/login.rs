//! `POST /v1/login`

use super::reply::Refused;
use super::request::{Body, carry_out};
use super::tries;
use crate::limits::{Limits, Source};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{LoginReply, LoginRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn login<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    State(limits): State<Arc<Limits>>,
    source: Source,
    Body(request): Body<LoginRequest>,
) -> Result<Json<LoginReply>, Refused> {
    let (person, window, now) = (request.person.clone(), request.window.clone(), server.now());
    let attempt = carry_out(async move { server.login(request).await });
    let answer = tries::tried(&limits, (source, &person), now, attempt).await;
    tries::log("login", person.as_str(), window.as_str(), &answer);
    answer.map(Json)
}
