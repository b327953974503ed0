//! Why the window may issue nothing until a supervisor clears it; one of the facts in `meta`.

use super::meta::{self, Fact};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::digest::Digest;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// A window that may not issue. Receiving goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Halt {
    /// Why, as a code: `journal_fork`, `journal_broken`, `clock_ran_back`,
    /// `clock_leapt`.
    pub why: String,
    /// What the supervisor is told, and answers with a code.
    pub challenge: String,
}

impl Store {
    /// Why the window may not issue; `None` where it may.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn halted(&self) -> Result<Option<Halt>, StoreError> {
        read(&self.db)
    }

    /// Halts the window. One that is halted already stays as it is. `mark` is anything that makes
    /// this time one of its kind.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn halt(&mut self, why: &str, mark: Digest) -> Result<(), StoreError> {
        begin(&self.db, why, mark)
    }

    /// A supervisor cleared it: the window may issue again.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn clear_halt(&mut self) -> Result<(), StoreError> {
        meta::remove(&self.db, Fact::Halted).doing("let the window issue again")
    }
}

pub fn begin(db: &Connection, why: &str, mark: Digest) -> Result<(), StoreError> {
    const DOING: &str = "halt the window";
    const CHALLENGE_CHARACTERS: usize = 6;
    if read(db)?.is_some() {
        return Ok(());
    }
    let mark = Digest::of(format!("{why}|{mark}").as_bytes()).to_string();
    let challenge = mark.chars().take(CHALLENGE_CHARACTERS).collect::<String>().to_uppercase();
    let halt = Halt { why: why.to_owned(), challenge };
    let text = super::json(&halt).doing(DOING)?;
    meta::set(db, Fact::Halted, &text).doing(DOING)
}

fn read(db: &Connection) -> Result<Option<Halt>, StoreError> {
    const DOING: &str = "read whether the window may issue";
    let text = meta::get(db, Fact::Halted).doing(DOING)?;
    text.map(|text| super::from_json(0, &text)).transpose().doing(DOING)
}
