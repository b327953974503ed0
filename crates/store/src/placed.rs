//! How far the window's own journal has come by in its scope, and so has its place in the centre's
//! order.
//!
//! What an entry does depends on what came before it. The centre's order is the one in which it took
//! the entries in, and every place folds them in that order, so that all make the same of them. Own
//! entries that have not come by yet are the last ones; what comes by meanwhile is put before them, and
//! they are folded anew.

use crate::error::{Doing as _, StoreError};
use crate::table::meta::{self, Fact};
use clerk_domain::ids::JournalId;
use rusqlite::Connection;

/// How far the own journal has come by.
#[derive(Clone, Debug)]
pub struct Placed {
    own: JournalId,
    seq: u64,
}

impl Placed {
    /// As far as the batches before went.
    pub fn read(db: &Connection, own: JournalId) -> Result<Self, StoreError> {
        Ok(Self { own, seq: meta::number(db, Fact::Placed).doing("read what has come by")? })
    }

    /// Whether this one has still to come by.
    pub fn waits(&self, (journal, seq): (&JournalId, u64)) -> bool {
        *journal == self.own && seq > self.seq
    }

    /// An own entry comes by.
    pub fn pass(&mut self, seq: u64) {
        self.seq = self.seq.max(seq);
    }

    /// Notes it for the next batch.
    pub fn keep(&self, db: &Connection) -> rusqlite::Result<()> {
        save(db, self.seq)
    }
}

/// Notes how far the own journal has come by.
pub fn save(db: &Connection, seq: u64) -> rusqlite::Result<()> {
    meta::set(db, Fact::Placed, &seq.to_string())
}
