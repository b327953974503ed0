//! `POST /v1/pull`

use super::reply::Refused;
use super::request::{Bearer, Body, carry_out};
use crate::centre::Centre;
use crate::repository::Repository;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{Protocol as _, PullReply, PullRequest};
use std::sync::Arc;

pub(super) async fn pull<R: Repository>(
    State(centre): State<Arc<Centre<R>>>,
    Bearer(device): Bearer,
    Body(request): Body<PullRequest>,
) -> Result<Json<PullReply>, Refused> {
    carry_out(async move { centre.pull(&device, request).await }).await.map(Json)
}
