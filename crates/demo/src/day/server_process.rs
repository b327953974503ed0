//! The central server of a sample day: a real process on loopback, stopped and started again.

use crate::error::DemoError;
use chrono::{DateTime, FixedOffset};
use clerk_domain::case::CaseActKind;
use clerk_domain::ids::{CaseNumber, DepartmentId, WindowId};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, mpsc};
use std::time::Duration;

/// How long the server may take until it listens.
const START_LIMIT: Duration = Duration::from_secs(30);
/// What it says then.
const LISTENING: &str = "listening on ";

/// The demo centre as `clerk-server demo` loads it.
#[derive(Debug, Deserialize)]
pub struct Demo {
    /// Its windows.
    pub windows: Vec<DemoWindow>,
    /// Everyone's password; a sample.
    pub password: String,
}

/// A window of the demo centre.
#[derive(Debug, Deserialize)]
pub struct DemoWindow {
    /// The window.
    pub id: WindowId,
    /// Its department.
    pub department: DepartmentId,
    /// A one-time code.
    pub code: String,
}

/// What the centre holds, as `clerk-server inspect` tells it.
#[derive(Debug, Deserialize)]
pub struct Inspection {
    /// Cases.
    pub cases: u64,
    /// Licences.
    pub licences: u64,
    /// Entries of all journals.
    pub entries: u64,
    /// Each window's journal.
    pub windows: Vec<HeldJournal>,
    /// The cases of the number asked for.
    #[serde(default)]
    pub found: Vec<FoundCase>,
}

/// An exception, as `clerk-server exceptions list` tells it.
#[derive(Deserialize)]
struct Exception {
    id: String,
    code: String,
}

/// What the centre holds of a window's journal.
#[derive(Debug, Deserialize)]
pub struct HeldJournal {
    /// The window.
    pub window: WindowId,
    /// How many entries.
    pub entries: u64,
}

/// A case as the centre has it.
#[derive(Debug, Deserialize)]
pub struct FoundCase {
    /// Where it stands, in snake case.
    pub state: String,
    /// The number of its licence.
    pub licence: Option<String>,
    /// Its entries.
    pub entries: Vec<FoundEntry>,
}

/// An entry as the centre has it.
#[derive(Debug, Deserialize)]
pub struct FoundEntry {
    /// What was done.
    pub act: CaseActKind,
}

/// A server process; ended when this is dropped.
pub struct ServerProcess {
    program: PathBuf,
    /// When the day begins, by its clock as well; `None` where it has the device's own.
    from: Option<DateTime<FixedOffset>>,
    data: PathBuf,
    log: PathBuf,
    child: Arc<Mutex<Option<Child>>>,
    interrupted: Arc<AtomicBool>,
    address: Option<String>,
}

impl ServerProcess {
    /// The server of a centre under `folder`, not running yet. The program is `clerk-server` beside this one
    /// where none is named.
    ///
    /// # Errors
    /// [`DemoError::ServerProgram`] where there is no such program.
    pub fn new(
        program: Option<&Path>,
        folder: &Path,
        from: DateTime<FixedOffset>,
    ) -> Result<Self, DemoError> {
        let server = Self {
            program: find(program)?,
            from: Some(from),
            data: folder.join("centre"),
            log: folder.join("server.log"),
            child: Arc::default(),
            interrupted: Arc::default(),
            address: None,
        };
        end_with_a_signal(Arc::clone(&server.child), Arc::clone(&server.interrupted));
        Ok(server)
    }

    /// A centre that another program serves: nothing is started here.
    ///
    /// # Errors
    /// As [`ServerProcess::new`].
    pub fn of_served(program: Option<&Path>, data: &Path) -> Result<Self, DemoError> {
        Ok(Self {
            program: find(program)?,
            from: None,
            data: data.to_owned(),
            log: PathBuf::new(),
            child: Arc::default(),
            interrupted: Arc::default(),
            address: None,
        })
    }

    /// Loads the demo centre.
    pub fn demo(&self) -> Result<Demo, DemoError> {
        self.ask(&["demo", "--json"])
    }

    /// What the centre holds, and its cases of this number.
    pub fn inspect(&self, case: Option<&CaseNumber>) -> Result<Inspection, DemoError> {
        let mut args = vec!["inspect", "--json"];
        if let Some(number) = case {
            args.extend(["--case", number.as_str()]);
        }
        self.ask(&args)
    }

    /// The exceptions that the centre opened, as `window/place/code`. The day passes in seconds, so that
    /// every act is ahead of the server's clock: that is not among them, nor that a licence which is in
    /// doubt for it was made void.
    pub fn exceptions(&self) -> Result<Vec<String>, DemoError> {
        const AHEAD: [&str; 2] = ["clock_ahead", "licence_in_doubt"];
        let all: Vec<Exception> = self.ask(&["exceptions", "list", "--json"])?;
        Ok(all
            .into_iter()
            .filter(|one| !AHEAD.contains(&one.code.as_str()))
            .map(|one| one.id)
            .collect())
    }

    /// The server's address, once it ran.
    pub fn address(&self) -> &str {
        self.address.as_deref().unwrap_or_default()
    }

