//! `clerk find`: cases by number, applicant, pinyin initials or licence number.

use crate::context::Context;
use crate::error::CliError;
use crate::text::case;
use clap::Args;
use clerk_desk::api::TextArgs;

/// `clerk find`
#[derive(Debug, Args)]
pub struct FindCommand {
    /// 要找的文字 · The text to look for
    #[arg(value_name = "TEXT")]
    text: String,
}

/// Finds cases. To find none is an answer.
pub fn run(context: &Context<'_>, args: &FindCommand) -> Result<(), CliError> {
    let desk = context.open()?;
    let rows = desk.workstation.search(TextArgs { text: args.text.clone() })?;
    context.give(&rows, |rows, lang| case::rows(rows, lang))
}
