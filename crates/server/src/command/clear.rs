//! `clerk-server clear WINDOW NUMBER --as PERSON`

use super::{By, Environment, Failure, needs_centre, print};
use clerk_domain::ids::WindowId;

/// What the command is told. The password comes from `CLERK_PASSWORD` or standard input.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// The window, such as shangwu-03.
    window: String,
    /// The number that the halted window shows.
    number: u32,
    #[command(flatten)]
    by: By,
}

/// Prints the code that lets the window issue again, and nothing else.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let Arguments { window, number, by } = arguments;
    needs_centre(&environment.data)?;
    let login = by.login()?;
    let server = environment.open().await?;
    let code = server.clearance(login, &WindowId(window), number).await;
    server.repository().close().await;
    print(&code?)
}
