//! `clerk`: the desk without a screen, for support staff, scripts and tests.
//!
//! A command opens the desk, does one thing and ends; nothing of a session is kept between two
//! commands. What is a rule stands in the desk: here are only arguments, words and exit codes.

mod arguments;
mod case_file;
mod command;
mod context;
mod day;
mod error;
mod output;
mod refusal;
mod secret;
mod text;

pub use arguments::{Arguments, Command, Lang};
pub use error::CliError;
pub use refusal::Exit;

use clap::Parser as _;
use clerk_domain::clock::SharedClock;
use context::Context;
use std::ffi::OsString;
use std::process::ExitCode;

/// What only a `main.rs` may make.
pub struct Machine {
    /// The device's clock.
    pub clock: SharedClock,
    /// Seeds everything random.
    pub seed: [u8; 32],
}

/// Carries out one command line, its first word being the program's name, and gives its exit
/// code: 0 done, 1 refused by a rule, 2 wrong use or bad input, 3 could not.
pub fn run(machine: &Machine, args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments = match Arguments::try_parse_from(args) {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help goes to stdout with 0; where even that cannot be written, nobody listens.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage.into() } else { ExitCode::SUCCESS };
        }
    };
    let (lang, json) = (arguments.lang, arguments.json);
    match command::run(&Context::new(machine, &arguments), &arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            output::complain(&error, lang, json);
            error.exit().into()
        }
    }
}
