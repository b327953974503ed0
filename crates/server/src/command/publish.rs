//! `clerk-server publish DIR`

use super::{Failure, World, print};
use clerk_server::pack_source;
use std::path::{Path, PathBuf};

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// The folder with centre.toml, calendar.toml, rates.toml and departments/.
    dir: PathBuf,
}

/// Checks, signs and publishes; prints the version.
pub async fn run(world: World, arguments: Arguments) -> Result<(), Failure> {
    let files = read_folder(&arguments.dir)?;
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let pack = pack_source::read(&files).map_err(|problem| Failure::Input(problem.to_string()))?;
    let centre = world.open().await?;
    let published = centre.publish(&pack).await;
    centre.repository().close().await;
    published?;
    print(&format!("rule pack {} published", pack.version))
}

/// Name and text of each TOML file, by name.
fn read_folder(dir: &Path) -> Result<Vec<(String, String)>, Failure> {
    let mut files = Vec::new();
    for (folder, prefix) in [(dir.to_owned(), ""), (dir.join("departments"), "departments/")] {
        let unreadable = |path: &Path, error: std::io::Error| {
            Failure::Input(format!("{}: {error}", path.display()))
        };
        for entry in std::fs::read_dir(&folder).map_err(|e| unreadable(&folder, e))? {
            let path = entry.map_err(|e| unreadable(&folder, e))?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if name.ends_with(".toml") {
                let text = std::fs::read_to_string(&path).map_err(|e| unreadable(&path, e))?;
                files.push((format!("{prefix}{name}"), text));
            }
        }
    }
    files.sort();
    Ok(files)
}
