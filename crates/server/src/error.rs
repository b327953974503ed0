//! What can go wrong inside the server. A window hears of it only as `server_failed`.

use crate::refusal::ActRefusal;
use clerk_protocol::{BundleError, CLEARANCES, ProtocolError};
use clerk_sqlite::SchemaError;
use std::path::PathBuf;

/// The server could not do what it should.
#[derive(Debug, thiserror::Error)]
pub enum ServerError {
    /// The data folder cannot be made or entered.
    #[error("data folder {path}: {source}; check that it exists and may be written")]
    DataFolder {
        /// Which.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// A key file that the centre has does not lie where it should.
    #[error(
        "[key_missing] 密钥文件 {path} 不在；请从其备份放回，或用 --keys 指明密钥文件夹 · the centre's key \
         file {path} is missing; put it back from its backup, or name the keys' folder with --keys"
    )]
    KeyMissing {
        /// Which.
        path: PathBuf,
    },
    /// A key file does not hold a key.
    #[error(
        "[key_damaged] 密钥文件 {path} 已损坏；请从其备份放回 · key file {path} does not hold a key, one line \
         of 64 hexadecimal digits; put it back from its backup"
    )]
    KeyDamaged {
        /// Which.
        path: PathBuf,
    },
    /// A key file is not that of the centre in the database.
    #[error(
        "[key_foreign] 密钥文件 {path} 属于另一中心；请从本中心的备份放回 · key file {path} is another centre's \
         than the database's; put this centre's back from its backup, or check --data and --keys"
    )]
    KeyForeign {
        /// Which.
        path: PathBuf,
    },
    /// The disk does not give a key file, or the keys' folder.
    #[error(
        "[key_file] 密钥文件 {path} 无法读写 · key file {path}: {source}; check that it may be read, and \
         the folder written where the centre is new"
    )]
    KeyFile {
        /// Which.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The database did not answer as it should.
    #[error("database, {during}: {source}")]
    Database {
        /// What was being done.
        during: &'static str,
        /// What the database said.
        #[source]
        source: rusqlite::Error,
    },
    /// The database's tables are newer than this program, or their history was changed.
    #[error(
        "database schema: {0}; use the program that the data was last used with, or a newer one"
    )]
    Schema(#[source] SchemaError),
    /// The database holds what it cannot hold: it was damaged or changed by another program.
    #[error("database holds a {0} that cannot be read; restore it from a backup")]
    Damaged(&'static str),
    /// No rule pack was published yet.
    #[error("no rule pack is published; publish one first, such as with `clerk-server demo`")]
    NoPack,
    /// Another pack stands under this version or a newer one.
    #[error("rule pack {0} cannot be published: another one of this version or a newer one stands")]
    PackVersion(u32),
    /// A rule pack's days do not include today.
    #[error("rule pack {0} is not in force today; check valid_from and valid_until in centre.toml")]
    PackNotInForce(u32),
    /// The rule pack cannot be written or read as JSON.
    #[error("rule pack: {0}")]
    PackText(#[source] serde_json::Error),
    /// The demo centre's rule pack cannot be built.
    #[error("demo pack: {0}")]
    DemoPack(String),
    /// The centre has people already.
    #[error("the centre has people already; only an empty one is set up with `clerk-server init`")]
    NotEmpty,
    /// The centre is a real one.
    #[error("this is no demonstration centre; nothing was added")]
    NotADemonstration,
    /// There is no such window.
    #[error("no window {0}; `clerk-server inspect` lists the windows")]
    NoWindow(String),
    /// No device has a clearance code of this number.
    #[error(
        "no clearance code has the number {0}; type the number that the halted window shows, 1 to \
         {CLEARANCES}"
    )]
    NoClearance(u32),
    /// An exception cannot be settled so.
    #[error("exception {0}")]
    Settle(String),
    /// An act at a desk of the centre is refused.
    #[error("{0}")]
    Act(ActRefusal),
    /// The centre has no licence of this number.
    #[error("no licence {0} has reached the centre; check the number, or sync its window first")]
    NoLicence(String),
    /// The register does not say who could have issued a licence.
    #[error(
        "licence {0}: the register knows no key or no appointment that it was issued with; see its exceptions"
    )]
    NoEvidence(String),
    /// The licence was revoked before.
    #[error("licence {0} is revoked already; a revocation is not changed")]
    Revoked(String),
    /// What is named as a replacement cannot be one.
    #[error(
        "licence {0} cannot stand in its place: it is the same, another holder's, or holds no more"
    )]
    NoReplacement(String),
    /// A password cannot be hashed.
    #[error("password hash: {0}")]
    Password(String),
    /// An exchange file is refused.
    #[error("[{code}] {zh} · {0}", code = .0.code(), zh = .0.zh())]
    Bundle(#[from] BundleError),
    /// What a bundle of the window asks cannot be carried out now.
    #[error("bundle: {0}; nothing is lost, take the same file in again")]
    BundleFailed(ProtocolError),
    /// No bundle of this digest was taken in.
    #[error("no exchange file {0} was taken in; take it in with `clerk-server bundle import`")]
    NoBundle(String),
    /// Others kept changing the same rows; try again.
    #[error("gave up after {0} tries, as others kept changing the same rows")]
    Contended(u32),
    /// A task of the server ended before its time.
    #[error("a task of the server broke off")]
    BrokeOff,
}

