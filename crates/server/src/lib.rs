//! The central server: takes in what windows did, gives them what others did, and leases numbers.
//!
//! [`Centre`] is the logic, [`repository`] its memory, [`router`] the HTTP in front of it. It never
//! reads a clock or randomness of its own, and never rejects what happened at a window.

pub mod books;
pub mod demo;
mod error;
mod http;
pub mod inspect;
mod limits;
mod refusal;
pub mod repository;
mod service;

pub use error::ServerError;
pub use http::router;
pub use limits::{Admitted, Door, Seldom, descriptors_for_connections};
pub use refusal::ActRefusal;
pub use repository::sqlite::SqliteRepository;
pub use service::{BLOCK_SIZE, Login, LookUp, Question, Record, Server, TakenBundle};

use clerk_domain::clock::SharedClock;
use std::path::Path;

/// Opens the centre of a data folder; a new one where it is empty.
///
/// # Errors
/// [`ServerError`] where the folder or its database cannot be opened.
pub async fn open(
    folder: &Path,
    clock: SharedClock,
    seed: [u8; 32],
) -> Result<Server<SqliteRepository>, ServerError> {
    Server::new(SqliteRepository::open(folder).await?, clock, seed).await
}
