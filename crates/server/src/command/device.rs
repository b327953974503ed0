//! `clerk-server device`

use super::{By, Environment, Failure, print};
use clerk_domain::ids::WindowId;

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Takes a window's device out of use: lost, stolen, taken away. It may hand in what it holds, and gets
    /// nothing any more; a new code makes another device the window.
    Disable {
        /// The window.
        #[arg(value_parser = super::id::<WindowId>)]
        window: WindowId,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        by: By,
    },
}

/// Takes a device out of use.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let Command::Disable { window, reason, by } = arguments.command;
    environment
        .act(&by, async |server, by| server.disable_device(by, &window, &reason).await)
        .await?;
    print(&format!("{window}: device disabled"))
}
