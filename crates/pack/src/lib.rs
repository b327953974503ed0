//! Rule packs outside a window: as people write them, as files, and compared with each other.
//!
//! [`source`] reads and checks the TOML files that people write, [`demo`] holds the demo centre's,
//! [`Origin`] finds a pack where somebody says that it is, and [`diff`] says what changed from one
//! version to the next.
//!
//! Left out: what a pack says of a case (`clerk-domain` decides), and how it is published.

pub mod demo;
mod diff;
mod origin;
pub mod source;

pub use diff::diff;
pub use origin::{Origin, OriginError};
