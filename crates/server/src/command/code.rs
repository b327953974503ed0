//! `clerk-server code WINDOW`

use super::{Environment, Failure, print};
use clerk_domain::ids::WindowId;

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// The window, such as shangwu-03.
    window: String,
}

/// Prints a new one-time code, and nothing else.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let server = environment.open().await?;
    let code = server.new_code(&WindowId(arguments.window), false).await?;
    server.repository().close().await;
    print(&code)
}
