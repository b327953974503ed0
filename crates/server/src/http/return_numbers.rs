//! `POST /v1/return`

use super::reply::Refused;
use super::request::{Body, Known, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{ReturnReply, ReturnRequest};
use std::sync::Arc;

pub(super) async fn return_numbers<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Known(device): Known,
    Body(request): Body<ReturnRequest>,
) -> Result<Json<ReturnReply>, Refused> {
    carry_out(async move { server.return_by(&device, request).await }).await.map(Json)
}
