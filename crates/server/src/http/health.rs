//! `GET /health`

use super::reply::Refused;
use crate::repository::Repository;
use crate::service::Server;
use axum::Json;
use axum::extract::State;
use clerk_protocol::Refusal;
use std::sync::Arc;

#[derive(serde::Serialize)]
pub(super) struct Health {
    status: &'static str,
}

/// Healthy while the database answers.
pub(super) async fn health<R: Repository>(
    State(server): State<Arc<Server<R>>>,
) -> Result<Json<Health>, Refused> {
    match server.repository().pack_version().await {
        Ok(_) => Ok(Json(Health { status: "ok" })),
        Err(error) => {
            tracing::error!(code = error.code(), error = %error, "not healthy");
            Err(Refused::new(Refusal::ServerFailed, "the database does not answer"))
        }
    }
}
