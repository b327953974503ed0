//! `clerk verify`: whether a licence holds, given its QR code's text, or a file that shows it.

use crate::context::Context;
use crate::error::CliError;
use crate::text::verify;
use clap::Args;
use clerk_domain::licence_code::FORM;
use clerk_domain::register::Verdict;
use std::io::Read as _;
use std::path::Path;

/// More than the desk takes.
const LONGEST_BYTES: u64 = 64 << 20;

/// `clerk verify`
#[derive(Debug, Args)]
pub struct VerifyCommand {
    /// 二维码文字，或文件（文字、PDF、图片）；- 为标准输入 ·
    /// The QR code's text, or a file: text, PDF or image; - for standard input
    #[arg(value_name = "TEXT|FILE")]
    licence: String,
}

/// Verifies, and ends with 0 for a licence that holds alone.
pub fn run(context: &Context<'_>, args: &VerifyCommand) -> Result<(), CliError> {
    let shown = read(&args.licence)?;
    let desk = context.open()?;
    let view = desk.workstation.verify_bytes(&shown)?;
    context.give(&view, verify::verify)?;
    match view.finding.verdict {
        Verdict::Valid => Ok(()),
        _ => Err(CliError::NotValid),
    }
}

/// The bytes of what was given: the text itself, or the file that it names.
fn read(named: &str) -> Result<Vec<u8>, CliError> {
    if named == "-" {
        read_bytes(named, std::io::stdin())
    } else if named.starts_with(FORM) || !is_file(named) {
        Ok(named.as_bytes().to_vec())
    } else {
        let file = std::fs::File::open(named);
        read_bytes(named, file.map_err(|error| unreadable(named, &error))?)
    }
}

/// Whether a file is meant; one that is mistyped is no licence.
fn is_file(named: &str) -> bool {
    let extension = Path::new(named).extension().and_then(|extension| extension.to_str());
    let known = ["pdf", "png", "jpg", "jpeg", "txt"];
    let looks = extension.is_some_and(|e| known.iter().any(|known| known.eq_ignore_ascii_case(e)));
    looks || Path::new(named).is_file()
}

fn read_bytes(named: &str, from: impl std::io::Read) -> Result<Vec<u8>, CliError> {
    let mut bytes = Vec::new();
    let read = from.take(LONGEST_BYTES).read_to_end(&mut bytes);
    read.map(|_| bytes).map_err(|error| unreadable(named, &error))
}

fn unreadable(file: &str, error: &dyn std::fmt::Display) -> CliError {
    CliError::FileUnreadable { file: file.to_owned(), reason: error.to_string() }
}
