//! The use-cases of a window: everything that its faces, the window and the command line, can do.
//!
//! [`api`] says once what may be asked; each call is answered in a file of its own. Rules are
//! `clerk-domain`'s; here they meet the database, the papers and the server.

pub mod api;
mod appointed;
pub mod workstation;

pub use device_clock::DeviceClock;
pub use journal::SignedHead;

mod acts;
mod bundle;
mod case_view;
mod catalogue;
mod confirmed;
mod day;
mod device_clock;
mod drafts;
mod enquiries;
mod failure;
mod folder;
mod halt;
mod idle_lock;
mod intake;
mod journal;
mod lists;
mod log_in;
mod numbers;
mod open;
mod papers;
mod preview;
mod print_folder;
mod printing;
mod program;
mod report;
mod same_application;
mod scan;
mod server;
mod session;
mod settings;
mod status;
mod verify;
mod working;
