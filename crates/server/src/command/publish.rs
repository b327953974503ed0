//! `clerk-server publish SOURCES`

use super::{Environment, Failure, print};
use clerk_domain::pack::RulePack;
use clerk_pack::{Origin, OriginError};

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// The folder with centre.toml, calendar.toml, rates.toml and departments/.
    #[arg(value_name = "SOURCES")]
    pack: Origin,
}

/// Reads and checks the source files.
pub fn read(sources: &Origin) -> Result<RulePack, Failure> {
    sources.read().map_err(|error: OriginError| Failure::Input(error.to_string()))
}

/// Checks, signs and publishes; prints the version.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let pack = read(&arguments.pack)?;
    let server = environment.open().await?;
    let published = server.publish(&pack).await;
    server.repository().close().await;
    published?;
    print(&format!("rule pack {} published", pack.version))
}
