//! A central server of the demo centre, as its own process.

use crate::program;
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// The password of every person of the demo centre.
pub const DEMO_PASSWORD: &str = "window-clerk-demo";

/// A demo centre in a folder. Dropping it kills the server.
pub struct Server {
    dir: PathBuf,
    address: String,
    codes: Value,
    server: Option<Child>,
}

impl Server {
    /// Makes a demo centre in `dir` and starts its server on a free port.
    pub fn start(dir: &Path) -> Self {
        let demo = Command::new(program("clerk-server"))
            .args(["demo", "--json", "--data"])
            .arg(dir)
            .output()
            .expect("clerk-server runs");
        assert!(demo.status.success(), "{}", String::from_utf8_lossy(&demo.stderr));
        let codes = serde_json::from_slice(&demo.stdout).expect("demo --json is one JSON value");
        let mut centre =
            Self { dir: dir.to_owned(), address: "127.0.0.1:0".to_owned(), codes, server: None };
        centre.serve();
        centre
    }

    /// Starts the server, on the port that it had.
    pub fn serve(&mut self) {
        let mut server = Command::new(program("clerk-server"))
            .arg("--data")
            .arg(&self.dir)
            .args(["--listen", &self.address])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("clerk-server starts");
        let stdout = server.stdout.take().expect("its output is a pipe");
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line).expect("it says where it listens");
        let url = line.trim().strip_prefix("listening on http://");
        self.address = url.unwrap_or_else(|| panic!("not an address: {line:?}")).to_owned();
        self.server = Some(server);
    }

    /// Kills the server, as a power cut of its machine would.
    pub fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().expect("the server can be killed");
            server.wait().expect("the server ends");
        }
    }

    /// Where the server listens.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The server's process.
    pub fn pid(&self) -> Option<u32> {
        self.server.as_ref().map(Child::id)
    }

    /// The one-time code of a demo window.
    pub fn code(&self, window: &str) -> String {
        let windows = self.codes["windows"].as_array().expect("a list of windows");
        let found = windows.iter().find(|w| w["id"] == window || w["window"] == window);
        let found = found.unwrap_or_else(|| panic!("no demo window {window}: {}", self.codes));
        found["code"].as_str().expect("a code").to_owned()
    }

    /// What the server holds, read from its database; of one case with its number.
    pub fn inspect(&self, case: Option<&str>) -> Value {
        let mut command = Command::new(program("clerk-server"));
        command.args(["inspect", "--json", "--data"]).arg(&self.dir);
        if let Some(case) = case {
            command.args(["--case", case]);
        }
        let output = command.output().expect("clerk-server runs");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).expect("inspect --json is one JSON value")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
