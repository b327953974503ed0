//! What can stop a command: the desk's own refusals, and the few faults of the command line.

use clerk_desk::api::ApiError;

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The desk refused or failed.
    #[error(transparent)]
    Desk(#[from] ApiError),
    /// There is no folder to work in.
    #[error("no home folder is known, and --data is not given")]
    NoFolder,
    /// Nobody was named, and nobody was here before.
    #[error("no person is named")]
    PersonNeeded,
    /// Neither the environment nor standard input gives a password.
    #[error("no password is given")]
    PasswordNeeded,
    /// A file cannot be read.
    #[error("{file}: {reason}")]
    FileUnreadable {
        /// Its name as given.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// A file cannot be written.
    #[error("{file}: {reason}")]
    FileUnwritable {
        /// Its name as given.
        file: String,
        /// What the system said.
        reason: String,
    },
    /// A file holds no JSON of the expected form.
    #[error("{file}: {reason}")]
    FileWrong {
        /// Its name as given.
        file: String,
        /// What is wrong, and where in it.
        reason: String,
    },
    /// There is no rule pack where one was named.
    #[error(transparent)]
    Pack(clerk_pack::OriginError),
    /// An identity number or a credit code is wrong.
    #[error("{message}")]
    NumberWrong {
        /// A code of `clerk_domain::identity::IdentityError`.
        code: &'static str,
        /// What is wrong, in Chinese.
        message: String,
    },
    /// A licence does not hold; the verdict was told.
    #[error("the licence does not hold")]
    NotValid,
    /// A number book does not add up; which was told.
    #[error("a number book does not add up")]
    BooksDiffer,
    /// No decision is open in the case's state.
    #[error("no decision is open for the case")]
    NothingToDecide,
    /// A copy was asked for of a paper whose original never came out.
    #[error("the original was not printed yet")]
    NoOriginal,
    /// The result cannot be written to standard output.
    #[error("standard output: {0}")]
    Output(String),
}
