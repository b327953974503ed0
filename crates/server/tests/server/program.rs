//! The real program.

use crate::support::{Device, PASSWORD, TestCentre, key, person_key};
use clerk_protocol::{EnrolReply, Protocol as _, PushReply, path};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

pub fn program(data: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clerk-server"));
    command.arg("--data").arg(data).env("CLERK_LOG", "info");
    command.env_remove("CLERK_DEMO_PASSWORD").env_remove("CLERK_PASSWORD");
    command.stdin(Stdio::null());
    command
}

pub fn run(data: &Path, arguments: &[&str]) -> Output {
    program(data).args(arguments).output().unwrap()
}

pub fn json(data: &Path, arguments: &[&str]) -> Value {
    let output = run(data, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// A running server that ends with the test.
pub struct Running {
    child: Child,
    pub url: String,
    log: PathBuf,
}

impl Running {
    pub fn start(data: &Path, arguments: &[&str]) -> Self {
        let mut command = program(data);
        command.args(arguments);
        Self::begin(command, data)
    }

    /// With so many file descriptors at most.
    pub fn start_with_descriptors(data: &Path, most: u32) -> Self {
        let program = program(data);
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -n {most}; exec \"$0\" \"$@\"")]);
        command.arg(program.get_program()).args(program.get_args());
        command.env("CLERK_LOG", "info").stdin(Stdio::null());
        Self::begin(command, data)
    }

    fn begin(mut command: Command, data: &Path) -> Self {
        command.args(["--listen", "127.0.0.1:0"]);
        let log = data.join("server.log");
        let stderr = std::fs::File::create(&log).unwrap();
        let mut child = command.stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.strip_prefix("listening on ").expect(&line).trim().to_owned();
        Self { child, url, log }
    }

    /// What it logged until now.
    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).unwrap()
    }

    /// The memory that it has now, in KiB.
    pub fn resident_kib(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse().unwrap()
    }

    /// Sends SIGTERM and gives the exit status.
    fn terminate(mut self) -> Option<i32> {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

#[tokio::test]
async fn the_demo_centre_is_served_and_survives_a_restart() {
    let data = TempDir::new().unwrap();
    let demo = json(data.path(), &["demo", "--json"]);
    let windows = demo["windows"].as_array().unwrap();
    let of = |id: &str| windows.iter().find(|w| w["id"] == id).unwrap().clone();
    assert_eq!(windows.len(), 8);
    let shangwu = of("shangwu-03");
    assert_eq!(
        (&shangwu["name"], &shangwu["department"]),
        (&json!("商务窗口 03"), &json!("shangwu"))
    );
    assert_eq!(of("shui-01")["department"], "guoshui");

    let server = Running::start(data.path(), &[]);
    let request = json!({
        "code": shangwu["code"], "public_key": key("d").public_key(), "person": "wang",
        "password": demo["password"],
        "person_key": person_key("wang", "shangwu-03", &key("d")).public_key(),
    });
    let enrol = client().post(format!("{}{}", server.url, path::ENROL)).json(&request);
    let reply: EnrolReply = enrol.send().await.unwrap().json().await.unwrap();
    assert_eq!(reply.person.name, "王小明（样本）");
    let mut device = Device::new(key("d"), &reply);
    device.whole_case("c1", "L1");
    let push = client()
        .post(format!("{}{}", server.url, path::PUSH))
        .bearer_auth(&device.token.0)
        .json(&device.push_from(1));
    let reply: PushReply = push.send().await.unwrap().json().await.unwrap();
    assert_eq!(reply.accepted, 4);

    // While it runs: a look inside, and a new code for the window that used its own.
    let found = json(data.path(), &["inspect", "--json", "--case", "c1"]);
    assert_eq!((&found["cases"], &found["licences"]), (&json!(1), &json!(1)));
    assert_eq!((&found["found"][0]["state"], &found["entries"]), (&json!("delivered"), &json!(4)));
    let again = json(data.path(), &["demo", "--json"]);
    for (before, after) in windows.iter().zip(again["windows"].as_array().unwrap()) {
        assert_eq!(before["id"], after["id"]);
        assert_eq!(before["code"] == after["code"], before["id"] != "shangwu-03");
    }
    assert_eq!(server.terminate(), Some(0));

    let server = Running::start(data.path(), &[]);
    let push = client()
        .post(format!("{}{}", server.url, path::PUSH))
        .bearer_auth(&device.token.0)
        .json(&device.push_from(1));
    let reply: PushReply = push.send().await.unwrap().json().await.unwrap();
    assert_eq!((reply.accepted, reply.duplicate), (0, 4));
}

#[test]
fn what_it_refuses_ends_with_its_status_and_a_message() {
    let data = TempDir::new().unwrap();
    let file = data.path().join("file");
    std::fs::write(&file, "not a certificate").unwrap();
    let file = file.to_str().unwrap();
    let cases: [(&[&str], i32, &str); 9] = [
        (&["--listen", "0.0.0.0:0"], 2, "--tls-cert"),
        (&["--listen", "[::]:0"], 2, "--tls-cert"),
        (&["--listen", "192.0.2.1:80"], 2, "--tls-cert"),
        (&["--listen", "nonsense"], 2, "--listen"),
        (&["--listen", "127.0.0.1:0", "--tls-cert", file], 2, "--tls-key"),
        (&["--tls-cert", file, "--tls-key", file], 2, "certificate"),
        (&["code", "nowhere-01"], 2, "nowhere-01"),
        (&["inspect", "--nonsense"], 2, "--nonsense"),
        (&["nonsense"], 2, "nonsense"),
    ];
    for (arguments, status, message) in cases {
        let output = run(data.path(), arguments);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {stderr}");
        assert!(stderr.contains(message), "{arguments:?}: {stderr}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
    }
    let no_database = run(TempDir::new().unwrap().path(), &["inspect"]);
    assert_eq!(no_database.status.code(), Some(2));
    let below_a_file = run(Path::new(file), &["demo"]);
    assert_eq!(below_a_file.status.code(), Some(3));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = run(data.path(), &["--listen", &address]);
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains(&address));
    let without_data =
        Command::new(env!("CARGO_BIN_EXE_clerk-server")).arg("demo").output().unwrap();
    assert_eq!(without_data.status.code(), Some(2));
}

#[test]
fn the_demo_prints_a_table_and_a_code_is_printed_alone() {
    let data = TempDir::new().unwrap();
    let mut command = program(data.path());
    let output = command.arg("demo").env("CLERK_DEMO_PASSWORD", "of-my-own").output().unwrap();
    let table = String::from_utf8(output.stdout).unwrap();
    for expected in ["shangwu-03", "jianshe-01", "li, wang (chief)", "of-my-own"] {
        assert!(table.contains(expected), "{expected}: {table}");
    }
    let code = String::from_utf8(run(data.path(), &["code", "shangwu-03"]).stdout).unwrap();
    assert_eq!(code.trim_end().len(), 10);
    assert!(!table.contains(code.trim_end()));
    let inspect = String::from_utf8(run(data.path(), &["inspect"]).stdout).unwrap();
    assert!(inspect.contains("shangwu-03"), "{inspect}");
}

/// The books of a centre: what it leased, what came in, and what nobody leased.
#[tokio::test]
async fn the_number_books_are_told_and_one_that_does_not_add_up_ends_with_3() {
    let centre = TestCentre::new().await;
    let mut device = centre.desk("shangwu-01").await;
    centre.desk("shangwu-02").await;
    for place in 1..=3 {
        let number = device.number(place);
        device.whole_case(&format!("c{place}"), &number);
    }
    device.push_all(&*centre.server).await;
    let data = centre.folder.path();
    let books = json(data, &["numbers", "--json"]);
    let book = |books: &Value, window: usize, figure: &str| {
        books[window]["books"][0][figure].as_u64().unwrap()
    };
    let told = ["leased", "issued", "left"].map(|figure| book(&books, 0, figure));
    assert_eq!((told, books.as_array().unwrap().len()), ([200, 3, 197], 2));
    assert_eq!(book(&books, 1, "left"), 200);
    let one = json(data, &["numbers", "--json", "--window", "shangwu-02"]);
    assert_eq!(one.as_array().unwrap().len(), 1);
    assert_eq!(run(data, &["numbers", "--window", "nowhere"]).status.code(), Some(2));
    assert_eq!(run(TempDir::new().unwrap().path(), &["numbers"]).status.code(), Some(2));
    // A number of the other window's block.
    let foreign = device.number(201);
    let from = device.chain.seq + 1;
    device.whole_case("c4", &foreign);
    centre.server.push(&device.token, device.push_from(from)).await.unwrap();
    let wrong = run(data, &["numbers"]);
    assert_eq!(wrong.status.code(), Some(3));
    let table = String::from_utf8(wrong.stdout).unwrap();
    let uneven: Vec<_> = table.lines().filter(|l| l.ends_with("does not add up")).collect();
    assert!(uneven.len() == 1 && uneven[0].starts_with("shangwu-01"), "{table}");
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("shangwu-01"));
}

