//! `POST /v1/push`

use super::reply::Refused;
use super::request::{Bearer, Body, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{Protocol as _, PushReply, PushRequest};
use std::sync::Arc;

pub(super) async fn push<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Bearer(device): Bearer,
    Body(request): Body<PushRequest>,
) -> Result<Json<PushReply>, Refused> {
    carry_out(async move { server.push(&device, request).await }).await.map(Json)
}
