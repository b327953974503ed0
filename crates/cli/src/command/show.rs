//! `clerk show`: one case with its decision, papers and history.

use super::act::CaseCommand;
use crate::context::Context;
use crate::error::CliError;
use crate::text::case;
use clerk_desk::api::CaseArgs;

/// Shows a case.
pub fn run(context: &Context<'_>, args: &CaseCommand) -> Result<(), CliError> {
    let desk = context.open()?;
    let case = desk.case(&args.case)?;
    let view = desk.workstation.case(CaseArgs { case })?;
    context.give(&view, case::whole)
}
