//! `POST /v1/lease`

use super::reply::Refused;
use super::request::{Bearer, Body, carry_out};
use crate::centre::Centre;
use crate::repository::Repository;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{LeaseReply, LeaseRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn lease<R: Repository>(
    State(centre): State<Arc<Centre<R>>>,
    Bearer(device): Bearer,
    Body(request): Body<LeaseRequest>,
) -> Result<Json<LeaseReply>, Refused> {
    carry_out(async move { centre.lease(&device, request).await }).await.map(Json)
}
