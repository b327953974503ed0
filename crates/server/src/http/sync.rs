//! `POST /v1/sync`

use super::reply::Refused;
use super::request::{Bearer, Body, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{Protocol as _, SyncReply, SyncRequest};
use std::sync::Arc;

pub(super) async fn sync<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Bearer(device): Bearer,
    Body(request): Body<SyncRequest>,
) -> Result<Json<SyncReply>, Refused> {
    carry_out(async move { server.sync(&device, request).await }).await.map(Json)
}