    /// Starts the server and waits until it listens; after the first time at the same port, since
    /// the windows know the address.
    pub fn start(&mut self) -> Result<(), DemoError> {
        let listen = self.address().strip_prefix("http://").unwrap_or("127.0.0.1:0").to_owned();
        let log = clerk_disk::private().create(true).append(true).open(&self.log);
        let log = log.map_err(|error| self.failed(&error))?;
        let mut child = self
            .command()
            .args(["--listen", &listen])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .map_err(|error| self.failed(&error))?;
        let stdout = child.stdout.take();
        // From here on the child is ended with this value, whatever happens.
        *self.child.lock().unwrap_or_else(PoisonError::into_inner) = Some(child);
        let address = stdout.and_then(address_told_on);
        let silent = format!("does not listen; see {}", self.log.display());
        self.address = Some(address.ok_or_else(|| self.failed(&silent))?);
        Ok(())
    }

    /// Whether a signal asked for the end: the server is gone then.
    pub fn interrupted(&self) -> bool {
        self.interrupted.load(Ordering::SeqCst)
    }

    /// Kills the server, without a chance to close anything.
    pub fn stop(&self) {
        kill(&self.child);
    }

    /// What a person does at a desk of the centre at a time of the day; what the command printed.
    pub fn act(
        &self,
        at: DateTime<FixedOffset>,
        password: &str,
        args: &[&str],
    ) -> Result<String, DemoError> {
        let mut command = self.command_from(self.from.map(|_| at));
        command.env("CLERK_PASSWORD", password);
        let output = self.output(command, args)?;
        Ok(String::from_utf8_lossy(&output).trim().to_owned())
    }

    fn command(&self) -> Command {
        self.command_from(self.from)
    }

    fn command_from(&self, from: Option<DateTime<FixedOffset>>) -> Command {
        let mut command = Command::new(&self.program);
        // What this program was given, a password perhaps, is not the server's.
        let kept = ["PATH", "LANG", "LC_ALL", "CLERK_LOG"];
        command.env_clear();
        command.envs(kept.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
        command.arg("--data").arg(&self.data);
        if let Some(from) = from {
            command.args(["--demo-clock-from", &from.to_rfc3339()]);
        }
        command
    }

    fn ask<T: DeserializeOwned>(&self, args: &[&str]) -> Result<T, DemoError> {
        let output = self.output(self.command(), args)?;
        serde_json::from_slice(&output).map_err(|error| self.failed(&error))
    }

    fn output(&self, mut command: Command, args: &[&str]) -> Result<Vec<u8>, DemoError> {
        let output = command.args(args).stdin(Stdio::null()).output();
        let output = output.map_err(|error| self.failed(&error))?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            let last = said.trim_end().lines().next_back().unwrap_or_default();
            return Err(self.failed(&format!("{} ({}): {last}", args.join(" "), output.status)));
        }
        Ok(output.stdout)
    }

    fn failed(&self, reason: &dyn std::fmt::Display) -> DemoError {
        DemoError::ServerProgram { program: self.program.clone(), reason: reason.to_string() }
    }
}

/// The program that was named, or else the one beside this one.
fn find(program: Option<&Path>) -> Result<PathBuf, DemoError> {
    let beside = || std::env::current_exe().ok()?.parent().map(|dir| dir.join(SERVER));
    let program = program.map(Path::to_owned).or_else(beside).unwrap_or_else(|| SERVER.into());
    if program.is_file() {
        return Ok(program);
    }
    let reason = "no such file".to_owned();
    Err(DemoError::ServerProgram { program, reason })
}

const SERVER: &str = if cfg!(windows) { "clerk-server.exe" } else { "clerk-server" };

impl Drop for ServerProcess {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The address in the server's first line. Its output is read on to the end, so that the server
/// never waits for a reader.
fn address_told_on(stdout: ChildStdout) -> Option<String> {
    let (told, telling) = mpsc::channel();
    std::thread::spawn(move || {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Some(address) = line.strip_prefix(LISTENING) {
                // Nobody listens any more where the time was up.
                let _ = told.send(address.trim().to_owned());
            }
        }
    });
    telling.recv_timeout(START_LIMIT).ok()
}

fn kill(child: &Mutex<Option<Child>>) {
    let mut child = child.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(mut child) = child.take() {
        // Fails where it ended by itself; then there is only its status to be collected.
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Ends the server at a signal, from when this returns on. The program itself ends where it next looks:
/// to exit beside work that is under way would pull its libraries from under it.
fn end_with_a_signal(child: Arc<Mutex<Option<Child>>>, interrupted: Arc<AtomicBool>) {
    let (listening, listens) = mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        if runtime.is_ok_and(|runtime| runtime.block_on(signal(listening)).is_ok()) {
            interrupted.store(true, Ordering::SeqCst);
            kill(&child);
        }
    });
    // An error says that no signal can be listened for.
    let _ = listens.recv();
}

#[cfg(unix)]
async fn signal(listening: mpsc::Sender<()>) -> std::io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let _ = listening.send(());
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn signal(listening: mpsc::Sender<()>) -> std::io::Result<()> {
    let interrupt = tokio::signal::ctrl_c();
    let _ = listening.send(());
    interrupt.await
}
