//! `clerk`: the desk without a screen, for support staff, scripts and tests.
//!
//! A command opens the desk, does one thing and ends; nothing of a session is kept between two
//! commands. What is a rule stands in the desk: here are only arguments, words and exit codes.
//!
//! Public is what `clerk-demo` shares with `clerk`: how a case is read from a file, how a window is
//! opened, and how results and errors are written.

mod arguments;
pub mod case_file;
mod command;
pub mod context;
mod error;
pub mod output;
mod refusal;
mod secret;
pub mod text;

pub use arguments::{Arguments, Command, Common, Lang};
pub use error::CliError;
pub use refusal::Exit;

use clap::Parser as _;
use clerk_domain::clock::SharedClock;
use context::Context;
use output::Complaint;
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
    let common = &arguments.common;
    match command::run(&Context::new(machine, common), &arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            Complaint::of(&error, common.lang).write("clerk", common.lang, common.json);
            error.exit().into()
        }
    }
}
