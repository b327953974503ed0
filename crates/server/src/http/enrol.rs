//! `POST /v1/enrol`

use super::reply::Refused;
use super::request::{Body, carry_out};
use super::tries;
use crate::limits::{Limits, Source};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{EnrolReply, EnrolRequest, Protocol as _};
use std::sync::Arc;

pub(super) async fn enrol<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    State(limits): State<Arc<Limits>>,
    source: Source,
    Body(request): Body<EnrolRequest>,
) -> Result<Json<EnrolReply>, Refused> {
    let (person, now) = (request.person.clone(), server.now());
    let attempt = carry_out(async move { server.enrol(request).await });
    let answer = tries::tried(&limits, (source, &person), now, attempt).await;
    // Which window, only the code tells.
    let window = answer.as_ref().map_or("", |reply| reply.window.id.as_str());
    tries::log("enrol", person.as_str(), window, &answer);
    answer.map(Json)
}
