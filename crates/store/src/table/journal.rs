//! `journal`: the window's own entries, and how much of them the server holds.

use super::meta::{self, Fact};
use super::{EntryRow, number_use};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, JournalId, WindowId};
use clerk_domain::journal::{Chain, Entry, JournalError, Sealed};
use rusqlite::{Connection, OptionalExtension as _};

/// An entry as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalRow {
    /// Its place.
    pub seq: u64,
    /// The SM3 digest of its text.
    pub hash: Digest,
    /// Its exact text.
    pub text: String,
}

impl Store {
    /// The head of the window's chain.
    ///
    /// # Errors
    /// `not_enrolled`, and whatever reading gives.
    pub fn chain(&self) -> Result<Chain, StoreError> {
        head(&self.db, self.window_id()?)
    }

    /// The last own entry; `None` before the first.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn last_entry(&self) -> Result<Option<Entry>, StoreError> {
        Ok(entries_before(&self.db, u64::MAX, 1)?.pop())
    }

    /// The hash of an own entry; `None` beyond the head.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn journal_hash(&self, seq: u64) -> Result<Option<Digest>, StoreError> {
        hash(&self.db, seq).doing("read the journal")
    }

    /// The own entries after a place, at most `limit`.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn entries_after(&self, seq: u64, limit: u32) -> Result<Vec<JournalRow>, StoreError> {
        rows_after(&self.db, seq, limit).doing("read what is to be sent")
    }

    /// How many entries the server is not known to hold.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn outbox_count(&self) -> Result<u64, StoreError> {
        let last = last(&self.db).doing("read the journal")?.map_or(0, |(seq, _)| seq);
        Ok(last.saturating_sub(self.acknowledged()?))
    }

    /// The last entry that the server is known to hold; 0 for none.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn acknowledged(&self) -> Result<u64, StoreError> {
        meta::number(&self.db, Fact::Acknowledged).doing("read what the server holds")
    }

    /// Notes that the server holds all entries up to `seq`. It never lowers what is known.
    ///
    /// # Errors
    /// `acknowledged_ahead` where the journal ends before it.
    pub fn acknowledge(&mut self, seq: u64) -> Result<(), StoreError> {
        self.set_acknowledged(seq, u64::max)
    }

    /// Notes that the server, restored to an older state, holds entries up to `seq` alone: those
    /// above are sent again.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn lower_acknowledged(&mut self, seq: u64) -> Result<(), StoreError> {
        self.set_acknowledged(seq, u64::min)
    }

    fn set_acknowledged(&mut self, seq: u64, to: fn(u64, u64) -> u64) -> Result<(), StoreError> {
        let tx = self.write(NOTING)?;
        move_acknowledged(&tx, seq, to)?;
        tx.commit().doing(NOTING)
    }
}

const NOTING: &str = "note what the server holds";

/// Notes that the server holds entries up to the one that `to` picks of what is known and `seq`.
pub fn move_acknowledged(
    db: &Connection,
    seq: u64,
    to: fn(u64, u64) -> u64,
) -> Result<(), StoreError> {
    let known = meta::number(db, Fact::Acknowledged).doing(NOTING)?;
    let last = last(db).doing(NOTING)?.map_or(0, |(seq, _)| seq);
    if seq > last {
        return Err(StoreError::AcknowledgedAhead { seq, last });
    }
    if to(known, seq) == known {
        return Ok(());
    }
    meta::set(db, Fact::Acknowledged, &seq.to_string()).doing(NOTING)
}

/// The chain up to the last entry.
pub fn head(db: &Connection, window: WindowId) -> Result<Chain, StoreError> {
    let author = Author::from(&window);
    Ok(match last(db).doing("read the journal's head")? {
        Some((seq, head)) => Chain { author, seq, head },
        None => Chain::new(author),
    })
}

pub fn hash(db: &Connection, seq: u64) -> rusqlite::Result<Option<Digest>> {
    let mut statement = db.prepare_cached("SELECT hash FROM journal WHERE seq = ?")?;
    statement.query_row([seq], |row| row.get(0).map(Digest)).optional()
}

pub fn find(db: &Connection, seq: u64) -> rusqlite::Result<Option<EntryRow>> {
    let mut statement =
        db.prepare_cached("SELECT hash, text, refused FROM journal WHERE seq = ?")?;
    let read = statement.query_row([seq], |row| {
        Ok(EntryRow { hash: Digest(row.get(0)?), text: row.get(1)?, refused: row.get(2)? })
    });
    read.optional()
}

