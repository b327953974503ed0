//! Files and folders that their own user alone may read, whatever the umask and whatever was there
//! before; written whole or not at all; and there after a power cut.
//!
//! Whatever a program of this workspace keeps goes through here: databases, key slots, settings,
//! papers, exports. On systems without modes the folder's own protection stands.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

/// A file's mode: its user reads and writes it.
#[cfg(unix)]
const FILE_MODE: u32 = 0o600;
/// A folder's mode: its user enters it.
#[cfg(unix)]
const FOLDER_MODE: u32 = 0o700;
/// Marks a folder that many share, such as `/tmp`.
#[cfg(unix)]
const STICKY: u32 = 0o1000;

/// Options for a new file that only its user may read.
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, FILE_MODE);
    options
}

/// Makes a folder and those above it that lack, and shuts one that is there already against others:
/// whoever made it did not know what would lie in it. A folder that many share, or that is somebody
/// else's, stays as it is.
///
/// # Errors
/// Whatever the disk says.
pub fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, FOLDER_MODE);
    builder.create(folder)?;
    shut(folder)
}

/// Takes the rights of others to a file or a folder away; `Ok` where there is none, or where it is
/// another user's, who alone could do so.
///
/// # Errors
/// Whatever else the disk says.
pub fn shut(path: &Path) -> io::Result<()> {
    match shut_what_is_there(path) {
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::PermissionDenied) => {
            Ok(())
        }
        done => done,
    }
}

#[cfg(unix)]
fn shut_what_is_there(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let meta = fs::metadata(path)?;
    let mode = meta.permissions().mode();
    let own = if meta.is_dir() { FOLDER_MODE } else { FILE_MODE };
    let is_ours = meta.is_file() || (meta.is_dir() && mode & STICKY == 0);
    if !is_ours || mode & 0o077 == 0 {
        return Ok(());
    }
    fs::set_permissions(path, fs::Permissions::from_mode(own))
}

#[cfg(not(unix))]
fn shut_what_is_there(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// Makes an SQLite database's file where there is none, and shuts it and what SQLite keeps beside it.
/// SQLite gives a log that it makes the mode of its database.
///
/// # Errors
/// Whatever the disk says.
pub fn private_database(path: &Path) -> io::Result<()> {
    match private().create_new(true).write(true).open(path) {
        Ok(_) => folder_of(path).map_or(Ok(()), sync_folder),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => shut_database(path),
        Err(error) => Err(error),
    }
}

/// Shuts an SQLite database that is there.
///
/// # Errors
/// Whatever the disk says.
pub fn shut_database(path: &Path) -> io::Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut file = path.as_os_str().to_owned();
        file.push(ending);
        shut(&PathBuf::from(file))?;
    }
    Ok(())
}

/// Begins a file anew, shut against others also where one was there.
///
/// # Errors
/// Whatever the disk says.
pub fn create(path: &Path) -> io::Result<File> {
    let file = private().create(true).truncate(true).write(true).open(path)?;
    shut(path)?;
    Ok(file)
}

/// Writes a file so that a power cut leaves the old one or the new one, never a part.
///
/// # Errors
/// Whatever the disk says.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let new = folder.join(format!(".{name}.new"));
    // What a cut left goes; a link that somebody laid there is not followed.
    match fs::remove_file(&new) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut file = private().create_new(true).write(true).open(&new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&new, path)?;
    sync_folder(folder)
}

/// Writes a file whole or not at all, and over none that is there unless `overwrite`.
///
/// # Errors
/// `AlreadyExists`, and whatever the disk says.
pub fn write_new(path: &Path, bytes: &[u8], overwrite: bool) -> io::Result<()> {
    if !overwrite && path.exists() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    write_whole(path, bytes)
}

/// Makes a new or renamed entry of the folder durable.
///
/// # Errors
/// Whatever the disk says.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// A folder cannot be synced there; the file system's own journal orders its entries.
///
/// # Errors
/// None.
#[cfg(not(unix))]
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}

/// The folder that a path names; `None` where it names a file alone.
fn folder_of(path: &Path) -> Option<&Path> {
    path.parent().filter(|folder| !folder.as_os_str().is_empty())
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use super::{create, private_database, private_folder, write_new, write_whole};
    use std::fs;
    use std::os::unix::fs::{PermissionsExt as _, symlink};
    use std::path::Path;

    fn open_to_all(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn what_was_open_to_all_is_shut() {
        let top = tempfile::tempdir().unwrap();
        let folder = top.path().join("there");
        fs::create_dir(&folder).unwrap();
        open_to_all(&folder, 0o777);
        private_folder(&folder.join("a/b")).unwrap();
        private_folder(&folder).unwrap();
        for made in [&folder, &folder.join("a"), &folder.join("a/b")] {
            assert_eq!(mode(made), 0o700);
        }
        let (database, log) = (folder.join("it.db"), folder.join("it.db-wal"));
        for file in [&database, &log] {
            fs::write(file, "").unwrap();
            open_to_all(file, 0o666);
        }
        private_database(&database).unwrap();
        assert_eq!((mode(&database), mode(&log)), (0o600, 0o600));
        for write in [|path: &Path| create(path).map(drop), |path: &Path| write_whole(path, b"")] {
            open_to_all(&log, 0o644);
            write(&log).unwrap();
            assert_eq!(mode(&log), 0o600);
        }
    }

    #[test]
    fn a_folder_that_many_share_stays_theirs() {
        let top = tempfile::tempdir().unwrap();
        open_to_all(top.path(), 0o1777);
        private_folder(top.path()).unwrap();
        assert_eq!(mode(top.path()), 0o1777);
    }

    #[test]
    fn a_file_is_written_whole_over_no_other_and_through_no_link() {
        let top = tempfile::tempdir().unwrap();
        let (file, other) = (top.path().join("it"), top.path().join("other"));
        fs::write(&other, "other").unwrap();
        symlink(&other, top.path().join(".it.new")).unwrap();
        write_new(&file, b"one", false).unwrap();
        assert!(write_new(&file, b"two", false).is_err());
        assert_eq!(fs::read(&file).unwrap(), b"one");
        write_new(&file, b"two", true).unwrap();
        assert_eq!(
            (fs::read(&file).unwrap(), fs::read(&other).unwrap()),
            (b"two".into(), b"other".into())
        );
    }
}