impl ServerError {
    /// The error's stable code, for a log.
    pub fn code(&self) -> &'static str {
        match self {
            Self::DataFolder { .. } => "data_folder",
            Self::KeyMissing { .. } => "key_missing",
            Self::KeyDamaged { .. } => "key_damaged",
            Self::KeyForeign { .. } => "key_foreign",
            Self::KeyFile { .. } => "key_file",
            Self::Database { .. } => "database",
            Self::Schema(_) => "schema",
            Self::Damaged(_) => "damaged",
            Self::NoPack => "no_pack",
            Self::PackVersion(_) => "pack_version",
            Self::PackNotInForce(_) => "pack_not_in_force",
            Self::PackText(_) => "pack_text",
            Self::DemoPack(_) => "demo_pack",
            Self::NotEmpty => "not_empty",
            Self::NotADemonstration => "not_a_demonstration",
            Self::NoWindow(_) => "no_window",
            Self::NoClearance(_) => "no_clearance",
            Self::Settle(_) => "settle",
            Self::Act(refusal) => refusal.code(),
            Self::NoLicence(_) => "no_licence",
            Self::NoEvidence(_) => "no_evidence",
            Self::Revoked(_) => "revoked",
            Self::NoReplacement(_) => "no_replacement",
            Self::Password(_) => "password",
            Self::Bundle(refused) => refused.code(),
            Self::BundleFailed(_) => "bundle_failed",
            Self::NoBundle(_) => "no_bundle",
            Self::Contended(_) => "contended",
            Self::BrokeOff => "broke_off",
        }
    }

    /// Whether the caller named something that is not there, rather than the server failing.
    pub fn is_bad_input(&self) -> bool {
        matches!(
            self,
            Self::NotEmpty
                | Self::NotADemonstration
                | Self::NoWindow(_)
                | Self::NoClearance(_)
                | Self::Settle(_)
                | Self::PackVersion(_)
                | Self::PackNotInForce(_)
                | Self::Act(_)
                | Self::NoLicence(_)
                | Self::NoEvidence(_)
                | Self::Revoked(_)
                | Self::NoReplacement(_)
                | Self::Bundle(_)
                | Self::NoBundle(_)
        )
    }
}

impl From<ActRefusal> for ServerError {
    fn from(refusal: ActRefusal) -> Self {
        Self::Act(refusal)
    }
}

impl From<SchemaError> for ServerError {
    fn from(error: SchemaError) -> Self {
        match error {
            SchemaError::Database(source) => {
                Self::Database { during: "bring the tables up to date", source }
            }
            refused @ (SchemaError::Newer { .. } | SchemaError::Changed(_)) => {
                Self::Schema(refused)
            }
        }
    }
}

/// Names what was being done when the database failed.
pub(crate) trait During<T> {
    /// See the trait.
    fn during(self, during: &'static str) -> Result<T, ServerError>;
}

impl<T> During<T> for Result<T, rusqlite::Error> {
    fn during(self, during: &'static str) -> Result<T, ServerError> {
        self.map_err(|source| ServerError::Database { during, source })
    }
}
