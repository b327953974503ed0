//! The repository in one SQLite file: write-ahead log, `synchronous=FULL`, one writer, several
//! readers. One file a table (or a few that change together); here is what opens them, and how the
//! statements run beside the requests.
//!
//! SQLite's calls block their thread, and what they wait for decides where they run:
//!
//! - A read that an index answers with a few rows ([`SqliteRepository::read`]) takes a few µs. It runs
//!   on the thread of its request: handing it to another one and waking up again takes ten times as
//!   long, and a window that asks whether there is anything new costs the centre one such read.
//! - A read whose length the data decides, such as a page of a pull ([`SqliteRepository::read_aside`]),
//!   runs on a thread that may wait. It has connections of its own, so that the short ones do not
//!   queue behind the long ones.
//! - A change ([`SqliteRepository::write`]) waits for the disk, so it runs there as well. It is one
//!   transaction, which is carried out to its end where whoever asked for it has gone away.

mod administered;
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
mod pool;
mod register;
mod sql;
mod windows;

use super::{Repository, Result};
use crate::error::{During as _, ServerError};
use clerk_sqlite::{Migration, migrations};
use pool::Pool;
use rusqlite::{Connection, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

/// The database's name inside the data folder.
pub const FILE_NAME: &str = "centre.db";

/// Every migration, in order.
const MIGRATIONS: &[Migration] = migrations!["0001_server"];

/// How long a statement waits for another program that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// For short reads. Each holds its connection for microseconds.
const SHORT_READERS: usize = 2;
/// For long reads.
const READERS: usize = 4;
/// Bytes, of a new file. Ten entries of the usual size fit on a page, which makes bulk pushes a third
/// quicker than the usual 4,096.
const PAGE_SIZE: &str = "PRAGMA page_size = 16384";
/// Negative is in KiB.
const WRITER_CACHE: &str = "PRAGMA cache_size = -65536";
const ONLY_READ: &str = "PRAGMA query_only = ON";

/// The repository in one SQLite file.
#[derive(Clone)]
pub struct SqliteRepository {
    short: Pool,
    long: Pool,
    write: Pool,
}

impl SqliteRepository {
    /// Opens the database of a data folder; makes both where they are not there, and brings the
    /// tables up to date.
    ///
    /// # Errors
    /// [`ServerError::DataFolder`], [`ServerError::Schema`] where the tables are newer than this
    /// program or their migrations were changed, [`ServerError::Database`].
    pub async fn open(folder: &Path) -> Result<Self> {
        let folder = folder.to_owned();
        pool::aside(move || Self::open_here(&folder)).await
    }

    fn open_here(folder: &Path) -> Result<Self> {
        make_private(folder)
            .map_err(|source| ServerError::DataFolder { path: folder.to_owned(), source })?;
        let mut writer = connect(folder, WRITER_CACHE).during("open")?;
        clerk_sqlite::migrate(&mut writer, MIGRATIONS)?;
        let readers = |count| {
            let readers = (0..count).map(|_| connect_to_read(folder));
            readers.collect::<Result<_>>().map(Pool::new)
        };
        let (short, long) = (readers(SHORT_READERS)?, readers(READERS)?);
        Ok(Self { short, long, write: Pool::new(vec![writer]) })
    }

    /// Opens a database that is there, to read it alone; another program may be serving it.
    ///
    /// # Errors
    /// [`ServerError::Database`], also where there is none.
    pub async fn open_to_read(folder: &Path) -> Result<Self> {
        let folder = folder.to_owned();
        let only = Pool::new(vec![pool::aside(move || connect_to_read(&folder)).await?]);
        Ok(Self { short: only.clone(), long: only.clone(), write: only })
    }

    /// Waits for what is under way and closes the file.
    pub async fn close(&self) {
        self.short.close().await;
        self.long.close().await;
        self.write.close().await;
    }

    /// A read that an index answers with a few rows.
    async fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T> + Send) -> Result<T> {
        self.short.here(|db| work(db)).await
    }

    /// Any other read.
    async fn read_aside<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.long.aside(|db| work(db)).await
    }

    /// Changes in one transaction; an error undoes them.
    async fn write<T: Send + 'static>(
        &self,
        during: &'static str,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.transaction(during, work, |_| true).await
    }

    /// Changes in one transaction; an error undoes them, and so does `false`.
    async fn write_if(
        &self,
        during: &'static str,
        work: impl FnOnce(&Connection) -> Result<bool> + Send + 'static,
    ) -> Result<bool> {
        self.transaction(during, work, |done| *done).await
    }

    async fn transaction<T: Send + 'static>(
        &self,
        during: &'static str,
        work: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
        is_kept: fn(&T) -> bool,
    ) -> Result<T> {
        let transaction = move |db: &mut Connection| {
            let begun = db.transaction_with_behavior(TransactionBehavior::Immediate);
            let transaction = begun.during(during)?;
            // Where it is dropped instead, it is rolled back.
            let done = work(&transaction)?;
            if is_kept(&done) {
                transaction.commit().during(during)?;
            }
            Ok(done)
        };
        self.write.aside(transaction).await
    }
}

/// Only the server's own user may enter the folder and read the database, also where others made them.
fn make_private(folder: &Path) -> std::io::Result<()> {
    clerk_disk::private_folder(folder)?;
    clerk_disk::private_database(&folder.join(FILE_NAME))
}

fn connect_to_read(folder: &Path) -> Result<Connection> {
    connect(folder, ONLY_READ).during("open for reading")
}

fn connect(folder: &Path, further: &str) -> rusqlite::Result<Connection> {
    let db = clerk_sqlite::open(&folder.join(FILE_NAME), BUSY_TIMEOUT)?;
    db.execute_batch(PAGE_SIZE)?;
    clerk_sqlite::keep_what_is_committed(&db)?;
    db.execute_batch(further)?;
    Ok(db)
}

impl Repository for SqliteRepository {}

#[cfg(test)]
mod tests;
