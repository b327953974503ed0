//! `clerk-server restored`

use super::{Failure, World, print};

/// Notes that the data folder was put back from a backup; prints the new epoch.
pub async fn run(world: World) -> Result<(), Failure> {
    let centre = world.open().await?;
    let epoch = centre.begin_epoch().await?;
    centre.repository().close().await;
    print(&epoch.to_string())
}
