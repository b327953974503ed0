//! What the tests that cross rooms share: the real programs, started and stopped by their ids.

mod centre;
mod clerk;
mod driver;

pub use centre::{DEMO_PASSWORD, Server};
pub use clerk::{Clerk, Ran};
pub use driver::Driver;

use std::path::PathBuf;

/// A program that this build made, such as `clerk`.
///
/// # Panics
/// Where it was not built; `./dev test` builds all of them first.
pub fn program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test is a file");
    let profile = test.ancestors().nth(2).expect("target/PROFILE/deps/TEST");
    let program = profile.join(name);
    assert!(program.exists(), "{} is not built: cargo build --workspace --bins", program.display());
    program
}

/// The project's top folder.
pub fn project() -> PathBuf {
    PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}
