//! What the program can be asked to do: one command, one file.

pub mod bundle;
pub mod clear;
pub mod code;
pub mod decide_referral;
pub mod demo;
mod descriptors;
pub mod device;
pub mod enquiry;
pub mod evidence;
pub mod exceptions;
pub mod init;
pub mod inspect;
pub mod memory;
pub mod numbers;
pub mod pack;
pub mod person;
pub mod publish;
pub mod restored;
pub mod revoke;
mod secret;
pub mod serve;
pub mod template;
pub mod window;

use anyhow::Context as _;
use clerk_domain::clock::SharedClock;
use clerk_domain::ids::{PersonId, UnsoundId};
use clerk_domain::person::Person;
use clerk_server::repository::sqlite::FILE_NAME;
use clerk_server::{Login, Server, ServerError, SqliteRepository};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What a command works with.
pub struct Environment {
    /// The centre's folder.
    pub data: PathBuf,
    /// The folder of its keys.
    pub keys: PathBuf,
    /// The time.
    pub clock: SharedClock,
    /// The only randomness.
    pub seed: [u8; 32],
    /// Whether the clock is a demonstration's.
    pub demo_clock: bool,
}

impl Environment {
    /// Opens the centre.
    pub async fn open(self) -> Result<Server<SqliteRepository>, Failure> {
        let server = clerk_server::open(&self.data, &self.keys, self.clock, self.seed).await?;
        if self.demo_clock && !server.is_sample().await? {
            let message = "--demo-clock-from is for demonstration centres alone".to_owned();
            return Err(Failure::Input(message));
        }
        Ok(server)
    }

    /// Does what somebody asks who logs in for it, and closes the centre whatever came of it.
    pub async fn act<T>(
        self,
        by: &By,
        act: impl AsyncFnOnce(&Server<SqliteRepository>, &Person) -> Result<T, ServerError>,
    ) -> Result<T, Failure> {
        let login = by.login()?;
        let server = self.open().await?;
        let done = match server.log_in(login).await {
            Ok(person) => act(&server, &person).await,
            Err(error) => Err(error),
        };
        server.repository().close().await;
        Ok(done?)
    }
}

/// Who acts, with the own password.
#[derive(clap::Args)]
#[group(skip)]
pub struct By {
    /// The login name of whoever does it; the password is asked for.
    #[arg(long = "as", value_name = "PERSON", value_parser = id::<PersonId>)]
    person: PersonId,
}

impl By {
    /// With the password.
    pub fn login(&self) -> Result<Login, Failure> {
        secret::login(&self.person)
    }
}

/// Reads an identifier.
pub fn id<T: std::str::FromStr<Err = UnsoundId>>(text: &str) -> Result<T, UnsoundId> {
    text.parse()
}

/// Why a command did not do what it should.
pub enum Failure {
    /// The caller can put it right: status 2.
    Input(String),
    /// The machine would not: status 3.
    CouldNot(anyhow::Error),
}

impl From<ServerError> for Failure {
    fn from(error: ServerError) -> Self {
        if error.is_bad_input() {
            Self::Input(error.to_string())
        } else {
            Self::CouldNot(error.into())
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::CouldNot(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::CouldNot(error.into())
    }
}

/// A centre must be there already: to look at one makes none.
pub fn needs_centre(data: &Path) -> Result<(), Failure> {
    if data.join(FILE_NAME).is_file() {
        return Ok(());
    }
    let folder = data.display();
    Err(Failure::Input(format!("{folder} holds no {FILE_NAME}; check --data")))
}

/// Prints text and the end of a line; whoever reads it has it then.
pub fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    let printed = writeln!(stdout, "{text}").and_then(|()| stdout.flush());
    printed.context("standard output").map_err(Failure::CouldNot)
}

/// Prints one JSON value.
pub fn print_json<T: serde::Serialize>(value: &T) -> Result<(), Failure> {
    print(&serde_json::to_string(value).map_err(|error| Failure::CouldNot(error.into()))?)
}
