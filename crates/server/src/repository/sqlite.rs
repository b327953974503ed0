//! The repository in one SQLite file: write-ahead log, `synchronous=FULL`, one writer, several
//! readers. One file a table (or a few that change together); here is what opens them.

mod bundles;
mod codec;
mod exceptions;
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

use super::{
    Append, Attempts, Counts, Device, Earlier, Enrolment, ExceptionId, GivenOnActs, Identity,
    LeaseKey, Leased, Line, NewCode, Repository, Result, ScopeEntry, ScopeHead, Settlement,
    StoredBlock, StoredBundle, StoredCase, StoredCode, StoredException, StoredPack, StoredPerson,
    StoredWindow,
};
use crate::error::{During as _, ServerError};
use chrono::{DateTime, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{
    Author, CaseId, CaseNumber, DepartmentId, JournalId, PersonId, SeriesCode, Subject, WindowId,
};
use clerk_domain::number::NumberBlock;
use clerk_domain::register::{Certificate, Revocation};
use clerk_protocol::{PushException, Window};
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
        make_folder(folder)
            .map_err(|source| ServerError::DataFolder { path: folder.to_owned(), source })?;
        let options = options(folder).create_if_missing(true);
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

/// Only the server's own user may enter the folder.
fn make_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
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

impl Repository for SqliteRepository {
    async fn identity(&self, fresh: Identity) -> Result<Identity> {
        packs::identity(&self.write, fresh).await
    }

    async fn set_epoch(&self, epoch: u64) -> Result<()> {
        packs::set_epoch(&self.write, epoch).await
    }

    async fn pack_version(&self) -> Result<u32> {
        packs::version(&self.read).await
    }

    async fn pack(&self, version: u32) -> Result<Option<StoredPack>> {
        packs::find(&self.read, version).await
    }

    async fn add_pack(&self, version: u32, pack: &StoredPack, at: DateTime<Utc>) -> Result<bool> {
        packs::add(&self.write, version, pack, at).await
    }

    async fn person(&self, id: &PersonId) -> Result<Option<StoredPerson>> {
        people::find(&self.read, id).await
    }

    async fn add_person(&self, person: &StoredPerson) -> Result<bool> {
        people::add(&self.write, person).await
    }

    async fn attempts(&self, person: &PersonId) -> Result<Attempts> {
        people::attempts(&self.read, person).await
    }

    async fn set_attempts(&self, person: &PersonId, from: Attempts, to: Attempts) -> Result<bool> {
        people::set_attempts(&self.write, person, from, to).await
    }

    async fn windows(&self) -> Result<Vec<StoredWindow>> {
        windows::all(&self.read).await
    }

    async fn window(&self, id: &WindowId) -> Result<Option<StoredWindow>> {
        windows::find(&self.read, id).await
    }

    async fn add_window(&self, window: &Window, recovery: &str) -> Result<bool> {
        windows::add(&self.write, window, recovery).await
    }

    async fn add_code(&self, hash: Digest, code: &NewCode) -> Result<bool> {
        windows::add_code(&self.write, hash, code).await
    }

    async fn code(&self, hash: Digest) -> Result<Option<StoredCode>> {
        windows::code(&self.read, hash).await
    }

    async fn sample_code(&self, window: &WindowId, now: DateTime<Utc>) -> Result<Option<String>> {
        windows::sample_code(&self.read, window, now).await
    }

    async fn enrol(&self, hash: Digest, enrolment: &Enrolment) -> Result<bool> {
        windows::enrol(&self.write, hash, enrolment).await
    }

    async fn token_hash(&self, window: &WindowId) -> Result<Option<Digest>> {
        windows::token_hash(&self.read, window).await
    }

    async fn device(&self, token: Digest) -> Result<Option<Device>> {
        windows::device(&self.read, token).await
    }

    async fn register_version(&self) -> Result<u64> {
        register::version(&self.read).await
    }

    async fn certificates(&self) -> Result<Vec<Certificate>> {
        register::certificates(&self.read).await
    }

    async fn revocations(&self) -> Result<Vec<Revocation>> {
        register::revocations(&self.read).await
    }

    async fn revoke(&self, revocation: &Revocation, at: DateTime<Utc>) -> Result<bool> {
        register::revoke(&self.write, revocation, at).await
    }

    async fn issuing_entry(&self, number: &str) -> Result<Option<String>> {
        register::issuing_entry(&self.read, number).await
    }

    async fn begin_journal(&self, author: &Author) -> Result<()> {
        let mut connection = self.write.acquire().await.during("begin a journal")?;
        journals::begin(&mut connection, author).await
    }

    async fn lines(&self, author: &Author) -> Result<Vec<Line>> {
        journals::lines(&self.read, author).await
    }

    async fn hashes(
        &self,
        journal: &JournalId,
        first: u64,
        last: u64,
    ) -> Result<Vec<(u64, Digest)>> {
        journal::hashes(&self.read, journal, first, last).await
    }

    async fn exceptions(
        &self,
        journal: &JournalId,
        first: u64,
        last: u64,
    ) -> Result<Vec<PushException>> {
        exceptions::of(&self.read, journal, first, last).await
    }

    async fn all_exceptions(
        &self,
        window: Option<&WindowId>,
        open: bool,
    ) -> Result<Vec<StoredException>> {
        exceptions::all(&self.read, window, open).await
    }

    async fn settle(&self, id: &ExceptionId, settlement: &Settlement) -> Result<bool> {
        exceptions::settle(&self.write, id, settlement).await
    }

    async fn scope(&self, scope: &DepartmentId) -> Result<ScopeHead> {
        journal::scope(&self.read, scope).await
    }

    async fn running_digest(&self, scope: &DepartmentId, counter: u64) -> Result<Option<Digest>> {
        journal::running_digest(&self.read, scope, counter).await
    }

    async fn entries_about(
        &self,
        scope: &DepartmentId,
        subjects: &[Subject],
    ) -> Result<Vec<String>> {
        journal::entries_about(&self.read, scope, subjects).await
    }

    async fn licences(&self, numbers: &[String]) -> Result<Vec<String>> {
        licences::known(&self.read, numbers).await
    }

    async fn licences_at(&self, places: &[String]) -> Result<Vec<String>> {
        licences::at(&self.read, places).await
    }

    async fn earlier(&self, scope: &DepartmentId, earlier: &Earlier) -> Result<Vec<CaseId>> {
        licences::earlier(&self.read, scope, earlier).await
    }

    async fn append(&self, plan: Append) -> Result<bool> {
        journal::append(&self.write, plan).await
    }

    async fn entries_after(
        &self,
        scope: &DepartmentId,
        after: u64,
        limit: u32,
        reader: (&JournalId, u64),
    ) -> Result<Vec<ScopeEntry>> {
        journal::entries_after(&self.read, scope, after, limit, reader).await
    }

    async fn lease(&self, key: &LeaseKey) -> Result<Option<NumberBlock>> {
        leases::find(&self.read, key).await
    }

    async fn leased(&self, window: &WindowId, series: &SeriesCode, year: i32) -> Result<Leased> {
        leases::leased(&self.read, window, series, year).await
    }

    async fn blocks(&self, window: &WindowId) -> Result<Vec<StoredBlock>> {
        leases::blocks(&self.read, window).await
    }

    async fn give_back(
        &self,
        window: &WindowId,
        block: &NumberBlock,
        next: u32,
        at: DateTime<Utc>,
    ) -> Result<Option<u32>> {
        leases::give_back(&self.write, window, block, next, at).await
    }

    async fn add_lease(
        &self,
        key: &LeaseKey,
        first: u32,
        last: u32,
        at: DateTime<Utc>,
    ) -> Result<Option<NumberBlock>> {
        leases::add(&self.write, key, first, last, at).await
    }

    async fn bundle(&self, digest: Digest) -> Result<Option<StoredBundle>> {
        bundles::find(&self.read, digest).await
    }

    async fn add_bundle(&self, digest: Digest, bundle: &StoredBundle) -> Result<bool> {
        bundles::add(&self.write, digest, bundle).await
    }

    async fn given(&self, window: &WindowId) -> Result<GivenOnActs> {
        number_use::given(&self.read, window).await
    }

    async fn counts(&self) -> Result<Counts> {
        inspection::counts(&self.read).await
    }

    async fn cases(&self, number: &CaseNumber) -> Result<Vec<StoredCase>> {
        inspection::cases(&self.read, number).await
    }
}

#[cfg(test)]
mod tests;
