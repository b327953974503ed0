//! `POST /v1/push`

use super::reply::Refused;
use super::request::{Bearer, Body, carry_out};
use crate::centre::Centre;
use crate::repository::Repository;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{Protocol as _, PushReply, PushRequest};
use std::sync::Arc;

pub(super) async fn push<R: Repository>(
    State(centre): State<Arc<Centre<R>>>,
    Bearer(device): Bearer,
    Body(request): Body<PushRequest>,
) -> Result<Json<PushReply>, Refused> {
    carry_out(async move { centre.push(&device, request).await }).await.map(Json)
}
