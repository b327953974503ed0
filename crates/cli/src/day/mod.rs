//! `clerk day`: plays a sample day against a real server, with several windows and an outage, and
//! compares every line with what must come of it.
//!
//! The windows' clock is set to each line's time; the server keeps the device's own.

mod centre;
mod closing;
mod expect;
mod floor;
mod play;
mod report;
mod script;

use crate::case_file::read_json;
use crate::context::Context;
use crate::error::CliError;
use centre::{Centre, Demo};
use clap::Args;
use clerk_desk::api::Password;
use floor::{Floor, SetClock, Staffed};
use play::Player;
use report::Report;
use script::{Day, DayWindow, Line};
use std::path::{Path, PathBuf};

/// `clerk day`
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
/// [`CliError::DayFailed`] where something did not come out as it must, [`CliError::Interrupted`].
pub fn run(context: &Context<'_>, args: &DayCommand) -> Result<(), CliError> {
    let day: Day = read_json(&args.file)?;
    let wrong = |reason: String| CliError::FileWrong { file: args.file.clone(), reason };
    if let Some(reason) = day.nonsense() {
        return Err(wrong(reason));
    }
    let folder = fresh_folder(context.named_folder())?;
    let mut report = Report::new(context.lang, context.json, &folder, &day);
    let clock = SetClock::default();
    let begins = day.lines.first().map(|first| first.at).unwrap_or_default();
    let begins = clock.set(day.date, begins);
    let mut centre = Centre::new(args.server_bin.as_deref(), &folder, begins)?;
    let played = play(context, &mut centre, (&day, &clock, &folder), &mut report, wrong);
    if centre.interrupted() { Err(CliError::Interrupted) } else { played }
}

/// Plays the lines one after another, then looks whether all came out right.
fn play(
    context: &Context<'_>,
    centre: &mut Centre,
    (day, clock, folder): (&Day, &SetClock, &Path),
    report: &mut Report,
    wrong: impl Fn(String) -> CliError,
) -> Result<(), CliError> {
    let demo = centre.demo()?;
    centre.start()?;
    let password = Password(demo.password.clone());
    let mut floor =
        Floor::new(folder, clock.clone(), context.machine.seed, centre.address(), password);
    let windows = set_up(&mut floor, day, &demo, wrong)?;
    let mut player = Player::new(&windows, floor.password());
    report.begin()?;
    for line in &day.lines {
        if centre.interrupted() {
            return Err(CliError::Interrupted);
        }
        clock.set(day.date, line.at);
        let came = match player.play(line, centre) {
            Ok(came) => Ok(came),
            Err(CliError::Desk(error)) => Err(error),
            Err(other) => return Err(other),
        };
        report.line(line, person(&windows, line), &came)?;
    }
    let cases: Vec<_> = player.cases.values().collect();
    for window in &windows {
        report.check(closing::in_step(window))?;
    }
    report.check(closing::pulled_by_another(&mut floor, &demo.windows, &windows, &cases)?)?;
    for check in closing::books(centre, &windows, &cases)? {
        report.check(check)?;
    }
    report.end(&windows)
}

fn set_up(
    floor: &mut Floor,
    day: &Day,
    demo: &Demo,
    wrong: impl Fn(String) -> CliError,
) -> Result<Vec<Staffed>, CliError> {
    let set_up = |window: &DayWindow| {
        let known = demo.windows.iter().find(|known| known.id == window.id);
        let unknown = || wrong(format!("windows: the demo centre has no {}", window.id));
        floor.set_up(window, known.ok_or_else(unknown)?)
    };
    day.windows.iter().map(set_up).collect()
}

fn person<'a>(windows: &'a [Staffed], line: &Line) -> &'a str {
    let window = windows.iter().find(|window| line.window.as_ref() == Some(&window.id));
    window.map_or("", |window| window.person(line.by).as_str())
}

/// The folder that was named, which must be empty, or else a new temporary one.
fn fresh_folder(named: Option<&Path>) -> Result<PathBuf, CliError> {
    let failed = |folder: &Path, error: std::io::Error| CliError::FolderFailed {
        folder: folder.to_owned(),
        reason: error.to_string(),
    };
    let Some(folder) = named else {
        let made = tempfile::Builder::new().prefix("clerk-day-").tempdir();
        return Ok(made.map_err(|error| failed(&std::env::temp_dir(), error))?.keep());
    };
    std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
    let mut entries = std::fs::read_dir(folder).map_err(|error| failed(folder, error))?;
    if entries.next().is_some() {
        return Err(CliError::FolderInUse(folder.to_owned()));
    }
    // The server's process and the windows must mean the same folder.
    folder.canonicalize().map_err(|error| failed(folder, error))
}
