//! `POST /v1/return`

use super::reply::Refused;
use super::request::{Bearer, Body, carry_out};
use crate::centre::Centre;
use crate::repository::Repository;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{Protocol as _, ReturnReply, ReturnRequest};
use std::sync::Arc;

pub(super) async fn return_numbers<R: Repository>(
    State(centre): State<Arc<Centre<R>>>,
    Bearer(device): Bearer,
    Body(request): Body<ReturnRequest>,
) -> Result<Json<ReturnReply>, Refused> {
    carry_out(async move { centre.return_numbers(&device, request).await }).await.map(Json)
}
