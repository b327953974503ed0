//! Where a rule pack is, as somebody says it: `demo`, a folder of sources, or a file of JSON.

use crate::demo::demo_pack;
use crate::source::{self, PackSourceError};
use clerk_domain::pack::RulePack;
use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// Where a rule pack is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The demo centre's, which is built in: the word `demo`. A folder of that name is `./demo`.
    Demo,
    /// A folder of TOML sources, or a file that holds a pack as JSON.
    Path(PathBuf),
}

/// Why there is no pack.
#[derive(Debug, thiserror::Error)]
pub enum OriginError {
    /// A file or folder cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file is no pack as JSON.
    #[error("{}: {source}", path.display())]
    NotAPack {
        /// Which.
        path: PathBuf,
        /// What is wrong, and where in it.
        source: serde_json::Error,
    },
    /// The sources are wrong.
    #[error(transparent)]
    Source(#[from] PackSourceError),
}

impl FromStr for Origin {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(if text == "demo" { Self::Demo } else { Self::Path(text.into()) })
    }
}

impl Origin {
    /// Reads the pack. Sources are checked; a file of JSON only has the form of a pack.
    ///
    /// # Errors
    /// [`OriginError`].
    pub fn read(&self) -> Result<RulePack, OriginError> {
        match self {
            Self::Demo => Ok(demo_pack()?),
            Self::Path(path) if path.is_dir() => read_folder(path),
            Self::Path(path) => {
                let text = read_text(path)?;
                let wrong = |source| OriginError::NotAPack { path: path.clone(), source };
                serde_json::from_str(&text).map_err(wrong)
            }
        }
    }
}

/// The TOML files of a folder and of its `departments` and `templates`, these in the order of their
/// names. Other files are somebody's notes.
fn read_folder(folder: &Path) -> Result<RulePack, OriginError> {
    let mut files = Vec::new();
    for name in names(folder)? {
        files.push((name.clone(), read_text(&folder.join(name))?));
    }
    for part in ["departments", "templates"] {
        let held = folder.join(part);
        let names = if held.is_dir() { names(&held)? } else { Vec::new() };
        for name in names {
            files.push((format!("{part}/{name}"), read_text(&held.join(name))?));
        }
    }
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    Ok(source::read(&files)?)
}

fn names(folder: &Path) -> Result<Vec<String>, OriginError> {
    let unreadable = |source| OriginError::Unreadable { path: folder.to_owned(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        names.extend(name.into_string().ok().filter(|name| name.ends_with(".toml")));
    }
    names.sort();
    Ok(names)
}

fn read_text(path: &Path) -> Result<String, OriginError> {
    fs::read_to_string(path)
        .map_err(|source| OriginError::Unreadable { path: path.to_owned(), source })
}

#[cfg(test)]
mod tests {
    use super::{Origin, OriginError};
    use crate::demo::demo_pack;
    use std::path::Path;

    fn read(path: &Path) -> Result<clerk_domain::pack::RulePack, OriginError> {
        path.to_str().unwrap().parse::<Origin>().unwrap().read()
    }

    #[test]
    fn a_folder_a_file_and_the_built_in_pack_are_one() {
        let mut folder = read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/demo"))).unwrap();
        let mut demo = "demo".parse::<Origin>().unwrap().read().unwrap();
        assert_eq!(demo, demo_pack().unwrap());
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), serde_json::to_vec(&demo).unwrap()).unwrap();
        assert_eq!(read(file.path()).unwrap(), demo);
        // The built-in files stand in another order.
        for pack in [&mut folder, &mut demo] {
            pack.departments.sort_by(|a, b| a.id.cmp(&b.id));
            pack.items.sort_by(|a, b| a.code.cmp(&b.code));
            pack.grants.sort_by(|a, b| a.number.cmp(&b.number));
        }
        assert_eq!(folder, demo);
    }

    #[test]
    fn says_which_file_is_wrong() {
        let dir = tempfile::tempdir().unwrap();
        let missing = read(&dir.path().join("no-such")).unwrap_err();
        assert!(matches!(missing, OriginError::Unreadable { .. }), "{missing}");
        std::fs::write(dir.path().join("notes.txt"), "").unwrap();
        let OriginError::Source(empty) = read(dir.path()).unwrap_err() else { panic!() };
        assert_eq!(empty.file, "centre.toml");
        let file = dir.path().join("pack.json");
        std::fs::write(&file, "{\"version\": 1}").unwrap();
        let wrong = read(&file).unwrap_err().to_string();
        assert!(wrong.contains("pack.json") && wrong.contains("missing field"), "{wrong}");
    }
}
