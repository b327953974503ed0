//! `clerk sync`: one round with the centre, now.

use crate::context::Context;
use crate::error::CliError;
use crate::text::status;
use clerk_desk::api::Nothing;

/// Syncs, and shows how the window stands after it.
pub fn run(context: &Context<'_>) -> Result<(), CliError> {
    let desk = context.open()?;
    let view = desk.workstation.sync_now(Nothing {})?;
    context.give(&view, status::status)
}
