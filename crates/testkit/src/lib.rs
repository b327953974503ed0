//! What tests share: a clock that they own, a network that fails as they say, programs that
//! they run.
//!
//! Nothing here stands in for a part of the program: the faulty network sits between the real
//! client and the real server, as a proxy of bytes.

mod clock;
mod faulty;
#[expect(clippy::unwrap_used, reason = "a test says no by a panic")]
mod folder;
#[cfg(unix)]
mod modes;
#[expect(clippy::expect_used, reason = "a test says no by a panic")]
mod ran;

pub use clock::SetClock;
pub use faulty::{Fault, FaultRate, FaultyNetwork};
pub use folder::copy_folder;
#[cfg(unix)]
pub use modes::{open_to_all, open_to_others, without_umask};
pub use ran::{Ran, server_beside};
