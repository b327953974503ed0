//! `POST /v1/sync`

use super::reply::Refused;
use super::request::{Bearer, Known, LargeBody, carry_out};
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::{SyncReply, SyncRequest};
use std::sync::Arc;

pub(super) async fn sync<R: Repository>(
    State(server): State<Arc<Server<R>>>,
    Bearer(token): Bearer,
    Known(device): Known,
    LargeBody(request, room): LargeBody<SyncRequest>,
) -> Result<Json<SyncReply>, Refused> {
    let work = async move {
        let _room = room;
        server.sync_by(&device, &token, request).await
    };
    carry_out(work).await.map(Json)
}
