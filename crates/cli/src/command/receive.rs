//! `clerk receive`: takes in a case from a file.

use crate::case_file::{CaseFile, naming_item, read_json};
use crate::context::Context;
use crate::error::CliError;
use crate::text::case;
use clap::Args;
use clerk_desk::api::ReceiveArgs;

/// `clerk receive`
#[derive(Debug, Args)]
pub struct ReceiveCommand {
    /// 收件内容（JSON），- 为标准输入 · The case as JSON; - for standard input
    #[arg(long, value_name = "FILE")]
    file: String,
}

/// Takes in the case. Where password and file both come from standard input, the password is its
/// first line.
pub fn run(context: &Context<'_>, args: &ReceiveCommand) -> Result<(), CliError> {
    let desk = context.open()?;
    let intake = read_json::<CaseFile>(&args.file)?.intake(&desk.workstation)?;
    let received = desk.workstation.receive(ReceiveArgs { intake, draft: None });
    let view = received.map_err(naming_item)?;
    context.give(&view, case::summary)
}
