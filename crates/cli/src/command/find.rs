//! `clerk find`: cases by number, applicant, pinyin or licence number.

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
    let found = desk.workstation.search(TextArgs { text: args.text.clone() })?;
    let more = ("再多输入几个字可缩小范围。", "Type more to narrow it down.");
    context.give(&found, |found, lang| case::list(found, more, lang))
}
