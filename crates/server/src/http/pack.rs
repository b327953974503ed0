//! `POST /v1/pack`

use super::reply::Refused;
use super::request::{Bearer, Body, carry_out};
use crate::centre::Centre;
use crate::repository::Repository;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{PackReply, PackRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn pack<R: Repository>(
    State(centre): State<Arc<Centre<R>>>,
    Bearer(device): Bearer,
    Body(request): Body<PackRequest>,
) -> Result<Json<PackReply>, Refused> {
    carry_out(async move { centre.pack(&device, request).await }).await.map(Json)
}
