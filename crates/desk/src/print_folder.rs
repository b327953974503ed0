//! The print folder: papers come out there as files, and go again after some days.
//!
//! What is on a paper stands in the database, encrypted; the file is there for the printer alone.

use crate::api::{ApiError, ErrorCode};
use crate::folder;
use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How long a paper's file stays: a printer that broke down on a Friday is mended by the next one.
const KEPT_FOR: TimeDelta = TimeDelta::days(7);

/// The folder of an open desk.
pub(crate) struct PrintFolder {
    path: PathBuf,
    /// The day on which old papers were removed last.
    cleared: Option<NaiveDate>,
}

impl PrintFolder {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, cleared: None }
    }

    /// Writes a paper, whole or not at all, and gives its path. Its file bears the device's time.
    pub(crate) fn put(
        &self,
        name: &str,
        pdf: &[u8],
        now: DateTime<FixedOffset>,
    ) -> Result<PathBuf, ApiError> {
        // Names are made of identifiers, which are checked where they come in; this is the last door.
        if Path::new(name).file_name() != Some(name.as_ref()) {
            return Err(ApiError::with(ErrorCode::StorageDamaged, name));
        }
        let path = self.path.join(name);
        let write = || {
            clerk_disk::write_whole(&path, pdf)?;
            File::options().write(true).open(&path)?.set_modified(now.to_utc().into())
        };
        let folder = self.path.display();
        write().map_err(|error: io::Error| {
            ApiError::with(ErrorCode::PrinterUnavailable, format!("{folder}: {error}"))
        })?;
        Ok(path)
    }

    /// Removes papers that are older than [`KEPT_FOR`], once on each day that it is called. Where it
    /// cannot, the desk works on, and the next day tries again.
    pub(crate) fn clear_daily(&mut self, now: DateTime<FixedOffset>) {
        if self.cleared.replace(now.date_naive()) == Some(now.date_naive()) {
            return;
        }
        match clear(&self.path, (now - KEPT_FOR).to_utc().into()) {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "old papers were removed from the print folder"),
            Err(error) => tracing::warn!(%error, "old papers stay in the print folder"),
        }
    }
}

/// Removes papers, and what a cut left of one, that came out before a time; how many.
fn clear(path: &Path, before: SystemTime) -> io::Result<usize> {
    let mut count = 0;
    for file in folder::files(path)? {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let is_paper = name.ends_with(".pdf") || name.ends_with(".pdf.new");
        if is_paper && file.metadata()?.modified()? < before {
            std::fs::remove_file(&file)?;
            count += 1;
        }
    }
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::{KEPT_FOR, PrintFolder};
    use chrono::{DateTime, FixedOffset, TimeDelta};

    #[test]
    fn a_paper_goes_after_its_days() {
        let dir = tempfile::tempdir().unwrap();
        let mut folder = PrintFolder::new(dir.path().to_owned());
        let noon: DateTime<FixedOffset> = "2026-11-23T12:00:00+08:00".parse().unwrap();
        let names = || {
            let mut names: Vec<_> = std::fs::read_dir(dir.path())
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            names.sort();
            names
        };
        for name in ["../escaped.pdf", "/escaped.pdf", "..", "a/b.pdf", "b/", ""] {
            assert!(folder.put(name, b"", noon).is_err(), "{name}");
        }
        folder.put("old.pdf", b"", noon).unwrap();
        folder.put("other.txt", b"", noon).unwrap();
        folder.put("new.pdf", b"", noon + TimeDelta::minutes(1)).unwrap();
        let due = noon + KEPT_FOR + TimeDelta::seconds(1);
        folder.clear_daily(noon + KEPT_FOR);
        assert_eq!(names(), ["new.pdf", "old.pdf", "other.txt"]);
        folder.clear_daily(due);
        assert_eq!(names().len(), 3, "once a day");
        PrintFolder::new(dir.path().to_owned()).clear_daily(due);
        assert_eq!(names(), ["new.pdf", "other.txt"]);
        folder.clear_daily(due + TimeDelta::days(1));
        assert_eq!(names(), ["other.txt"]);
    }
}
