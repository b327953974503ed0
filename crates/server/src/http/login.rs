//! `POST /v1/login`

use super::reply::Refused;
use super::request::{Body, carry_out};
use crate::centre::Centre;
use crate::repository::Repository;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{LoginReply, LoginRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn login<R: Repository>(
    State(centre): State<Arc<Centre<R>>>,
    Body(request): Body<LoginRequest>,
) -> Result<Json<LoginReply>, Refused> {
    carry_out(async move { centre.login(request).await }).await.map(Json)
}
