//! The released app as a clerk meets it in the morning: how long until something stands on the screen,
//! and how much memory all its processes take with a million cases. `./dev bench` runs it; the limits are
//! 1.5 s and 250 MB.
//!
//! The screen is a virtual one whose pixels lie in a file, so that looking costs the app nothing. Memory
//! is PSS: what several processes share counts once.

#[path = "support/cases.rs"]
mod cases;

use clerk_desk::DeviceClock;
use clerk_domain::act::Actor;
use clerk_domain::clock::{Clock as _, china};
use clerk_domain::journal::Stamp;
use clerk_domain::person::Role;
use clerk_store::{KeySlots, Store};
use clerk_tests::{Clerk, DEMO_PASSWORD, Driver, Server, program};
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

const PERSON: &str = "gongshang-chief";
const STARTS: usize = 5;
/// What has not happened by then does not happen.
const PATIENCE: Duration = Duration::from_secs(40);
const SECONDS_MOST: f64 = 1.5;
const MEGABYTES_MOST: f64 = 250.0;

fn main() {
    // A filter is for the benchmarks that it names.
    if std::env::args().skip(1).any(|argument| !argument.starts_with('-') && argument != "app") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("window");
    prepare(folder.path(), &data);
    let screen = Screen::start(folder.path());
    let home = folder.path().join("home");
    let display = PathBuf::from(&screen.display);
    let environment: [(&str, &Path); 4] =
        [("CLERK_DATA", &data), ("HOME", &home), ("XDG_DATA_HOME", &home), ("DISPLAY", &display)];

    let mut starts: Vec<f64> = (0..STARTS).map(|_| first_paint(&screen, &environment)).collect();
    starts.sort_by(f64::total_cmp);
    println!(
        "app: first paint {:.2} s (median of {STARTS}, {:.2} to {:.2}; limit {SECONDS_MOST} s)",
        starts[STARTS / 2],
        starts[0],
        starts[STARTS - 1],
    );
    let driver = Driver::start(&environment, &folder.path().join("driver.log"));
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(memory(&driver));
}

/// A window of the demo centre that pulled a million cases; its server is away.
fn prepare(folder: &Path, data: &Path) {
    let mut server = Server::start(&folder.join("centre"));
    Clerk::at(data, PERSON).enroll(&server.url(), &server.code("gongshang-01"));
    server.kill();
    let slots = KeySlots::load(data).expect("key slots");
    let now = DeviceClock.now();
    let key = slots.unlock(&PERSON.into(), DEMO_PASSWORD, now).expect("the key");
    let mut store = Store::open(&data.join("window.db"), &key.database).expect("the database");
    let actor = Actor { person: PERSON.into(), name: "样本首席".to_owned(), role: Role::Chief };
    let stamp = Stamp { device: now.with_timezone(&china()), server: None, ticks: 0 };
    cases::pull_a_million(&mut store, &"gongshang".into(), stamp, actor);
}

/// A virtual screen of the smallest size that the desk is made for.
struct Screen {
    server: Child,
    display: String,
    pixels: PathBuf,
}

impl Screen {
    fn start(folder: &Path) -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-fbdir"])
            .arg(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb (package xvfb) starts");
        let mut line = String::new();
        let stdout = server.stdout.take().expect("its output is a pipe");
        BufReader::new(stdout).read_line(&mut line).expect("it says which display it is");
        let display = format!(":{}", line.trim());
        Self { server, display, pixels: folder.join("Xvfb_screen0") }
    }

