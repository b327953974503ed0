//! The window's folder: what lies in it, and that its user alone may enter it.

use crate::api::{ApiError, ErrorCode};
use std::io;
use std::path::{Path, PathBuf};

/// The encrypted database.
pub(crate) const DATABASE: &str = "window.db";
/// Where papers come out.
pub(crate) const PRINT: &str = "print";
/// Where exchange files go that nobody named.
pub(crate) const EXCHANGE: &str = "exchange";
/// The settings.
pub(crate) const SETTINGS: &str = "window.json";
/// The key slots, and what keeps two programs from changing them at once.
const SLOTS: [&str; 2] = ["slots.json", "slots.lock"];

/// Makes the folder, or shuts against others what is there: it may be older than this program, or
/// have been copied. Without a print folder the desk works on, and printing says so.
pub(crate) fn make_private(dir: &Path) -> Result<(), ApiError> {
    let make = || {
        clerk_disk::private_folder(dir)?;
        clerk_disk::shut_database(&dir.join(DATABASE))?;
        let mut beside = [SETTINGS].iter().chain(&SLOTS);
        beside.try_for_each(|name| clerk_disk::shut(&dir.join(name)))
    };
    make().map_err(|error: io::Error| failed(dir, &error))?;
    for (folder, made) in [
        (PRINT, clerk_disk::private_folder(&dir.join(PRINT))),
        (EXCHANGE, clerk_disk::shut(&dir.join(EXCHANGE))),
    ] {
        let shut_files = || files(&dir.join(folder))?.iter().try_for_each(|f| clerk_disk::shut(f));
        if let Err(error) = made.and_then(|()| shut_files()) {
            tracing::warn!(folder, %error, "cannot be made, or shut against others");
        }
    }
    Ok(())
}

/// Removes what an enrolment left that was cut: without settings there is no act in it.
pub(crate) fn remove_left_over(dir: &Path) -> Result<(), ApiError> {
    for left_over in ["window.db", "window.db-wal", "window.db-shm", "slots.json"] {
        match std::fs::remove_file(dir.join(left_over)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(failed(dir, &error));
            }
            Ok(()) | Err(_) => {}
        }
    }
    Ok(())
}

/// The files of a folder; none where it is not there.
pub(crate) fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push(entry.path());
        }
    }
    Ok(files)
}

fn failed(dir: &Path, error: &io::Error) -> ApiError {
    ApiError::with(ErrorCode::StorageFailed, format!("{}: {error}", dir.display()))
}
