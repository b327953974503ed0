//! What can go wrong with the window's own files, each with the code that a screen acts on.

use clerk_domain::ids::{Author, CaseId, Subject, WindowId};
use clerk_domain::journal::JournalError;
use clerk_domain::paper::DocumentKind;
use rusqlite::ErrorCode;
use std::path::{Path, PathBuf};

/// Whatever lies below; its type is this crate's own affair.
pub type Source = Box<dyn std::error::Error + Send + Sync>;

/// An operation on the database or the key slots failed. Nothing of it was kept.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say what the variants and fields are")]
pub enum StoreError {
    #[error("{doing}: the disk is full; free some space and do it again")]
    DiskFull { doing: &'static str, source: Source },
    #[error("{doing}: the file may not be written; check the rights on the window's folder")]
    ReadOnly { doing: &'static str, source: Source },
    #[error("{doing}: another program keeps the database busy; do it again in a moment")]
    Busy { doing: &'static str, source: Source },
    #[error("{}: another key, or not a database of this program", path.display())]
    KeyWrong { path: PathBuf },
    #[error("the database is damaged ({what}); stop issuing and call the administrator")]
    Damaged { what: String, source: Option<Source> },
    #[error("{}: there is no database; enrol the window first", path.display())]
    Missing { path: PathBuf },
    #[error("{}: a database is there already; it was left as it is", path.display())]
    Exists { path: PathBuf },
    #[error(
        "the database has schema {found}, this program knows {known}; install the newer program"
    )]
    SchemaNewer { found: u32, known: u32 },
    #[error("migration {name} is not the one that made this database; install the right program")]
    MigrationChanged { name: String },
    #[error(
        "the journal of {author} was tampered with or is damaged ({source}); issuing must stop"
    )]
    JournalBroken { author: Author, source: JournalError },
    #[error("the window is not enrolled")]
    NotEnrolled,
    #[error("the database belongs to window {held}, not to {given}")]
    WindowDiffers { held: WindowId, given: WindowId },
    #[error("the entry does not follow the journal: {source}")]
    EntryOutOfPlace { source: JournalError },
    #[error("an earlier step of this act failed, so nothing of it is kept")]
    ActFailed,
    #[error("the entry is about {subject}, and case {case} was given with it")]
    CaseDiffers { subject: Subject, case: CaseId },
    #[error("there is no case {case}")]
    CaseUnknown { case: CaseId },
    #[error("copy {copy} of {document:?} was not reserved for case {case}")]
    PaperUnknown { case: CaseId, document: DocumentKind, copy: u32 },
    #[error("number block {lease} was refused: {why}")]
    BlockRefused { lease: u64, why: &'static str },
    #[error("the server acknowledges entry {seq}, and the journal ends at {last}: a copy is about")]
    AcknowledgedAhead { seq: u64, last: u64 },
    #[error("pull: entry {expected} of the scope was expected, {found} came")]
    PullGap { expected: u64, found: u64 },
    #[error("pull: entry {seq} of {author} came without its text")]
    EntryMissing { author: Author, seq: u64 },
    #[error("pull: entry {seq} of {author} is held already, and another came")]
    EntryDiffers { author: Author, seq: u64 },
    #[error("pull: the server holds entry {seq} of this window, which this database lost")]
    OwnEntryMissing { seq: u64 },
    #[error("pull: what came is no entry of {author}: {source}")]
    PulledUnreadable { author: Author, source: JournalError },
    #[error("{}: the key slots are damaged ({what}); they were left as they are", path.display())]
    SlotsDamaged { path: PathBuf, what: String },
    #[error("{}: there are no key slots; enrol the window first", path.display())]
    SlotsMissing { path: PathBuf },
    #[error("{}: key slots are there already; they were left as they are", path.display())]
    SlotsExist { path: PathBuf },
    #[error("{doing} {}: the disk or folder failed", path.display())]
    Io { doing: &'static str, path: PathBuf, source: std::io::Error },
    #[error("{doing}: the database failed")]
    Database { doing: &'static str, source: Source },
}

impl StoreError {
    /// The code that a program acts on; stable.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DiskFull { .. } => "disk_full",
            Self::ReadOnly { .. } => "read_only",
            Self::Busy { .. } => "busy",
            Self::KeyWrong { .. } => "key_wrong",
            Self::Damaged { .. } => "database_damaged",
            Self::Missing { .. } => "database_missing",
            Self::Exists { .. } => "database_exists",
            Self::SchemaNewer { .. } => "schema_newer",
            Self::MigrationChanged { .. } => "migration_changed",
            Self::JournalBroken { .. } => "journal_broken",
            Self::NotEnrolled => "not_enrolled",
            Self::WindowDiffers { .. } => "window_differs",
            Self::EntryOutOfPlace { .. } => "entry_out_of_place",
            Self::ActFailed => "act_failed",
            Self::CaseDiffers { .. } => "case_differs",
            Self::CaseUnknown { .. } => "case_unknown",
            Self::PaperUnknown { .. } => "paper_unknown",
            Self::BlockRefused { .. } => "block_refused",
            Self::AcknowledgedAhead { .. } => "acknowledged_ahead",
            Self::PullGap { .. } => "pull_gap",
            Self::EntryMissing { .. } => "entry_missing",
            Self::EntryDiffers { .. } => "entry_differs",
            Self::OwnEntryMissing { .. } => "own_entry_missing",
            Self::PulledUnreadable { .. } => "pulled_unreadable",
            Self::SlotsDamaged { .. } => "slots_damaged",
            Self::SlotsMissing { .. } => "slots_missing",
            Self::SlotsExist { .. } => "slots_exist",
            Self::Io { .. } => "io_failed",
            Self::Database { .. } => "database_failed",
        }
    }

    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into(), source: None }
    }

    pub(crate) fn io(doing: &'static str, path: &Path, source: std::io::Error) -> Self {
        use std::io::ErrorKind;
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                Self::DiskFull { doing, source: source.into() }
            }
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
                Self::ReadOnly { doing, source: source.into() }
            }
            _ => Self::Io { doing, path: path.to_owned(), source },
        }
    }

    pub(crate) fn sqlite(doing: &'static str, source: rusqlite::Error) -> Self {
        // What a disk without room gives when the shared memory beside the database must grow.
        const NO_ROOM_FOR_SHM: i32 = rusqlite::ffi::SQLITE_IOERR_SHMSIZE;
        let what = doing.to_owned();
        if let rusqlite::Error::FromSqlConversionFailure(..)
        | rusqlite::Error::InvalidColumnType(..)
        | rusqlite::Error::IntegralValueOutOfRange(..) = &source
        {
            return Self::Damaged { what, source: Some(source.into()) };
        }
        let extended = source.sqlite_error().map(|e| e.extended_code);
        match source.sqlite_error_code() {
            _ if extended == Some(NO_ROOM_FOR_SHM) => {
                Self::DiskFull { doing, source: source.into() }
            }
            Some(ErrorCode::DiskFull) => Self::DiskFull { doing, source: source.into() },
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => {
                Self::ReadOnly { doing, source: source.into() }
            }
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
                Self::Busy { doing, source: source.into() }
            }
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { what, source: Some(source.into()) }
            }
            _ => Self::Database { doing, source: source.into() },
        }
    }
}

/// Names the operation that a database error belongs to.
pub trait Doing<T> {
    /// The error with what was being done, such as "read the case".
    fn doing(self, what: &'static str) -> Result<T, StoreError>;
}

impl<T> Doing<T> for rusqlite::Result<T> {
    fn doing(self, what: &'static str) -> Result<T, StoreError> {
        self.map_err(|source| StoreError::sqlite(what, source))
    }
}
