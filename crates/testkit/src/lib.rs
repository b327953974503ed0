//! What tests share: a clock that they own, and a network that fails as they say.
//!
//! Nothing here stands in for a part of the program: the faulty network sits between the real
//! client and the real server, as a proxy of bytes.

mod clock;
mod faulty;

pub use clock::SetClock;
pub use faulty::{Fault, FaultyNetwork, Weather};
