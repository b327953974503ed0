//! `POST /v1/pull`

use super::reply::Refused;
use super::request::{Bearer, Body, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{Protocol as _, PullReply, PullRequest};
use std::sync::Arc;

pub(super) async fn pull<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Bearer(device): Bearer,
    Body(request): Body<PullRequest>,
) -> Result<Json<PullReply>, Refused> {
    carry_out(async move { server.pull(&device, request).await }).await.map(Json)
}
