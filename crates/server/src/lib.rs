//! The central server: takes in what windows did, gives them what others did, and leases numbers.
//!
//! [`Centre`] is the logic, [`repository`] its memory, [`router`] the HTTP in front of it. It never
//! reads a clock or randomness of its own, and never rejects what happened at a window.

pub mod books;
pub mod demo;
mod error;
mod http;
pub mod inspect;
pub mod keys;
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
use keys::CentreKeys;
use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use repository::CentreIdentity as _;
use std::path::Path;

/// Opens the centre of a data folder, with the keys of another one; a new centre where it is empty.
///
/// # Errors
/// [`ServerError`] where a folder, the database or a key cannot be opened.
pub async fn open(
    folder: &Path,
    keys: &Path,
    clock: SharedClock,
    seed: [u8; 32],
) -> Result<Server<SqliteRepository>, ServerError> {
    let mut random = StdRng::from_seed(seed);
    let seed = random.random();
    let repository = SqliteRepository::open(folder).await?;
    let known = repository.known_identity().await?.map(|identity| identity.keys);
    let keys = CentreKeys::open(keys, known.as_ref(), &mut random)?;
    Server::new(repository, keys, clock, seed).await
}
