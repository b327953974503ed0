//! `POST /v1/enrol`

use super::reply::Refused;
use super::request::{Body, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{EnrolReply, EnrolRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn enrol<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Body(request): Body<EnrolRequest>,
) -> Result<Json<EnrolReply>, Refused> {
    carry_out(async move { server.enrol(request).await }).await.map(Json)
}
