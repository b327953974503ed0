//! `POST /v1/pack`

use super::reply::Refused;
use super::request::{Body, Known, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{PackReply, PackRequest};
use std::sync::Arc;

pub(super) async fn pack<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Known(device): Known,
    Body(request): Body<PackRequest>,
) -> Result<Json<PackReply>, Refused> {
    carry_out(async move { server.pack_by(&device, request).await }).await.map(Json)
}
