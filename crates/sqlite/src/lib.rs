//! What the window's database and the centre's have in common: how a connection is opened, what it
//! promises at a commit, and how a schema is brought up to date.
//!
//! Not here: any table, query or key. Neither end learns of the other's data by it.

mod connection;
mod migration;

pub use connection::{keep_what_is_committed, open};
pub use migration::{Migration, SchemaError, migrate};
