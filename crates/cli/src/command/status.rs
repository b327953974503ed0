//! `clerk status`: how the window stands, without asking the server.

use crate::context::Context;
use crate::error::CliError;
use crate::text::status;
use clerk_desk::api::Nothing;

/// Shows the status.
pub fn run(context: &Context<'_>) -> Result<(), CliError> {
    let desk = context.open()?;
    let view = desk.workstation.status(Nothing {})?;
    context.give(&view, status::status)
}
