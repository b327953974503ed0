//! `clerk server`: makes the window ask another server, or the same one under another authority.

use crate::command::enroll::read;
use crate::context::Context;
use crate::error::CliError;
use crate::text::status;
use clap::Args;
use clerk_desk::api::ServerArgs;
use std::path::PathBuf;

/// `clerk server`
#[derive(Debug, Args)]
pub struct ServerCommand {
    /// 中心服务器地址 · The server's address, such as https://centre.example
    #[arg(value_name = "URL")]
    server: String,
    /// 中心自建证书机构的证书（PEM 文件） · The certificates of the centre's own authority, a PEM file
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

/// Changes the server, by the chief representative.
pub fn run(context: &Context<'_>, args: &ServerCommand) -> Result<(), CliError> {
    let authority = args.ca.as_deref().map(read).transpose()?;
    let desk = context.open()?;
    let server = args.server.clone();
    let session = desk.workstation.change_server(ServerArgs { server, authority })?;
    context.give(&session, status::session)
}
