//! The window's sync engine: carries its journal to the server and the scope's changes back.
//!
//! [`HttpClient`] speaks the protocol; [`Engine`] does one round of it; [`Runner`] repeats rounds
//! in a thread of its own, with its own connection to the database, so that the desk never waits.

mod authority;
mod backoff;
mod bundle;
mod engine;
mod http;
mod report;
mod runner;
mod steps;
mod under_way;

pub use authority::{Untrusted, kept, kept_pack, kept_pack_of};
pub use backoff::Backoff;
pub use bundle::{Exchange, Exported, Imported};
pub use engine::{Engine, Round, SyncError};
pub use http::{ClientError, HttpClient};
pub use report::{Closing, OFFLINE_AFTER, Report, ReportedAct, Verdict, last_report};
pub use runner::{Runner, Surroundings, SyncState};