#[test]
fn logs_are_json_and_hold_no_secret_and_no_person() {
    let data = TempDir::new().unwrap();
    let output = run(data.path(), &["demo"]);
    let log = String::from_utf8(output.stderr).unwrap();
    assert!(!log.is_empty());
    for line in log.lines() {
        let line: Value = serde_json::from_str(line).unwrap();
        assert!(line["timestamp"].is_string());
    }
    let table = String::from_utf8(output.stdout).unwrap();
    let codes = table.lines().filter_map(|line| line.split_whitespace().nth(1));
    for secret in codes.filter(|word| word.len() == 10).chain(["李小红", "window-clerk-demo"]) {
        assert!(!log.contains(secret));
    }
}

#[test]
fn a_pack_is_published_from_its_sources_and_a_wrong_one_is_not() {
    let data = TempDir::new().unwrap();
    let sources = TempDir::new().unwrap();
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pack/demo");
    for (from, to) in [(demo.clone(), ""), (demo.join("departments"), "departments")] {
        std::fs::create_dir_all(sources.path().join(to)).unwrap();
        for file in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
            if file.file_type().unwrap().is_file() {
                let target = sources.path().join(to).join(file.file_name());
                std::fs::copy(file.path(), target).unwrap();
            }
        }
    }
    let folder = sources.path().to_str().unwrap();
    let init = ["init", "--pack", folder, "--admin", "zhou", "--name", "周样本"];
    assert!(as_person(data.path(), &init).status.success());
    let publish_as = |person| as_person(data.path(), &["publish", folder, "--as", person]);
    let publish = || publish_as("zhou");
    assert_eq!(String::from_utf8(publish().stdout).unwrap(), "rule pack 3 published\n");
    assert!(publish().status.success(), "the same again");
    let nobody = run(data.path(), &["publish", folder]);
    assert_eq!(nobody.status.code(), Some(2), "nobody logged in");

    let server = sources.path().join("centre.toml");
    let text = std::fs::read_to_string(&server).unwrap();
    for (from, to, said) in [
        ("320300", "3203", "centre.toml"),
        ("2026-01-01", "2028-01-01", "valid_until"),
        ("2027-12-31", "2026-01-02", "not in force"),
        ("徐州", "宿迁", "another one of this version"),
    ] {
        std::fs::write(&server, text.replace(from, to)).unwrap();
        let refused = publish();
        let stderr = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert_eq!(refused.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(said), "{said}: {stderr}");
    }
    let next = text.replace("version = 3", "version = 4");
    assert_ne!(next, text);
    std::fs::write(&server, next).unwrap();
    let refused = publish_as("du");
    let stderr = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(stderr.contains("[password_wrong]"), "{stderr}");
    assert_eq!(String::from_utf8(publish().stdout).unwrap(), "rule pack 4 published\n");
}

