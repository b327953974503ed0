//! `clerk verify`: whether a licence holds, given its QR code's text, or a file that shows it.

use crate::context::Context;
use crate::error::CliError;
use crate::text::verify;
use clap::Args;
use clerk_desk::api::TextArgs;
use clerk_domain::licence_code::FORM;
use clerk_domain::register::Verdict;
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

/// More than any paper has; what is longer is cut, and so does not verify.
const LONGEST_BYTES: u64 = 64 << 20;
/// What a 200 dpi scan shows, the papers' codes are made for.
const DPI: &str = "200";

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
    let text = read(&args.licence)?;
    let desk = context.open()?;
    let view = desk.workstation.verify(TextArgs { text })?;
    context.give(&view, verify::verify)?;
    match view.finding.verdict {
        Verdict::Valid => Ok(()),
        _ => Err(CliError::NotValid),
    }
}

fn read(named: &str) -> Result<String, CliError> {
    let wrong = |reason: &str| CliError::FileWrong {
        file: named.chars().take(80).collect(),
        reason: reason.to_owned(),
    };
    let text = if named == "-" {
        let text = String::from_utf8(read_bytes(named, std::io::stdin())?);
        text.map_err(|_| wrong("not a text"))?
    } else if named.starts_with(FORM) || !is_file(named) {
        named.to_owned()
    } else {
        let unreadable = |error: std::io::Error| unreadable(named, &error);
        let bytes = read_bytes(named, std::fs::File::open(named).map_err(unreadable)?)?;
        // A whole path: no program takes it for an option.
        let path = std::path::absolute(named).map_err(unreadable)?;
        if bytes.starts_with(b"%PDF-") {
            scan_pdf(&path)?
        } else {
            String::from_utf8(bytes).or_else(|_| scan(&path))?
        }
    };
    let text = text.trim();
    if text.is_empty() { Err(wrong("empty")) } else { Ok(text.to_owned()) }
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

/// The licence's text on the first page of a PDF.
fn scan_pdf(pdf: &Path) -> Result<String, CliError> {
    let file = pdf.display().to_string();
    let dir = tempfile::tempdir().map_err(|error| unreadable(&file, &error))?;
    let page = dir.path().join("page");
    let mut command = Command::new("pdftoppm");
    command.args(["-r", DPI, "-f", "1", "-l", "1", "-singlefile", "-png"]).arg(pdf).arg(&page);
    run_program("pdftoppm", "poppler-utils", &file, &mut command)?;
    scan(&page.with_extension("png")).map_err(|error| match error {
        CliError::FileWrong { reason, .. } => CliError::FileWrong { file, reason },
        other => other,
    })
}

/// The licence's text in an image; what other codes stand beside it is passed over.
fn scan(image: &Path) -> Result<String, CliError> {
    let file = image.display().to_string();
    let mut command = Command::new("zbarimg");
    command.args(["--quiet", "--raw"]).arg(image);
    let found = run_program("zbarimg", "zbar-tools", &file, &mut command)?;
    let licence = found.lines().find(|line| line.starts_with(FORM));
    let reason = "no licence's QR code is found in it".to_owned();
    licence.map(str::to_owned).ok_or(CliError::FileWrong { file, reason })
}

/// What the program wrote. Its status is not looked at: without a code in the image it is no success.
fn run_program(
    name: &str,
    package: &str,
    file: &str,
    command: &mut Command,
) -> Result<String, CliError> {
    let output = command.output().map_err(|error| {
        let why = format!("{name}: {error}; install {package}, or give the QR code's text");
        unreadable(file, &why)
    })?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}
