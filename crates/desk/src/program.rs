//! Programs of the system that this one starts: each gets no more than it needs.
//!
//! Its environment is made anew, since this program's may hold a password (`CLERK_PASSWORD`). Its memory,
//! time and output are bounded, since what it reads may be made to take as much as there is: a PDF of
//! some hundred bytes may ask for a page of gigabytes.
//!
//! The bounds are set by `prlimit`, which is part of every Debian (util-linux) and becomes the program that
//! it starts. To set them in this process would take unsafe code, which is forbidden, and a shell's
//! `ulimit` would bring quoting along. Elsewhere than on Linux the time and the output alone are bounded.

use std::ffi::{OsStr, OsString};
use std::io::{self, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::thread::JoinHandle;
use std::time::Duration;

/// Address space. A page or a photograph of 20 million points takes a third of it.
const MOST_MEMORY_BYTES: u64 = 1 << 30;
/// A file that it writes: a page of that many points, uncompressed.
const MOST_FILE_BYTES: u64 = 256 << 20;
/// Time on a processor.
const MOST_CPU_S: u64 = 20;
/// Time on the clock.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(20);
/// Codes are a few kilobytes.
const MOST_OUTPUT_BYTES: u64 = 1 << 20;
/// What it gets of this program's environment.
const KEPT: [&str; 4] = ["PATH", "LANG", "LC_ALL", "LC_CTYPE"];
/// So that it does not set address space aside for threads and their memory.
const ONE_THREAD: [(&str, &str); 2] = [("MALLOC_ARENA_MAX", "1"), ("OMP_NUM_THREADS", "1")];
/// How `prlimit` ends where there is no such program.
const NOT_FOUND: i32 = 127;

/// A program, and the package that brings it.
pub(crate) struct Program {
    pub(crate) name: &'static str,
    pub(crate) package: &'static str,
}

/// Why a program did not come to its end.
#[derive(Debug)]
pub(crate) enum Stopped {
    /// It is not installed.
    Missing { name: &'static str, package: &'static str },
    /// It was ended after [`PATIENCE`].
    TookTooLong,
    /// It could not be watched.
    Failed(io::Error),
}

impl Program {
    /// What it wrote to its output, up to a bound. Its status is not looked at: without a code in the
    /// image it is no success. What it keeps for the time being goes into `folder`.
    pub(crate) fn run(&self, arguments: &[&OsStr], folder: &Path) -> Result<Vec<u8>, Stopped> {
        let missing = || Stopped::Missing { name: self.name, package: self.package };
        let mut child = match self.command(arguments, folder).spawn() {
            Ok(child) => child,
            Err(error) if error.kind() == io::ErrorKind::NotFound && LIMITER.is_empty() => {
                return Err(missing());
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(Stopped::Missing { name: "prlimit", package: "util-linux" });
            }
            Err(error) => return Err(Stopped::Failed(error)),
        };
        let reader = child.stdout.take().map(read_some);
        let status = ended(&mut child)?;
        if status.code() == Some(NOT_FOUND) {
            return Err(missing());
        }
        let written = reader.and_then(|reader| reader.join().ok()).unwrap_or(Ok(Vec::new()));
        written.map_err(Stopped::Failed)
    }

    fn command(&self, arguments: &[&OsStr], folder: &Path) -> Command {
        let mut words = limiter().into_iter().chain([OsString::from(self.name)]);
        let mut command = Command::new(words.next().unwrap_or_default());
        command.args(words).args(arguments);
        command.env_clear().env("TMPDIR", folder).envs(ONE_THREAD);
        command.envs(KEPT.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::piped());
        command
    }
}

/// The program that sets the bounds; empty where there is none.
const LIMITER: &str = if cfg!(target_os = "linux") { "prlimit" } else { "" };

/// What stands before a program's own name.
fn limiter() -> Vec<OsString> {
    if LIMITER.is_empty() {
        return Vec::new();
    }
    let memory = format!("--as={MOST_MEMORY_BYTES}");
    let bounds = [memory, format!("--fsize={MOST_FILE_BYTES}"), format!("--cpu={MOST_CPU_S}")];
    let words = [vec![LIMITER.to_owned()], bounds.to_vec(), vec!["--core=0".to_owned()]].concat();
    words.into_iter().chain(["--".to_owned()]).map(OsString::from).collect()
}

/// Reads beside the program, which would else wait for a reader once the pipe is full. Where it writes more,
/// nobody reads on and it ends.
fn read_some(stdout: ChildStdout) -> JoinHandle<io::Result<Vec<u8>>> {
    std::thread::spawn(move || {
        let mut written = Vec::new();
        stdout.take(MOST_OUTPUT_BYTES).read_to_end(&mut written)?;
        Ok(written)
    })
}

/// Waits for its end, and ends it where that takes too long.
fn ended(child: &mut Child) -> Result<ExitStatus, Stopped> {
    let mut waited = Duration::ZERO;
    loop {
        if let Some(status) = child.try_wait().map_err(Stopped::Failed)? {
            return Ok(status);
        }
        if waited > PATIENCE {
            child.kill().and_then(|()| child.wait()).map_err(Stopped::Failed)?;
            return Err(Stopped::TookTooLong);
        }
        std::thread::sleep(PAUSE);
        waited += PAUSE;
    }
}

#[cfg(target_os = "linux")]
#[cfg(test)]
mod tests {
    use super::{MOST_MEMORY_BYTES, MOST_OUTPUT_BYTES, Program, Stopped};
    use std::ffi::OsStr;
    use std::path::Path;

    const SHELL: Program = Program { name: "sh", package: "dash" };

    fn said(script: &str) -> String {
        let written = SHELL.run(&["-c", script].map(OsStr::new), Path::new("/tmp")).unwrap();
        String::from_utf8(written).unwrap()
    }

    #[test]
    fn a_program_gets_nothing_of_the_surroundings_but_what_it_needs() {
        // Cargo sets a good many in a test's environment.
        assert!(std::env::vars_os().count() > 8);
        let names = said("env | sed 's/=.*//' | sort");
        let known = |name: &str| {
            let of_shell = ["PWD", "SHLVL", "_", "OLDPWD"].contains(&name);
            let given = ["MALLOC_ARENA_MAX", "OMP_NUM_THREADS", "TMPDIR"].contains(&name);
            of_shell || given || super::KEPT.contains(&name)
        };
        assert!(names.contains("PATH") && names.lines().all(known), "{names}");
    }

    #[test]
    fn a_program_that_takes_too_much_is_ended() {
        assert_eq!(said("ulimit -v").trim(), (MOST_MEMORY_BYTES >> 10).to_string());
        assert_eq!(said("ulimit -t").trim(), "20");
        // It keeps two gigabytes, which are never written.
        assert_eq!(said("head -c 2000000000 /dev/zero | tail -c 1999999999 | wc -c").trim(), "0");
        assert_eq!(said("yes").len() as u64, MOST_OUTPUT_BYTES);
    }

    #[test]
    fn a_program_that_is_not_there_is_named() {
        let none = Program { name: "no-such-program", package: "none" };
        let stopped = none.run(&[], Path::new("/tmp")).unwrap_err();
        assert!(matches!(stopped, Stopped::Missing { name: "no-such-program", package: "none" }));
    }
}
