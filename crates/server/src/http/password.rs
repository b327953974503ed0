//! `POST /v1/password`

use super::reply::Refused;
use super::request::{Body, carry_out};
use super::tries;
use crate::limits::{Limits, Source};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{PasswordReply, PasswordRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn password<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    State(limits): State<Arc<Limits>>,
    source: Source,
    Body(request): Body<PasswordRequest>,
) -> Result<Json<PasswordReply>, Refused> {
    let (person, now) = (request.person.clone(), server.now());
    let attempt = carry_out(async move { server.change_password(request).await });
    let answer = tries::tried(&limits, (source, &person), now, attempt).await;
    tries::log("password", person.as_str(), "", &answer);
    answer.map(Json)
}
