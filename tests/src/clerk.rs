//! The `clerk` command at one window.

use crate::{DEMO_PASSWORD, program};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// `clerk` with a window's folder and a person.
#[derive(Clone, Debug)]
pub struct Clerk {
    dir: PathBuf,
    person: String,
}

/// What a command printed, and how it ended.
#[derive(Debug)]
pub struct Ran {
    /// Its exit status; `None` where it was killed.
    pub status: Option<i32>,
    /// Its standard output.
    pub stdout: String,
    /// Its standard error.
    pub stderr: String,
}

impl Clerk {
    /// `clerk` for a person at the window in `dir`.
    pub fn at(dir: &Path, person: &str) -> Self {
        Self { dir: dir.to_owned(), person: person.to_owned() }
    }

    /// The command, not yet run.
    pub fn command(&self, arguments: &[&str]) -> Command {
        self.command_of("clerk", arguments)
    }

    /// `clerk-demo issue-licences`, not yet run: it prints each licence number once it is issued.
    pub fn issue_licences(&self, count: u64) -> Command {
        self.command_of("clerk-demo", &["issue-licences", "--count", &count.to_string()])
    }

    fn command_of(&self, name: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program(name));
        command.arg("--data").arg(&self.dir).args(arguments);
        command.env("CLERK_PASSWORD", DEMO_PASSWORD).env("CLERK_PERSON", &self.person);
        command
    }

    /// Runs a command.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let Output { status, stdout, stderr } =
            self.command(arguments).output().expect("clerk runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("clerk prints UTF-8");
        Ran { status: status.code(), stdout: text(stdout), stderr: text(stderr) }
    }

    /// Runs a command that must succeed, and gives its JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        let ran = self.run(&[&["--json"], arguments].concat());
        assert_eq!(ran.status, Some(0), "clerk {arguments:?}: {}", ran.stderr);
        serde_json::from_str(&ran.stdout).expect("--json prints one JSON value")
    }

    /// Enrols the window.
    pub fn enroll(&self, server: &str, code: &str) {
        self.json(&["enroll", "--server", server, "--code", code, "--person", &self.person]);
    }
}