/// Runs a command with the person's password in the environment.
pub fn as_person(data: &Path, arguments: &[&str]) -> Output {
    program(data).env("CLERK_PASSWORD", PASSWORD).args(arguments).output().unwrap()
}

#[tokio::test]
async fn an_enquiry_goes_through_the_program_and_a_refusal_ends_with_2_and_its_code() {
    let centre = TestCentre::new().await;
    let data = centre.folder.path();
    let ask = |person| {
        let asked = ["--asker", "周样本", "--question", "需要哪些材料？"];
        as_person(
            data,
            &[&["enquiry", "ask", "--to", "shangwu-01", "--as", person], &asked[..]].concat(),
        )
    };
    let id = String::from_utf8(ask("sun").stdout).unwrap();
    let listed = json(data, &["enquiry", "list", "--json"]);
    assert_eq!((&listed[0]["id"], &listed[0]["state"]), (&json!(id.trim()), &json!("waiting")));
    let close = ["enquiry", "close", id.trim(), "--as", "sun", "--note", "已告知"];
    assert!(as_person(data, &close).status.success());
    assert_eq!(json(data, &["enquiry", "list", "--open", "--json"]), json!([]));
    let decide = ["decide-referral", "--as", "sun", "--case", "c1", "--opinion", "同意"];
    let approve = [&decide[..], &["--approve"]].concat();
    let both = [&approve[..], &["--refuse"]].concat();
    for (output, code) in [
        (ask("li"), "[role_forbidden]"),
        (as_person(data, &close), "[already_closed]"),
        (as_person(data, &approve), "[case_unknown]"),
        (as_person(data, &decide), "--approve"),
        (as_person(data, &both), "--refuse"),
        (run(data, &approve), "CLERK_PASSWORD"),
    ] {
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(code) && output.stdout.is_empty(), "{code}: {stderr}");
    }
}
