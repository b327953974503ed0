//! `clerk-demo fill`: gives a window of the demo centre that was enrolled just now a day in which something
//! happened: cases in each state, a referral that the leader answered, an enquiry that waits. The centre is
//! being served meanwhile.

use super::expect::mismatches;
use super::play::Player;
use super::script::Day;
use super::server_process::ServerProcess;
use super::windows::StaffedWindow;
use crate::error::DemoError;
use clap::Args;
use clerk_cli::CliError;
use clerk_cli::context::Context;
use clerk_domain::clock::china_date;
use std::path::PathBuf;

/// What happens, in the form of a sample day; the device's own times are kept.
const LINES: &str = include_str!("../../data/desk.json");

/// `clerk-demo fill`
#[derive(Debug, Args)]
pub struct FillCommand {
    /// 演示中心的数据目录 · The demo centre's folder
    #[arg(long, value_name = "DIR")]
    centre: PathBuf,
    /// 中心服务器程序，默认在本程序旁 · The server's program; by default beside this one
    #[arg(long, value_name = "FILE")]
    server_bin: Option<PathBuf>,
}

/// Does what the lines say at the window in the context's folder.
///
/// # Errors
/// [`DemoError::DayFailed`] where something did not come out as it must.
pub fn run(context: &Context<'_>, args: &FillCommand) -> Result<(), DemoError> {
    let wrong = |error: serde_json::Error| CliError::FileWrong {
        file: "desk.json".to_owned(),
        reason: error.to_string(),
    };
    let mut day: Day = serde_json::from_str(LINES).map_err(wrong)?;
    let window = day.windows.pop().ok_or(DemoError::DayFailed(0))?;
    let password = context.password(&window.chief)?;
    let folder = context.named_folder().map(PathBuf::from).ok_or(CliError::NoFolder)?;
    let windows = [StaffedWindow::open(context.machine, &folder, &window, &password)?];
    let mut server = ServerProcess::of_served(args.server_bin.as_deref(), &args.centre)?;
    let today = china_date(context.machine.clock.now());
    let mut player = Player::new(&windows, password, today);
    let mut wrong = 0;
    for line in &day.lines {
        let came = match player.play(line, &mut server) {
            Err(DemoError::Cli(CliError::Desk(error))) => Err(error),
            other => Ok(other?),
        };
        wrong += mismatches(&line.expect, &came).len();
    }
    if wrong == 0 { Ok(()) } else { Err(DemoError::DayFailed(wrong)) }
}
