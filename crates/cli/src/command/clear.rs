//! `clerk clear CODE`: a supervisor lets a halted window issue again.

use crate::context::Context;
use crate::error::CliError;
use crate::text::status;
use clerk_desk::api::ClearArgs;

/// What the command is told.
#[derive(Debug, clap::Args)]
pub struct ClearCommand {
    /// 督查员给出的解除码 · The code that the supervisor gave
    code: String,
}

/// Clears, and shows how the window stands after it.
pub fn run(context: &Context<'_>, args: &ClearCommand) -> Result<(), CliError> {
    let desk = context.open()?;
    let view = desk.workstation.clear_halt(ClearArgs { code: args.code.clone() })?;
    context.give(&view, status::status)
}
