//! `clerk login`: checks a password. The desk remembers the person as the last one here; nothing
//! else stays.

use crate::context::Context;
use crate::error::CliError;
use crate::text::status;

/// Logs in, and ends.
pub fn run(context: &Context<'_>) -> Result<(), CliError> {
    let desk = context.open()?;
    context.give(&desk.session, status::session)
}
