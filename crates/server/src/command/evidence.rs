//! `clerk-server evidence NUMBER FOLDER`

use super::{Environment, Failure, needs_centre, print};
use anyhow::Context as _;
use std::io::Write as _;
use std::path::PathBuf;

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// The licence's number.
    number: String,
    /// The folder that the files are written into; made where it is not there.
    #[arg(value_name = "FOLDER")]
    to: PathBuf,
}

/// Writes what a third party needs to check who issued a licence: docs/PROTOCOL.md says how.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let Arguments { number, to } = arguments;
    needs_centre(&environment.data)?;
    let server = environment.open().await?;
    let files = server.evidence(&number).await;
    server.repository().close().await;
    let files = files?;
    clerk_disk::private_folder(&to)?;
    for (name, bytes) in &files {
        let path = to.join(name);
        let mut file = clerk_disk::private();
        let written = file.create_new(true).write(true).open(&path);
        let written = written.and_then(|mut file| file.write_all(bytes));
        written.with_context(|| path.display().to_string()).map_err(Failure::CouldNot)?;
    }
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    print(&names.join("\n"))
}