/// Adds an own entry that came back from the server, which follows `chain` and holds it already; the
/// rule of its case may have refused it.
pub fn recall(
    db: &Connection,
    chain: &mut Chain,
    sealed: &Sealed,
    refused: Option<&str>,
) -> Result<(), StoreError> {
    write(db, chain, sealed, refused)?;
    meta::set(db, Fact::Acknowledged, &sealed.entry.seq.to_string()).doing("note what came back")
}

/// Notes why the rule of what it is about refuses an own entry in the centre's order; `None` where it
/// does not.
pub fn refuse(db: &Connection, seq: u64, why: Option<&str>) -> rusqlite::Result<()> {
    let sql = "UPDATE journal SET refused = ? WHERE seq = ?";
    db.prepare_cached(sql)?.execute((why, seq)).map(drop)
}

/// At most `limit` entries after a place.
pub fn rows_after(db: &Connection, seq: u64, limit: u32) -> rusqlite::Result<Vec<JournalRow>> {
    let sql = "SELECT seq, hash, text FROM journal WHERE seq > ? ORDER BY seq LIMIT ?";
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map((seq, limit), |row| {
        // As bytes: a changed one may leave no UTF-8, and the entry is to be named all the same.
        let bytes = row.get_ref(2)?.as_bytes()?;
        let text = match str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => String::from_utf8_lossy(bytes).into_owned(),
        };
        Ok(JournalRow { seq: row.get(0)?, hash: Digest(row.get(1)?), text })
    })?;
    rows.collect()
}

/// At most `limit` entries before a place, the last one first.
pub fn entries_before(db: &Connection, seq: u64, limit: u32) -> Result<Vec<Entry>, StoreError> {
    const DOING: &str = "read the journal backwards";
    let sql = "SELECT seq, text FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?";
    let mut statement = db.prepare_cached(sql).doing(DOING)?;
    // A place in SQLite is signed.
    let before = i64::try_from(seq).unwrap_or(i64::MAX);
    let rows = statement.query_map((before, limit), |row| Ok((row.get(0)?, row.get(1)?)));
    let rows: Vec<(u64, String)> = rows.and_then(Iterator::collect).doing(DOING)?;
    rows.iter().map(|(seq, text)| read(text, *seq)).collect()
}

fn read(text: &str, seq: u64) -> Result<Entry, StoreError> {
    Entry::read(text, seq).map_err(|source| StoreError::Damaged {
        what: format!("entry {seq} of the journal"),
        source: Some(source.into()),
    })
}

/// Adds an entry that follows `chain`, and moves the chain on.
pub fn append(db: &Connection, chain: &mut Chain, sealed: &Sealed) -> Result<(), StoreError> {
    write(db, chain, sealed, None)
}

fn write(
    db: &Connection,
    chain: &mut Chain,
    sealed: &Sealed,
    refused: Option<&str>,
) -> Result<(), StoreError> {
    follows(chain, sealed).map_err(|source| StoreError::EntryOutOfPlace { source })?;
    let sql = "INSERT INTO journal VALUES (?, ?, ?, ?)";
    let row = (sealed.entry.seq, sealed.hash.0, &sealed.text, refused);
    let added = db.prepare_cached(sql).and_then(|mut statement| statement.execute(row));
    added.doing("write the journal")?;
    let journal = JournalId::from(&sealed.entry.author);
    number_use::note(db, &journal, &sealed.entry, refused.is_some())?;
    chain.advance(sealed);
    Ok(())
}

fn follows(chain: &Chain, sealed: &Sealed) -> Result<(), JournalError> {
    let (seq, expected) = (sealed.entry.seq, chain.seq + 1);
    if sealed.entry.author != chain.author {
        return Err(JournalError::OtherAuthor { seq, author: sealed.entry.author.clone() });
    }
    if seq != expected {
        return Err(JournalError::Gap { expected, found: seq });
    }
    if sealed.entry.prev != chain.head {
        return Err(JournalError::Broken { seq });
    }
    Ok(())
}

pub fn last(db: &Connection) -> rusqlite::Result<Option<(u64, Digest)>> {
    let sql = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1";
    let mut statement = db.prepare_cached(sql)?;
    statement.query_row([], |row| Ok((row.get(0)?, Digest(row.get(1)?)))).optional()
}
