//! `clerk-server publish SOURCES`

use super::{By, Environment, Failure, print};
use clerk_domain::pack::RulePack;
use clerk_pack::{Origin, OriginError};

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// The folder with centre.toml, calendar.toml, rates.toml and departments/.
    #[arg(value_name = "SOURCES")]
    pack: Origin,
    #[command(flatten)]
    by: By,
}

/// Reads and checks the source files.
pub fn read(sources: &Origin) -> Result<RulePack, Failure> {
    sources.read().map_err(|error: OriginError| Failure::Input(error.to_string()))
}

/// Checks, signs and publishes; prints the version.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let pack = read(&arguments.pack)?;
    environment.act(&arguments.by, async |server, by| server.publish(by, &pack).await).await?;
    print(&format!("rule pack {} published", pack.version))
}
