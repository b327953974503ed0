//! `clerk-server clear WINDOW CHALLENGE`

use super::{Environment, Failure, print};
use clerk_domain::ids::WindowId;

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// The window, such as shangwu-03.
    window: String,
    /// The challenge that the halted window shows.
    challenge: String,
}

/// Prints the code that lets the window issue again, and nothing else.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let server = environment.open().await?;
    let code = server.clearance(&WindowId(arguments.window), &arguments.challenge).await?;
    server.repository().close().await;
    print(&code)
}
