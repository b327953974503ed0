//! The last answer of a round of sync, kept in one transaction. Most rounds have no other answer, so
//! that a round writes to the disk once, and one that brings nothing new does so once a minute.

use crate::error::{Doing as _, StoreError};
use crate::pull::{PulledEntry, keep_page};
use crate::store::Store;
use crate::table::report::{self, Told};
use crate::table::{journal, meta};
use chrono::{DateTime, FixedOffset};
use clerk_domain::digest::Digest;
use clerk_domain::ids::DepartmentId;
use serde::Serialize;

/// What an answer to a push and a pull says.
#[derive(Debug)]
pub struct LastAnswer<'a, T> {
    /// The server holds the window's entries up to here.
    pub acknowledged: u64,
    /// What is to be reported of them; see [`Store::acknowledge_and_report`].
    pub told: Option<&'a Told<T>>,
    /// Which scope was pulled.
    pub scope: &'a DepartmentId,
    /// What came of it; see [`Store::apply_pulled`].
    pub entries: &'a [PulledEntry],
    /// The running digest after that.
    pub digest: Digest,
    /// The server's time.
    pub time: &'a DateTime<FixedOffset>,
    /// The server's epoch.
    pub epoch: u64,
}

impl Store {
    /// Keeps an answer: all of it, or nothing. `false`, with nothing kept, where the running digest
    /// after the entries is not the answer's.
    ///
    /// # Errors
    /// Those of [`Store::acknowledge_and_report`], [`Store::apply_pulled`] and [`Store::set_contact`].
    pub fn keep_last_answer<T: Serialize>(
        &mut self,
        answer: &LastAnswer<'_, T>,
    ) -> Result<bool, StoreError> {
        const DOING: &str = "keep what a sync brought";
        let LastAnswer { acknowledged, told, scope, entries, digest, time, epoch } = *answer;
        let nothing_new = entries.is_empty()
            && told.is_none()
            && acknowledged <= self.acknowledged()?
            && !meta::contact_is_due(&self.db, time, epoch)?;
        if nothing_new {
            return Ok(self.cursor(scope)?.digest == digest);
        }
        let tx = self.write(DOING)?;
        report::add(&tx, told).doing(DOING)?;
        journal::move_acknowledged(&tx, acknowledged, u64::max)?;
        if !keep_page(&tx, scope, entries, digest)? {
            return Ok(false);
        }
        meta::note_contact(&tx, time, epoch)?;
        tx.commit().doing(DOING)?;
        Ok(true)
    }
}

#[cfg(test)]
mod tests;
