//! The one command that the window may invoke: a call of the desk.

use clerk_desk::api::{ApiError, Call};
use clerk_desk::workstation::Workstation;
use std::sync::Arc;
use tauri::State;

/// Answers a call of the window. The desk works in a thread of its own, so that the window never
/// waits for a disk.
#[tauri::command]
pub(crate) async fn desk(
    workstation: State<'_, Arc<Workstation>>,
    call: Call,
) -> Result<serde_json::Value, ApiError> {
    let workstation = Arc::clone(&workstation);
    let answer = tauri::async_runtime::spawn_blocking(move || workstation.dispatch(call));
    answer.await.map_err(|error| ApiError::internal(&error))?
}
