//! `POST /v1/lease`

use super::reply::Refused;
use super::request::{Body, Known, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{LeaseReply, LeaseRequest};
use std::sync::Arc;

pub(super) async fn lease<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Known(device): Known,
    Body(request): Body<LeaseRequest>,
) -> Result<Json<LeaseReply>, Refused> {
    carry_out(async move { server.lease_by(&device, request).await }).await.map(Json)
}
