//! Files that are there whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::Path;

/// Writes a file whole or not at all, and over none that is there unless `overwrite`.
pub(crate) fn write_new(path: &Path, bytes: &[u8], overwrite: bool) -> io::Result<()> {
    if !overwrite && path.exists() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    write_whole(path, bytes)
}

/// Writes a file so that a power cut leaves the old one or the new one, never a part.
///
/// # Errors
/// Whatever the disk says.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = dir.join(format!(".{name}.new"));
    let mut file = File::create(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&new, path)?;
    File::open(dir)?.sync_all()
}
