//! `POST /v1/lease`

use super::reply::Refused;
use super::request::{Bearer, Body, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{LeaseReply, LeaseRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn lease<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Bearer(device): Bearer,
    Body(request): Body<LeaseRequest>,
) -> Result<Json<LeaseReply>, Refused> {
    carry_out(async move { server.lease(&device, request).await }).await.map(Json)
}
