//! The repository in one SQLite file: write-ahead log, `synchronous=FULL`, one writer, several
//! readers. One file a table (or a few that change together); here is what opens them.

mod bundles;
mod codec;
mod enrolments;
mod exceptions;
mod identity;
mod inspection;
mod journal;
mod journals;
mod leases;
mod licences;
mod number_use;
mod packs;
mod people;
mod register;
mod rows;
mod windows;

use super::{Repository, Result};
use crate::error::{During as _, ServerError};
use sqlx::ConnectOptions as _;
use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use std::path::Path;
use std::time::Duration;

/// The database's name inside the data folder.
pub const FILE_NAME: &str = "centre.db";

/// How long a statement waits for another program that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
const READERS: u32 = 4;
/// Bytes. Ten entries of the usual size fit on a page, which makes bulk pushes a third quicker than
/// the usual 4,096.
const PAGE_SIZE: u32 = 16 << 10;
/// The log goes into the file after so many pages: 64 MiB, so rarely inside a burst.
const CHECKPOINT_PAGES: &str = "4000";
/// Negative is in KiB.
const WRITER_CACHE: &str = "-65536";

/// The repository in one SQLite file.
#[derive(Clone)]
pub struct SqliteRepository {
    write: SqlitePool,
    read: SqlitePool,
}

impl SqliteRepository {
    /// Opens the database of a data folder; makes both where they are not there, and brings the
    /// tables up to date.
    ///
    /// # Errors
    /// [`ServerError::DataFolder`], [`ServerError::Schema`] where the tables are newer than this
    /// program or their migrations were changed, [`ServerError::Database`].
    pub async fn open(folder: &Path) -> Result<Self> {
        make_private(folder)
            .map_err(|source| ServerError::DataFolder { path: folder.to_owned(), source })?;
        let options = options(folder);
        let writing = options.clone().pragma("cache_size", WRITER_CACHE);
        let write = pool(1).connect_with(writing).await.during("open")?;
        sqlx::migrate!("./migrations").run(&write).await?;
        let read = pool(READERS).connect_with(options.pragma("query_only", "on")).await;
        Ok(Self { write, read: read.during("open for reading")? })
    }

    /// Opens a database that is there, to read it alone; another program may be serving it.
    ///
    /// # Errors
    /// [`ServerError::Database`], also where there is none.
    pub async fn open_to_read(folder: &Path) -> Result<Self> {
        let options = options(folder).pragma("query_only", "on");
        let read = pool(1).connect_with(options).await.during("open for reading")?;
        Ok(Self { write: read.clone(), read })
    }

    /// Waits for what is under way and closes the file.
    pub async fn close(&self) {
        self.read.close().await;
        self.write.close().await;
    }
}

/// Only the server's own user may enter the folder and read the database, also where others made them.
fn make_private(folder: &Path) -> std::io::Result<()> {
    clerk_disk::private_folder(folder)?;
    clerk_disk::private_database(&folder.join(FILE_NAME))
}

fn options(folder: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(folder.join(FILE_NAME))
        .page_size(PAGE_SIZE)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(BUSY_TIMEOUT)
        .disable_statement_logging()
}

fn pool(connections: u32) -> SqlitePoolOptions {
    // The file is local: a connection neither ages nor breaks, so nothing tests or renews it.
    SqlitePoolOptions::new()
        .max_connections(connections)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}

impl Repository for SqliteRepository {}

#[cfg(test)]
mod tests;
