//! The desktop app: a thin shell around the desk. It unpacks a call, lets the desk answer it, and
//! packs the answer; it holds no rule.

mod command;
mod environment;

pub use environment::begin_with_environment;

use clerk_desk::workstation::{Place, SyncMode, Workstation};
use clerk_domain::clock::SharedClock;
use std::path::PathBuf;
use std::sync::Arc;
use tauri::{Emitter as _, Manager as _};

/// Sent to the window whenever local data or the connection changed; it carries nothing.
const CHANGED: &str = "desk-changed";

/// Logs to standard error, as `CLERK_LOG` asks (`info` by default).
pub fn log_to_stderr() {
    let filter = tracing_subscriber::EnvFilter::try_from_env("CLERK_LOG")
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}

/// Opens the app and stays until its window is closed.
///
/// # Errors
/// Where the window cannot be opened.
pub fn run(clock: SharedClock, seed: [u8; 32]) -> anyhow::Result<()> {
    tauri::Builder::default()
        .setup(move |app| {
            let handle = app.handle().clone();
            let changed = move || {
                if let Err(error) = handle.emit(CHANGED, ()) {
                    tracing::warn!(%error, "the window was not told of a change");
                }
            };
            let dir = window_dir(app.handle())?;
            let sync = SyncMode::Background;
            let place = Place { dir, clock, seed, sync, changed: Arc::new(changed) };
            app.manage(Arc::new(Workstation::new(place)));
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![command::desk])
        .run(tauri::generate_context!())?;
    Ok(())
}

/// The window's folder: `CLERK_DATA`, else the system's place for an app's data.
fn window_dir(app: &tauri::AppHandle) -> tauri::Result<PathBuf> {
    match std::env::var_os("CLERK_DATA") {
        Some(dir) => Ok(PathBuf::from(dir)),
        None => app.path().app_local_data_dir(),
    }
}
