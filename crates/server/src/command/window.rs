//! `clerk-server window`

use super::{By, Environment, Failure, print};
use clerk_domain::ids::{DepartmentId, WindowId};
use clerk_protocol::Window;

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Adds a window and prints the one-time code that makes a device this window.
    Add {
        /// Its identifier, such as shangwu-03: it stands in each of its case numbers.
        #[arg(value_parser = super::id::<WindowId>)]
        id: WindowId,
        /// Its name, such as 商务窗口 03.
        name: String,
        /// The department, by its code in the rules.
        #[arg(value_parser = super::id::<DepartmentId>)]
        department: DepartmentId,
        #[command(flatten)]
        by: By,
    },
}

/// Adds a window.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let Command::Add { id, name, department, by } = arguments.command;
    let done = environment.act(&by, async |server, by| {
        server.add_window(by, &Window { id: id.clone(), name, department }).await?;
        server.new_code(&id, false).await
    });
    let code: String = done.await?;
    print(&code)
}
