//! `POST /v1/login`

use super::reply::Refused;
use super::request::{Body, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{LoginReply, LoginRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn login<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Body(request): Body<LoginRequest>,
) -> Result<Json<LoginReply>, Refused> {
    carry_out(async move { server.login(request).await }).await.map(Json)
}
