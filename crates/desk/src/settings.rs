//! What must be known before the database is open: the server, the window, the last person. No
//! secret is among it.

use crate::api::{ApiError, ErrorCode};
use clerk_domain::ids::{PersonId, WindowId};
use clerk_sync::HttpClient;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The window's `window.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// The server's address.
    pub(crate) server: String,
    /// The window.
    pub(crate) window: WindowId,
    /// Who logged in last.
    pub(crate) last_person: PersonId,
    /// The certificates of the centre's own authority, in PEM; missing where the system's are trusted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) authority: Option<String>,
    /// After how many minutes the desk locks by itself; missing where nobody chose.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) idle_lock_min: Option<u32>,
}

fn path(dir: &Path) -> PathBuf {
    dir.join(crate::folder::SETTINGS)
}

impl Settings {
    /// The settings of this folder; `None` where it is no window's yet.
    pub(crate) fn read(dir: &Path) -> Result<Option<Self>, ApiError> {
        let path = path(dir);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path, &error)),
        };
        let damaged = |error: serde_json::Error| {
            let detail = format!("{}: {error}", path.display());
            ApiError::with(ErrorCode::StorageDamaged, detail)
        };
        serde_json::from_str(&text).map(Some).map_err(damaged)
    }

    /// Which server is asked, under which authority, as one text.
    pub(crate) fn asked(&self) -> Result<String, ApiError> {
        let text = serde_json::to_string(&(&self.server, &self.authority));
        text.map_err(|error| ApiError::internal(&error))
    }

    /// What asks the server.
    pub(crate) fn client(&self) -> Result<HttpClient, ApiError> {
        Ok(HttpClient::trusting(&self.server, self.authority.as_deref())?)
    }

    /// Keeps the settings; after a power cut they are the old ones or the new ones, whole.
    pub(crate) fn write(&self, dir: &Path) -> Result<(), ApiError> {
        let path = path(dir);
        let text = serde_json::to_string_pretty(self).map_err(|e| ApiError::internal(&e))?;
        clerk_disk::write_whole(&path, text.as_bytes()).map_err(|error| failed(&path, &error))
    }
}

fn failed(path: &Path, error: &std::io::Error) -> ApiError {
    let code = match error.kind() {
        std::io::ErrorKind::StorageFull => ErrorCode::DiskFull,
        _ => ErrorCode::StorageFailed,
    };
    ApiError::with(code, format!("{}: {error}", path.display()))
}
