//! `act_signature`: what persons signed of the own journal.

use crate::act::ActTransaction;
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::act_signature::ActSignature;
use clerk_domain::ids::PersonId;
use rusqlite::Connection;

impl Store {
    /// What persons signed of the own entries after a place, up to another: of each person's since one
    /// log-in the last, which covers the others.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn acts_signed(&self, after: u64, last: u64) -> Result<Vec<ActSignature>, StoreError> {
        read(&self.db, after, last).doing("read what was signed")
    }
}

impl ActTransaction<'_> {
    /// Keeps a person's signature over the entry that was added last.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn sign(&mut self, signed: &ActSignature) -> Result<(), StoreError> {
        let kept = write(self.connection(), signed);
        self.step(kept)
    }
}

fn write(db: &Connection, signed: &ActSignature) -> Result<(), StoreError> {
    let ActSignature { person, first, seq, signature } = signed;
    let bytes = hex::decode(signature).map_err(|_| StoreError::damaged("a signature"))?;
    let sql = "INSERT INTO act_signature (seq, person, first, signature) VALUES (?, ?, ?, ?)";
    let kept = db.prepare_cached(sql).and_then(|mut statement| {
        statement.execute((seq, person.as_str(), first, bytes)).map(drop)
    });
    kept.doing("keep what was signed")
}

fn read(db: &Connection, after: u64, last: u64) -> rusqlite::Result<Vec<ActSignature>> {
    // SQLite gives the other columns of the row that has the greatest one.
    let sql = "SELECT max(seq), person, first, signature FROM act_signature
               WHERE seq > ? AND seq <= ? GROUP BY person, first ORDER BY 1";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((after, last), |row| {
        Ok(ActSignature {
            seq: row.get(0)?,
            person: PersonId(row.get(1)?),
            first: row.get(2)?,
            signature: hex::encode(row.get::<_, Vec<u8>>(3)?),
        })
    })?;
    rows.collect()
}
