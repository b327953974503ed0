//! Programs that a test runs, and what they said.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A program run that ended.
pub struct Ran {
    /// Its exit code.
    pub code: i32,
    /// Its standard output.
    pub out: String,
    /// Its standard error.
    pub err: String,
}

impl Ran {
    /// What came out of it.
    ///
    /// # Panics
    /// Where a signal ended it, or where it printed what is no UTF-8.
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().expect("ended by itself"),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// The one JSON value on stdout, of a run that did what it should.
    ///
    /// # Panics
    /// Where it did not.
    pub fn json(&self) -> Value {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        serde_json::from_str(&self.out).expect("exactly one JSON value on stdout")
    }

    /// The text on stdout, of a run that did what it should.
    ///
    /// # Panics
    /// Where it did not.
    pub fn text(&self) -> &str {
        assert_eq!((self.code, self.err.as_str()), (0, ""), "{}", self.out);
        &self.out
    }

    /// The JSON value on stderr, of a run that ended with this code.
    ///
    /// # Panics
    /// Where it did not.
    pub fn refusal(&self, code: i32) -> Value {
        assert_eq!((self.code, self.out.as_str()), (code, ""), "{}", self.err);
        serde_json::from_str(&self.err).expect("exactly one JSON value on stderr")
    }
}

/// The server's program in the folder of another program; built here where nothing built it before.
///
/// # Panics
/// Where it does not build.
pub fn server_beside(program: &Path) -> PathBuf {
    let server = program.with_file_name("clerk-server");
    if !server.is_file() {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let build = ["build", "-p", "clerk-server", "--bin", "clerk-server"];
        let built = Command::new(cargo).args(build).status();
        assert!(built.is_ok_and(|status| status.success()), "clerk-server does not build");
    }
    server
}
