//! `clerk-demo`: what is done with a demo centre alone. Not part of the shipped programs.
//!
//! It uses the desk and the words of `clerk`, and ends with the same exit codes; ended by a signal,
//! with 130.

mod day;
mod error;
mod issue_licences;

use clap::{Parser, Subcommand};
use clerk_cli::context::Context;
use clerk_cli::{Common, Exit, Machine};
use clerk_desk::DeviceClock;
use error::DemoError;
use std::process::ExitCode;
use std::sync::Arc;

/// 演示中心的样例日和样例办件 · Sample days and sample licences of a demo centre
#[derive(Debug, Parser)]
#[command(name = "clerk-demo", version)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 演练样例日：真服务器、多窗口、中途断网 ·
    /// Play a sample day: a real server, several windows, an outage
    Day(day::DayCommand),
    /// 让新登记的演示窗口有一天的办件 ·
    /// Give a newly enrolled window of the demo a day in which something happened
    Fill(day::FillCommand),
    /// 逐件收件、受理、签发，每签发一件输出证照号 ·
    /// Receive, accept and issue one case after another; prints each licence number once issued
    IssueLicences(issue_licences::IssueLicencesCommand),
}

fn main() -> ExitCode {
    let mut seed = [0; 32];
    if let Err(error) = getrandom::fill(&mut seed) {
        eprintln!("clerk-demo: [internal] the system gives no random numbers: {error}");
        return Exit::Failed.into();
    }
    let arguments = Arguments::parse();
    let common = &arguments.common;
    match run(&Machine { clock: Arc::new(DeviceClock), seed }, &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            error.complaint(common.lang).write("clerk-demo", common.lang, common.json);
            error.exit()
        }
    }
}

fn run(machine: &Machine, arguments: &Arguments) -> Result<(), DemoError> {
    let context = Context::new(machine, &arguments.common);
    match &arguments.command {
        Command::Day(args) => day::run(&context, args),
        Command::Fill(args) => day::fill(&context, args),
        Command::IssueLicences(args) => issue_licences::run(&context, args),
    }
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::{CommandFactory as _, Parser as _};

    #[test]
    fn the_declaration_is_consistent_and_takes_what_it_promises() {
        Arguments::command().debug_assert();
        let lines = [
            ("clerk-demo day day.json", true),
            ("clerk-demo fill --centre out/centre", true),
            ("clerk-demo fill", false),
            ("clerk-demo issue-licences --count 3", true),
            ("clerk-demo issue-licences --count 3 --item zhijian-01", true),
            ("clerk-demo", false),
            ("clerk-demo day", false),
            ("clerk-demo issue-licences --count 0", false),
            ("clerk-demo sync", false),
        ];
        for (line, taken) in lines {
            assert_eq!(Arguments::try_parse_from(line.split(' ')).is_ok(), taken, "{line}");
        }
    }
}
