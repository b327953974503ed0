//! `POST /v1/pull`

use super::reply::Refused;
use super::request::{Body, Known, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{PullReply, PullRequest};
use std::sync::Arc;

pub(super) async fn pull<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Known(device): Known,
    Body(request): Body<PullRequest>,
) -> Result<Json<PullReply>, Refused> {
    carry_out(async move { server.pull_by(&device, request).await }).await.map(Json)
}
