//! What others may read: programs are run under the widest umask, and their folders are walked.

use std::io;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The same command under a umask that takes no right away.
pub fn without_umask(command: &Command) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", "umask 000; exec \"$0\" \"$@\""]).arg(command.get_program());
    shell.args(command.get_args());
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => shell.env(name, value),
            None => shell.env_remove(name),
        };
    }
    shell
}

/// Lets everybody read and write what is there.
///
/// # Errors
/// The disk's.
pub fn open_to_all(path: &Path) -> io::Result<()> {
    let mode = if path.is_dir() { 0o777 } else { 0o666 };
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))
}

/// The files and folders below a folder, and itself, that anybody but their user may use in any way.
///
/// # Errors
/// The disk's.
pub fn open_to_others(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut open = Vec::new();
    let mut left = vec![folder.to_owned()];
    while let Some(path) = left.pop() {
        if path.is_dir() {
            for entry in std::fs::read_dir(&path)? {
                left.push(entry?.path());
            }
        }
        if path.metadata()?.permissions().mode() & 0o077 != 0 {
            open.push(path);
        }
    }
    Ok(open)
}
