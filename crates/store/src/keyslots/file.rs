//! `slots.json`: read whole, written whole, and never half.

use super::seal::{PasswordSlot, RecoverySlot};
use super::tries::Tries;
use crate::error::StoreError;
use clerk_disk::{private, write_whole};
use clerk_domain::ids::PersonId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

const FORM: u32 = 1;

/// What the file holds.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Slots {
    /// The form of the file.
    v: u32,
    /// One slot a person.
    pub persons: BTreeMap<PersonId, PasswordSlot>,
    /// The slot that the server's secret opens.
    pub recovery: Option<RecoverySlot>,
    /// Wrong passwords since the last right one.
    pub tries: Tries,
}

impl Default for Slots {
    fn default() -> Self {
        Self { v: FORM, persons: BTreeMap::new(), recovery: None, tries: Tries::default() }
    }
}

/// Where the file is.
pub fn path(dir: &Path) -> PathBuf {
    dir.join("slots.json")
}

/// Keeps other programs from changing the file until it is dropped.
pub fn lock(dir: &Path) -> Result<File, StoreError> {
    let path = dir.join("slots.lock");
    let open = || {
        let file = private().create(true).truncate(false).write(true).open(&path)?;
        file.lock()?;
        Ok(file)
    };
    open().map_err(|source| StoreError::io("lock the key slots", &path, source))
}

/// Reads the file.
pub fn read(dir: &Path) -> Result<Slots, StoreError> {
    let path = path(dir);
    let text = std::fs::read_to_string(&path).map_err(|source| match source.kind() {
        ErrorKind::NotFound => StoreError::SlotsMissing { path: path.clone() },
        ErrorKind::InvalidData => damaged(&path, "not text"),
        _ => StoreError::io("read the key slots", &path, source),
    })?;
    let slots: Slots =
        serde_json::from_str(&text).map_err(|error| damaged(&path, &error.to_string()))?;
    if slots.v != FORM {
        return Err(damaged(&path, &format!("form {} is not known", slots.v)));
    }
    Ok(slots)
}

/// Puts the file in place of the old one: after a power cut it is the one or the other.
pub fn write(dir: &Path, slots: &Slots) -> Result<(), StoreError> {
    let path = path(dir);
    let text =
        serde_json::to_vec_pretty(slots).map_err(|error| damaged(&path, &error.to_string()))?;
    write_whole(&path, &text).map_err(|source| StoreError::io("write the key slots", &path, source))
}

fn damaged(path: &Path, what: &str) -> StoreError {
    StoreError::SlotsDamaged { path: path.to_owned(), what: what.to_owned() }
}
