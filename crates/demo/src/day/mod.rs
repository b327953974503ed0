//! `clerk-demo day`: plays a sample day against a real server, with several windows and an outage, and
//! compares every line with what must come of it.
//!
//! The windows' clock is set to each line's time; the server keeps the device's own.

mod centre;
mod closing;
mod expect;
mod fill;
mod play;
mod report;
mod script;
mod server_process;
mod windows;

pub use fill::{FillCommand, run as fill};

use crate::error::DemoError;
use chrono::{DateTime, FixedOffset, NaiveTime};
use clap::Args;
use clerk_cli::CliError;
use clerk_cli::case_file::read_json;
use clerk_cli::context::Context;
use clerk_desk::api::Password;
use clerk_domain::clock::china;
use clerk_testkit::SetClock;
use play::Player;
use report::Report;
use script::{Day, DayWindow, Line};
use server_process::{Demo, ServerProcess};
use std::path::{Path, PathBuf};
use windows::{DemoWindows, StaffedWindow};

/// `clerk-demo day`
#[derive(Debug, Args)]
pub struct DayCommand {
    /// 样例日（JSON） · The sample day as JSON
    #[arg(value_name = "FILE")]
    file: String,
    /// 中心服务器程序，默认在本程序旁 · The server's program; by default beside this one
    #[arg(long, value_name = "FILE")]
    server_bin: Option<PathBuf>,
}

/// Plays the day. Its folder is kept: databases, papers and the server's log.
///
/// # Errors
/// [`DemoError::DayFailed`] where something did not come out as it must, [`DemoError::Interrupted`].
pub fn run(context: &Context<'_>, args: &DayCommand) -> Result<(), DemoError> {
    let day: Day = read_json(&args.file)?;
    let wrong = |reason: String| CliError::FileWrong { file: args.file.clone(), reason }.into();
    if let Some(reason) = day.problem() {
        return Err(wrong(reason));
    }
    let folder = fresh_folder(context.named_folder())?;
    let mut report = Report::new(context.lang, context.json, &folder, &day);
    let begins = day.lines.first().map(|first| first.at).unwrap_or_default();
    let begins = instant(&day, begins);
    let clock = SetClock::at(begins.to_utc());
    let mut server = ServerProcess::new(args.server_bin.as_deref(), &folder, begins)?;
    let played = play(context, &mut server, (&day, &clock, &folder), &mut report, wrong);
    if server.interrupted() { Err(DemoError::Interrupted) } else { played }
}

/// Plays the lines one after another, then looks whether all came out right.
fn play(
    context: &Context<'_>,
    server: &mut ServerProcess,
    (day, clock, folder): (&Day, &SetClock, &Path),
    report: &mut Report,
    wrong: impl Fn(String) -> DemoError,
) -> Result<(), DemoError> {
    let demo = server.demo()?;
    server.start()?;
    let password = Password(demo.password.clone());
    let mut setup =
        DemoWindows::new(folder, clock.clone(), context.machine.seed, server.address(), password);
    let windows = set_up(&mut setup, day, &demo, wrong)?;
    let mut player = Player::new(&windows, setup.password(), day.date);
    report.begin()?;
    for line in &day.lines {
        if server.interrupted() {
            return Err(DemoError::Interrupted);
        }
        clock.set(instant(day, line.at).to_utc());
        let result = match player.play(line, server) {
            Ok(result) => Ok(result),
            Err(DemoError::Cli(CliError::Desk(error))) => Err(error),
            Err(other) => return Err(other),
        };
        report.line(line, person(&windows, line), &result)?;
    }
    let cases: Vec<_> = player.cases.values().collect();
    for window in &windows {
        report.check(closing::synced(window))?;
    }
    report.check(closing::pulled_by_another(&mut setup, &demo.windows, &windows, &cases)?)?;
    for check in closing::books(server, &windows, &player)? {
        report.check(check)?;
    }
    report.end(&windows)
}

fn set_up(
    setup: &mut DemoWindows,
    day: &Day,
    demo: &Demo,
    wrong: impl Fn(String) -> DemoError,
) -> Result<Vec<StaffedWindow>, DemoError> {
    let set_up = |window: &DayWindow| {
        let known = demo.windows.iter().find(|known| known.id == window.id);
        let unknown = || wrong(format!("windows: the demo centre has no {}", window.id));
        setup.set_up(window, known.ok_or_else(unknown)?)
    };
    day.windows.iter().map(set_up).collect()
}

fn person<'a>(windows: &'a [StaffedWindow], line: &Line) -> &'a str {
    let window = windows.iter().find(|window| line.window.as_ref() == Some(&window.id));
    window.map_or("", |window| window.person(line.by).as_str())
}

/// A time of the day, in China.
fn instant(day: &Day, at: NaiveTime) -> DateTime<FixedOffset> {
    day.date.and_time(at).and_local_timezone(china()).single().unwrap_or_default()
}

/// The folder that was named, which must be empty, or else a new temporary one.
fn fresh_folder(named: Option<&Path>) -> Result<PathBuf, DemoError> {
    let failed = |folder: &Path, error: std::io::Error| DemoError::FolderFailed {
        folder: folder.to_owned(),
        reason: error.to_string(),
    };
    let Some(folder) = named else {
        let made = tempfile::Builder::new().prefix("clerk-day-").tempdir();
        let made = made.map_err(|error| failed(&std::env::temp_dir(), error))?.keep();
        clerk_disk::shut(&made).map_err(|error| failed(&made, error))?;
        return Ok(made);
    };
    clerk_disk::private_folder(folder).map_err(|error| failed(folder, error))?;
    let mut entries = std::fs::read_dir(folder).map_err(|error| failed(folder, error))?;
    if entries.next().is_some() {
        return Err(DemoError::FolderInUse(folder.to_owned()));
    }
    // The server's process and the windows must mean the same folder.
    folder.canonicalize().map_err(|error| failed(folder, error))
}
