//! WebKitWebDriver, which starts the app and looks into its window.

use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running driver. Dropping it kills the driver and, with it, what it started.
pub struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts a driver whose apps get `environment` and log to `log`.
    pub fn start(environment: &[(&str, &Path)], log: &Path) -> Self {
        let port = free_port();
        let log = std::fs::File::create(log).expect("the log can be written");
        let errors = log.try_clone().expect("a file can be shared");
        let mut command = Command::new("WebKitWebDriver");
        command.args([format!("--port={port}"), "--host=127.0.0.1".to_owned()]);
        // Both are needed: without them the driver waits for an app that it cannot steer.
        command.env("TAURI_AUTOMATION", "true").env("TAURI_WEBVIEW_AUTOMATION", "true");
        command.envs(environment.iter().copied());
        command.stdin(Stdio::null()).stdout(log).stderr(errors);
        let process = command.spawn().expect("WebKitWebDriver (package webkit2gtk-driver) starts");
        Self { process, port }
    }

    /// The driver's process; the app is its child.
    pub fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Where it listens.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // The driver does not end its app; both are found by the driver's own id.
        let id = self.process.id().to_string();
        drop(Command::new("pkill").args(["-KILL", "-P", &id]).status());
        drop(self.process.kill());
        drop(self.process.wait());
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}
