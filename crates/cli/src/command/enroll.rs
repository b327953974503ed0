//! `clerk enroll`: makes the device a window.

use crate::context::Context;
use crate::error::CliError;
use crate::text::status;
use clap::Args;
use clerk_desk::api::{ApiError, EnrollArgs, ErrorCode, Nothing, Password, SessionView};

/// `clerk enroll`
#[derive(Debug, Args)]
pub struct EnrollCommand {
    /// 中心服务器地址 · The server's address, such as https://centre.example
    #[arg(long, value_name = "URL")]
    server: String,
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
    let session = workstation.enroll(EnrollArgs { server, code, person, password })?;
    context.give(&session, status::session)
}
