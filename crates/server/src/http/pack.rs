//! `POST /v1/pack`

use super::reply::Refused;
use super::request::{Bearer, Body, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{PackReply, PackRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn pack<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Bearer(device): Bearer,
    Body(request): Body<PackRequest>,
) -> Result<Json<PackReply>, Refused> {
    carry_out(async move { server.pack(&device, request).await }).await.map(Json)
}
