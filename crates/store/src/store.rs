//! One connection to the window's database.

use crate::act::ActTransaction;
use crate::error::{Doing as _, StoreError};
use crate::key::DatabaseKey;
use crate::{connection, migration};
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// One connection to the window's database; see the crate's own page.
///
/// A store may move between threads, and is used by one at a time. Open another on the same file
/// where two should work at once.
pub struct Store {
    pub(crate) db: Connection,
    path: PathBuf,
    key: DatabaseKey,
}

impl Store {
    /// Makes the database, readable by its owner alone, and opens it.
    ///
    /// # Errors
    /// `database_exists` where a file is there, and whatever writing gives. A file left empty by a
    /// crash in between is finished by [`Store::open`].
    pub fn create(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        let make = || {
            clerk_disk::private().create_new(true).write(true).open(path)?;
            path.parent().map_or(Ok(()), clerk_disk::sync_folder)
        };
        make().map_err(|source| match source.kind() {
            ErrorKind::AlreadyExists => StoreError::Exists { path: path.to_owned() },
            _ => StoreError::io("create the database", path, source),
        })?;
        Self::open(path, key)
    }

    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// `database_missing`, `key_wrong`, `database_damaged`, `schema_newer`, `migration_changed`, and
    /// whatever reading gives.
    pub fn open(path: &Path, key: &DatabaseKey) -> Result<Self, StoreError> {
        let mut db = connection::open(path, key)?;
        migration::migrate(&mut db)?;
        Ok(Self { db, path: path.to_owned(), key: key.clone() })
    }

    /// Another connection to the same database.
    ///
    /// # Errors
    /// As [`Store::open`].
    pub fn reopen(&self) -> Result<Self, StoreError> {
        Self::open(&self.path, &self.key)
    }

    /// Begins an act: nothing of it is visible before [`ActTransaction::commit`], and dropping it
    /// undoes it. No other program can begin one in between.
    ///
    /// # Errors
    /// `not_enrolled`, `busy` after five seconds, and whatever reading gives.
    pub fn begin_act(&mut self) -> Result<ActTransaction<'_>, StoreError> {
        ActTransaction::begin(self.write("begin an act")?)
    }

    /// A transaction that no other program's change can come between.
    pub(crate) fn write(&mut self, doing: &'static str) -> Result<Transaction<'_>, StoreError> {
        self.db.transaction_with_behavior(TransactionBehavior::Immediate).doing(doing)
    }

    /// A transaction in which several reads see the same state.
    pub(crate) fn read(&self, doing: &'static str) -> Result<Transaction<'_>, StoreError> {
        self.db.unchecked_transaction().doing(doing)
    }
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Store(…)")
    }
}
