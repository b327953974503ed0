//! `POST /v1/enrol`

use super::reply::Refused;
use super::request::{Body, carry_out};
use crate::centre::Centre;
use crate::repository::Repository;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{EnrolReply, EnrolRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn enrol<R: Repository>(
    State(centre): State<Arc<Centre<R>>>,
    Body(request): Body<EnrolRequest>,
) -> Result<Json<EnrolReply>, Refused> {
    carry_out(async move { centre.enrol(request).await }).await.map(Json)
}
