//! `clerk enroll`: makes the device a window.

use crate::context::Context;
use crate::error::CliError;
use crate::secret;
use crate::text::status;
use clap::Args;
use clerk_desk::api::{ApiError, EnrollArgs, ErrorCode, Nothing, Password, SessionView};
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// `clerk enroll`
#[derive(Debug, Args)]
pub struct EnrollCommand {
    /// 中心服务器地址 · The server's address, such as https://centre.example
    #[arg(long, value_name = "URL")]
    server: String,
    /// 中心自建证书机构的证书（PEM 文件） · The certificates of the centre's own authority, a PEM file
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
    /// 管理员给的一次性代码 · The one-time code from the administrator
    #[arg(long, env = "CLERK_CODE", hide_env_values = true, value_name = "CODE")]
    code: String,
}

/// Enrols the device; the person named is its first one.
pub fn run(context: &Context<'_>, args: &EnrollCommand) -> Result<(), CliError> {
    let workstation = context.workstation()?;
    let SessionView::NotEnrolled = workstation.session(Nothing {})? else {
        return Err(ApiError::new(ErrorCode::AlreadyEnrolled).into());
    };
    let person = context.named_person()?;
    let password = context.password(&person)?;
    let (server, code) = (args.server.clone(), Password(args.code.clone()));
    let authority = args.ca.as_deref().map(read).transpose()?;
    let new_password = secret::new_password_given();
    let args = EnrollArgs { server, authority, code, person, password, new_password };
    let enrolled = workstation.enroll(args)?;
    context.give(&enrolled, status::session)
}

/// More than any chain of certificates has.
const MOST_BYTES: u64 = 256 << 10;

/// The text of a file of certificates.
pub fn read(file: &Path) -> Result<String, CliError> {
    let mut text = String::new();
    let opened = File::open(file);
    let read = opened.and_then(|opened| opened.take(MOST_BYTES).read_to_string(&mut text));
    let unreadable = |error: std::io::Error| CliError::FileUnreadable {
        file: file.display().to_string(),
        reason: error.to_string(),
    };
    read.map(|_| text).map_err(unreadable)
}
