//! A real centre and real windows in temporary folders, for tests that run the real programs.

pub use clerk_testkit::Ran;
use clerk_testkit::copy_folder;
use serde_json::Value;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// `clerk` in a folder, without anything of the surroundings.
pub fn clerk(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clerk"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CLERK_") {
            command.env_remove(name);
        }
    }
    command.arg("--data").arg(dir).stdin(Stdio::null());
    command
}

/// The server's program beside `clerk`; built here where nothing built it before.
pub fn server_program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| clerk_testkit::server_beside(env!("CARGO_BIN_EXE_clerk").as_ref()))
}

/// The demo centre's data as `clerk-server demo` makes it, and what it printed. Made once, since
/// hashing everyone's password takes a while; each test has a copy.
fn demo() -> &'static (PathBuf, Value) {
    static DEMO: OnceLock<(PathBuf, Value)> = OnceLock::new();
    DEMO.get_or_init(|| {
        let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(env!("CARGO_CRATE_NAME"));
        if dir.exists() {
            std::fs::remove_dir_all(&dir).unwrap();
        }
        let output = Command::new(server_program())
            .arg("--data")
            .arg(&dir)
            .args(["demo", "--json"])
            .output()
            .unwrap();
        let ran = Ran { err: String::new(), ..Ran::of(output) };
        (dir, ran.json())
    })
}

/// A centre that serves until it is dropped.
pub struct Centre {
    pub url: String,
    data: PathBuf,
    child: Option<Child>,
    /// How it serves: with a certificate, or without.
    serving: Vec<String>,
}

impl Centre {
    pub fn start(dir: &Path) -> Self {
        let data = dir.join("centre");
        copy_folder(&demo().0, &data);
        let mut centre =
            Self { url: "http://127.0.0.1:0".to_owned(), data, child: None, serving: Vec::new() };
        centre.start_again();
        centre
    }

    /// What its administrator does from a terminal.
    pub fn command(&self, arguments: &[&str]) {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{}", ran.err);
    }

    /// The same, however it ends; without its log.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(server_program());
        command.arg("--data").arg(&self.data).args(arguments).env("CLERK_LOG", "off");
        Ran::of(command.output().unwrap())
    }

    /// What a person of the centre does there, with the right password; what it printed.
    pub fn as_person(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(server_program());
        command.arg("--data").arg(&self.data).args(arguments);
        command.env("CLERK_LOG", "off").env("CLERK_PASSWORD", password());
        let ran = Ran::of(command.output().unwrap());
        assert_eq!(ran.code, 0, "{}", ran.err);
        ran.out
    }

    /// What a command prints as JSON.
    pub fn json(&self, arguments: &[&str]) -> Value {
        self.run(arguments).json()
    }

    /// Starts it where it was.
    pub fn start_again(&mut self) {
        let (_, address) = self.url.split_once("://").unwrap();
        let mut child = Command::new(server_program())
            .arg("--data")
            .arg(&self.data)
            .args(["--listen", address])
            .args(&self.serving)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.child = Some(child);
        self.url = line.trim().strip_prefix("listening on ").expect("listens").to_owned();
    }

    /// Starts it anew, served with these arguments.
    pub fn serve_with(&mut self, arguments: Vec<String>) {
        self.stop();
        self.serving = arguments;
        self.start_again();
    }

    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}

impl Drop for Centre {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A window's folder and its people's password.
pub struct Window {
    pub dir: PathBuf,
}

impl Window {
    /// Enrols a window of the demo centre.
    pub fn enrol(dir: &Path, centre: &Centre, id: &str, person: &str) -> Self {
        let window = Self { dir: dir.join(id) };
        let server = ["enroll", "--server", &centre.url];
        let ran = window.run(&[&server[..], &["--code", code(id), "--person", person]].concat());
        assert_eq!(ran.code, 0, "{}", ran.err);
        window
    }

    /// `clerk` at this window, with the right password.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = clerk(&self.dir);
        command.env("CLERK_PASSWORD", password()).args(args);
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(self.command(args).output().unwrap())
    }

    pub fn json(&self, args: &[&str]) -> Value {
        self.run(&[&["--json"], args].concat()).json()
    }

    /// The refusal of a run that ended with this code.
    pub fn refusal(&self, exit: i32, args: &[&str]) -> Value {
        self.run(&[&["--json"], args].concat()).refusal(exit)
    }

    /// Takes in a case from a file, and gives its number.
    pub fn receive(&self, case: &Value) -> String {
        let file = self.file("case.json", &case.to_string());
        let text = self.run(&["receive", "--file", &file]).text().to_owned();
        text.lines().next().unwrap().to_owned()
    }

    /// A file beside the window's folder.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.dir.with_file_name(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }
}

/// Everyone's password at the demo centre.
pub fn password() -> &'static str {
    demo().1["password"].as_str().unwrap()
}

/// The one-time code of a window of the demo centre.
pub fn code(window: &str) -> &'static str {
    let windows = demo().1["windows"].as_array().unwrap();
    let found = windows.iter().find(|w| w["id"] == window).expect("a window of the demo centre");
    found["code"].as_str().unwrap()
}

/// A temporary folder with a centre and one window in it.
pub fn desk(window: &str, person: &str) -> (TempDir, Centre, Window) {
    let dir = TempDir::new().unwrap();
    let centre = Centre::start(dir.path());
    let window = Window::enrol(dir.path(), &centre, window, person);
    (dir, centre, window)
}
