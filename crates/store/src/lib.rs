//! The window's encrypted SQLite (SQLCipher).
//!
//! [`KeySlots`] gives the database's key for a password; [`Store`] is one connection to the
//! database. An act is one transaction ([`Store::begin_act`]): what is acknowledged to a person was
//! synced to the disk, with the case, its journal entry, the number taken and the papers to print.
//!
//! Several stores, in several threads or programs, may be open on one file at once.
//!
//! Not here: rules (they are in `clerk-domain`), the network, any time or randomness of its own.
//! There is no outbox: what is still to be sent is the journal above an acknowledged entry.

mod act;
mod check;
mod connection;
mod error;
mod history;
mod key;
mod keyslots;
mod last_answer;
mod migration;
mod number_books;
mod placed;
mod pull;
mod recall;
mod store;
mod table;

#[cfg(test)]
mod sample;

pub use act::ActTransaction;
pub use check::CheckReport;
pub use error::StoreError;
pub use history::Recorded;
pub use key::{DatabaseKey, PersonSecret, SlotKeys};
pub use keyslots::{KeySlots, UnlockError};
pub use last_answer::LastAnswer;
pub use pull::PulledEntry;
pub use store::Store;
pub use table::bundle_export::BundleExport;
pub use table::case_file::CaseRow;
pub use table::case_list::{CaseFilter, CasePage};
pub use table::cursor::Cursor;
pub use table::draft::Draft;
pub use table::exposure::Stake;
pub use table::failed_try::FailedTry;
pub use table::halt::{Clearance, DEVICE_ENDED, Halt};
pub use table::journal::JournalRow;
pub use table::meta::{NewWindow, SignedText};
pub use table::number_block::LeasedBlock;
pub use table::print_job::{PrintJob, PrintState};
pub use table::report::Told;
pub use table::subject_file::Folded;
pub use table::window_day::DayEntries;