    /// How many colours stand on the screen: an empty window has one or two, text has dozens.
    fn colours(&self) -> usize {
        const PIXEL: usize = 4;
        let bytes = std::fs::read(&self.pixels).expect("the screen's file");
        // XWD: the first word is the header's length, most significant byte first.
        let header = bytes.first_chunk().map_or(0, |word| u32::from_be_bytes(*word) as usize);
        let pixels = bytes.get(header..).unwrap_or_default().chunks_exact(PIXEL);
        pixels.map(<[u8]>::to_vec).collect::<BTreeSet<_>>().len()
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// Seconds from the start of the program until text stands on the screen.
fn first_paint(screen: &Screen, environment: &[(&str, &Path)]) -> f64 {
    const COLOURS_OF_TEXT: usize = 300;
    let wait_for = |wanted: fn(usize) -> bool, what: &str| {
        let begun = Instant::now();
        while !wanted(screen.colours()) {
            assert!(begun.elapsed() < PATIENCE, "{what}");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    wait_for(|colours| colours < COLOURS_OF_TEXT, "the screen does not become empty");
    let begun = Instant::now();
    let mut app = Command::new(program("window-clerk"));
    app.envs(environment.iter().copied()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut app = app.spawn().expect("the app starts");
    wait_for(|colours| colours >= COLOURS_OF_TEXT, "the app paints nothing");
    let seconds = begun.elapsed().as_secs_f64();
    app.kill().expect("the app can be killed");
    app.wait().expect("the app ends");
    seconds
}

/// Logs in, searches, and says what it takes.
async fn memory(driver: &Driver) {
    let client = open(driver).await;
    let field = element(&client, "login-password").await;
    let at_login = megabytes(driver);
    field.send_keys(&format!("{DEMO_PASSWORD}\u{e007}")).await.expect("keys");
    let begun = Instant::now();
    element(&client, "nav-cases").await;
    let opened = begun.elapsed().as_secs_f64();
    tokio::time::sleep(Duration::from_secs(2)).await;
    let at_workbench = megabytes(driver);
    element(&client, "nav-cases").await.click().await.expect("a click");
    tokio::time::sleep(Duration::from_secs(2)).await;
    let at_list = megabytes(driver);
    client.close().await.expect("the app closes");
    println!("app: with {} cases, log-in to workbench {opened:.2} s", cases::CASES);
    for (place, taken) in [("log-in", at_login), ("workbench", at_workbench), ("list", at_list)] {
        let sum: f64 = taken.values().sum();
        let of_each = taken.iter().map(|(name, megabytes)| format!("{name} {megabytes:.0}"));
        println!(
            "app: PSS at the {place} {sum:.0} MB (limit {MEGABYTES_MOST:.0} MB): {}",
            of_each.collect::<Vec<_>>().join(", "),
        );
    }
}

/// The app, once the driver listens.
async fn open(driver: &Driver) -> Client {
    let options = json!({ "binary": program("window-clerk"), "args": [] });
    let wanted = json!({ "webkitgtk:browserOptions": options });
    let wanted = wanted.as_object().cloned().expect("an object");
    let begun = Instant::now();
    loop {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        match builder.capabilities(wanted.clone()).connect(&driver.url()).await {
            Ok(client) => return client,
            Err(error) if begun.elapsed() > PATIENCE => panic!("the app does not open: {error}"),
            Err(_) => tokio::time::sleep(Duration::from_millis(200)).await,
        }
    }
}

async fn element(client: &Client, test: &str) -> fantoccini::elements::Element {
    let selector = format!("[data-test=\"{test}\"]");
    let found = client.wait().at_most(PATIENCE).for_element(Locator::Css(&selector)).await;
    found.unwrap_or_else(|error| panic!("{test}: {error}"))
}

/// What the driver's children take, and theirs: the app with all its processes, without the driver.
fn megabytes(driver: &Driver) -> BTreeMap<String, f64> {
    const KIB: f64 = 1024.0;
    let mut megabytes = BTreeMap::new();
    let mut processes = children(driver.pid());
    while let Some(process) = processes.pop() {
        let read = |file| std::fs::read_to_string(format!("/proc/{process}/{file}"));
        let maps = read("smaps_rollup").expect("the kernel tells of its maps");
        let pss = maps.lines().find_map(|line| line.strip_prefix("Pss:")).expect("a PSS");
        let kib = pss.trim().trim_end_matches(" kB").parse::<f64>().expect("a number");
        let name = read("comm").expect("the kernel tells its name").trim().to_owned();
        *megabytes.entry(name).or_default() += kib * KIB / 1e6;
        processes.extend(children(process));
    }
    megabytes
}

fn children(of: u32) -> Vec<u32> {
    let tasks = std::fs::read_dir(format!("/proc/{of}/task")).expect("the process is there");
    let lists = tasks.map(|task| task.expect("a task").path().join("children"));
    let lists = lists.map(|list| std::fs::read_to_string(list).unwrap_or_default());
    lists
        .flat_map(|list| list.split_whitespace().flat_map(str::parse).collect::<Vec<_>>())
        .collect()
}
