//! Why the window may issue nothing until a supervisor clears it; one of the facts in `meta`.

use super::journal;
use super::meta::{self, Fact};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
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

    /// A supervisor cleared it: the window may issue again. Where it was for a clock, the device's time
    /// `now` is right by the supervisor's word: a later one that the server or this device is known to have
    /// shown before was wrong, and counts no more.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn clear_halt(&mut self, now: DateTime<FixedOffset>) -> Result<(), StoreError> {
        const DOING: &str = "let the window issue again";
        let tx = self.write(DOING)?;
        if read(&tx)?.is_some_and(|halt| halt.why.starts_with("clock_")) {
            let after = journal::last(&tx).doing(DOING)?.map_or(0, |(seq, _)| seq);
            let text = super::json(&ClockCleared { after, at: now }).doing(DOING)?;
            meta::set(&tx, Fact::ClockCleared, &text).doing(DOING)?;
            if meta::server_time(&tx)?.is_some_and(|known| known > now) {
                meta::set(&tx, Fact::ServerTime, &now.to_rfc3339()).doing(DOING)?;
            }
        }
        meta::remove(&tx, Fact::Halted).doing(DOING)?;
        tx.commit().doing(DOING)
    }

    /// When a supervisor last cleared the window for its clock; `None` where there were acts since.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn clock_cleared(&self) -> Result<Option<DateTime<FixedOffset>>, StoreError> {
        const DOING: &str = "read when the clock was cleared";
        let Some(text) = meta::get(&self.db, Fact::ClockCleared).doing(DOING)? else {
            return Ok(None);
        };
        let ClockCleared { after, at } = super::from_json(0, &text).doing(DOING)?;
        let last = journal::last(&self.db).doing(DOING)?.map_or(0, |(seq, _)| seq);
        Ok((last <= after).then_some(at))
    }
}

/// The device's time is right by a supervisor's word.
#[derive(Serialize, Deserialize)]
struct ClockCleared {
    /// The last entry before.
    after: u64,
    at: DateTime<FixedOffset>,
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
