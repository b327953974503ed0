//! `clerk-server restored`

use super::{Environment, Failure, print};

/// Notes that the data folder was restored from a backup; prints the new epoch.
pub async fn run(environment: Environment) -> Result<(), Failure> {
    let server = environment.open().await?;
    let epoch = server.begin_epoch().await?;
    server.repository().close().await;
    print(&epoch.to_string())
}
