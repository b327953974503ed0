//! `POST /v1/push`

use super::reply::Refused;
use super::request::{Known, LargeBody, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{PushReply, PushRequest};
use std::sync::Arc;

pub(super) async fn push<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Known(device): Known,
    LargeBody(request, room): LargeBody<PushRequest>,
) -> Result<Json<PushReply>, Refused> {
    let work = async move {
        let _room = room;
        server.push_by(&device, request).await
    };
    carry_out(work).await.map(Json)
}
