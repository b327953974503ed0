//! `clerk-server restored`

use super::{Failure, World, print};

/// Notes that the data folder was restored from a backup; prints the new epoch.
pub async fn run(world: World) -> Result<(), Failure> {
    let server = world.open().await?;
    let epoch = server.begin_epoch().await?;
    server.repository().close().await;
    print(&epoch.to_string())
}
