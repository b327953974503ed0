//! The demo centre, served by the real program, and its rules.

use chrono::{DateTime, TimeDelta, Utc};
use clerk_domain::clock::SharedClock;
use clerk_tests::{DEMO_PASSWORD, program, project};
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::Instant;
use tempfile::TempDir;

/// Lets clerks issue, and one item with a second officer; revoked in the course of the test.
pub const GRANT: &str = "徐工商授〔2026〕9号";
const OTHER_GRANT: &str = "徐工商授〔2026〕1号";

/// The centre's server. Dropping it ends it.
pub struct Hall {
    pub folder: TempDir,
    pub url: String,
    clock: HallClock,
    codes: Value,
    server: Child,
}

/// The time of everybody in the hall: that of a sample day, from when the test began.
#[derive(Clone, Copy)]
struct HallClock(Instant);

impl HallClock {
    fn now(self) -> DateTime<Utc> {
        let begun: DateTime<Utc> = "2026-11-23T01:00:00Z".parse().unwrap();
        begun + TimeDelta::from_std(self.0.elapsed()).unwrap()
    }
}

impl Hall {
    pub fn open() -> Self {
        let (folder, clock) = (tempfile::tempdir().unwrap(), HallClock(Instant::now()));
        let data = folder.path().join("centre");
        let demo = command(&data, clock).args(["demo", "--json"]).output().unwrap();
        let codes = serde_json::from_str(&text(demo)).unwrap();
        let rules = rules(folder.path(), 4, None);
        let mut publish = command(&data, clock);
        text(publish.arg("publish").arg(rules).args(["--as", "zhou"]).output().unwrap());
        let mut serve = command(&data, clock);
        serve.args(["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut server = serve.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
        Self { folder, url, clock, codes, server }
    }

    pub fn clock(&self) -> SharedClock {
        let clock = self.clock;
        Arc::new(move || clock.now())
    }

    /// The next rules, in which the clerks' grant is revoked from now on.
    pub fn revoke_grant(&self) {
        let rules = rules(self.folder.path(), 5, Some(self.clock.now()));
        self.run(&["publish", rules.to_str().unwrap(), "--as", "zhou"]);
    }

    /// What the administrator does from a terminal.
    pub fn run(&self, arguments: &[&str]) -> String {
        let mut command = command(&self.folder.path().join("centre"), self.clock);
        text(command.args(arguments).output().unwrap())
    }

    /// What a supervisor is asked to look at of a window.
    pub fn exceptions(&self, window: &str) -> Vec<String> {
        let listed = self.run(&["exceptions", "list", "--json", "--window", window]);
        let listed: Vec<Value> = serde_json::from_str(&listed).unwrap();
        listed.iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
    }

    pub fn code(&self, window: &str) -> String {
        let windows = self.codes["windows"].as_array().unwrap();
        let found = windows.iter().find(|known| known["id"] == window).unwrap();
        found["code"].as_str().unwrap().to_owned()
    }

    /// Where the server's memory is told.
    pub fn memory(&self) -> Memory {
        Memory(PathBuf::from(format!("/proc/{}/status", self.server.id())))
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// The server's resident memory.
pub struct Memory(PathBuf);

impl Memory {
    pub fn resident_kib(&self) -> u64 {
        let status = std::fs::read_to_string(&self.0).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }
}

fn command(data: &Path, clock: HallClock) -> Command {
    let mut command = Command::new(program("clerk-server"));
    command.arg("--data").arg(data).arg("--demo-clock-from").arg(clock.now().to_rfc3339());
    command.env("CLERK_LOG", "off").env("CLERK_PASSWORD", DEMO_PASSWORD).stdin(Stdio::null());
    command
}

fn text(output: Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The demo centre's rules, in which 个体工商户设立登记 has a grant of its own.
fn rules(folder: &Path, version: u32, revoked: Option<DateTime<Utc>>) -> PathBuf {
    let (demo, rules) =
        (project().join("crates/pack/demo"), folder.join(format!("pack-{version}")));
    std::fs::create_dir_all(rules.join("departments")).unwrap();
    for part in ["", "departments"] {
        for file in std::fs::read_dir(demo.join(part)).unwrap().map(Result::unwrap) {
            if file.path().is_file() {
                std::fs::copy(file.path(), rules.join(part).join(file.file_name())).unwrap();
            }
        }
    }
    change(&rules.join("centre.toml"), "version = 3", &format!("version = {version}"));
    let department = rules.join("departments/gongshang.toml");
    change(&department, r#"["gongshang-03", "gongshang-04","#, r#"["gongshang-04","#);
    let revoked = revoked.map(|at| format!("revoked_at = {:?}", at.to_rfc3339()));
    let grant = format!(
        r#"number = "{GRANT}"
department = "gongshang"
valid_from = "2026-01-01"
valid_until = "2028-12-31"
{}

[[grant.clauses]]
number = "第一条"
items = ["gongshang-03"]
effect = {{ do = "issue", by = "clerk" }}

[[grant.clauses]]
number = "第二条"
items = ["gongshang-03"]
applicant_kinds = ["university_student"]
effect = {{ do = "second_officer" }}

[[grant]]
number = "{OTHER_GRANT}""#,
        revoked.unwrap_or_default()
    );
    change(&department, &format!("number = \"{OTHER_GRANT}\""), &grant);
    rules
}

fn change(file: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.contains(from), "{from}");
    std::fs::write(file, text.replacen(from, to, 1)).unwrap();
}
