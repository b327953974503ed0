//! The sample day: it passes as it stands, a wrong expectation is found, and no process stays.

use clerk_desk::api::{EnrollArgs, ListArgs, LoginArgs, Nothing, Password};
use clerk_domain::case::CaseState;
use clerk_domain::ids::PersonId;
use clerk_testkit::{Ran, open_to_all, open_to_others, server_beside, without_umask};
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;
use tempfile::TempDir;

/// `clerk-demo` in a folder, without anything of the surroundings.
fn demo(dir: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_clerk-demo"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("CLERK_") {
            command.env_remove(name);
        }
    }
    command.arg("--data").arg(dir).stdin(Stdio::null());
    command
}

fn server_program() -> PathBuf {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let build = || server_beside(env!("CARGO_BIN_EXE_clerk-demo").as_ref());
    PROGRAM.get_or_init(build).clone()
}

fn sample_day() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/day.json")
}

/// The sample day cut down to its first window's work on its first case, and the outage.
fn short_day() -> Value {
    let mut day: Value =
        serde_json::from_str(&std::fs::read_to_string(sample_day()).unwrap()).unwrap();
    let first = day["windows"][0].clone();
    let lines = day["lines"].as_array().unwrap();
    let of_first_case = |line: &&Value| {
        let server = matches!(line["do"].as_str(), Some("server_down" | "server_up"));
        let here = line["window"] == first["id"];
        server || (here && (line["as"] == "G01" || line["case"] == "G01"))
    };
    let lines: Vec<Value> = lines.iter().filter(of_first_case).cloned().collect();
    assert!(lines.len() > 5);
    day["windows"] = json!([first]);
    day["lines"] = json!(lines);
    day
}

fn play(dir: &Path, file: &Path, args: &[&str]) -> Ran {
    let mut command = demo(&dir.join("day"));
    command.arg("--json").arg("day").arg(file).arg("--server-bin").arg(server_program());
    Ran::of(without_umask(command.args(args)).output().unwrap())
}

fn write(dir: &Path, day: &Value) -> PathBuf {
    let file = dir.join("short.json");
    std::fs::write(&file, day.to_string()).unwrap();
    file
}

/// Whether a server of this folder runs.
fn serves(dir: &Path) -> bool {
    let centre = dir.join("day").join("centre");
    let processes = std::fs::read_dir("/proc").unwrap().map(Result::unwrap);
    let mut commands =
        processes.filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    commands.any(|command| String::from_utf8_lossy(&command).contains(centre.to_str().unwrap()))
}

#[test]
fn the_sample_day_comes_out_as_expected() {
    let dir = TempDir::new().unwrap();
    let folder = dir.path().join("day");
    std::fs::create_dir(&folder).unwrap();
    open_to_all(&folder).unwrap();
    let day = play(dir.path(), &sample_day(), &[]).json();
    let wrong = |what: &str| -> Vec<Value> {
        let lines = day[what].as_array().unwrap().iter();
        lines.filter(|line| line["passed"] != true).cloned().collect()
    };
    assert_eq!((wrong("lines"), wrong("checks")), (vec![], vec![]));
    assert_eq!(day["failed"], 0);
    assert!(day["passed"].as_u64().unwrap() > 300);
    assert!(day["checks"].as_array().unwrap().len() > 8);
    assert!(!serves(dir.path()));
    papers_say_what_came_of_it(&folder, &day);
    // Played under no umask, in a folder that anybody could enter.
    assert!(folder.join("centre/centre.db").is_file());
    assert_eq!(open_to_others(&folder).unwrap(), Vec::<PathBuf>::new());
}

/// The text of the licence that a case of the day printed, without blanks.
fn licence(folder: &Path, day: &Value, case: &str) -> String {
    let lines = day["lines"].as_array().unwrap();
    let line = lines.iter().find(|line| line["do"] == "print" && line["case"] == case).expect(case);
    let result = line["result"].as_str().unwrap();
    let file = result.split_whitespace().find(|word| word.ends_with("licence.pdf")).expect(result);
    let window = line["window"].as_str().unwrap();
    let pdf = folder.join(window).join("print").join(file);
    let output = Command::new("pdftotext").arg("-raw").arg(&pdf).arg("-").output().unwrap();
    String::from_utf8_lossy(&output.stdout).replace(char::is_whitespace, "")
}

/// Of a company that did not exist, a person, and a company that did: founded or issued, changed, renewed,
/// reissued and cancelled.
fn papers_say_what_came_of_it(folder: &Path, day: &Value) {
    let company = "徐州样本新城科技有限公司";
    let table: [(&str, &[&str]); 16] = [
        ("N1", &["营业执照", company, "150万CNY", "样本新城区1号", "成立日期2026年11月23日"]),
        ("N2", &["营业执照", company, "第2版（变更）", "180万CNY", "样本新城区8号"]),
        ("N3", &["营业执照", company, "第3版（补领）", "样本新城区8号"]),
        ("N4", &["准予行政许可决定书", company, "2026年11月23日至2026年12月22日"]),
        ("N5", &["准予延续行政许可决定书", company, "2026年12月23日至2027年1月22日"]),
        ("N6", &["注销通知书", company, "股东决定解散（示例）", "第3版"]),
        ("P1", &["准予行政许可决定书", "样本电焊工", "2026年11月23日至2030年11月22日"]),
        ("P2", &["准予变更行政许可决定书", "第2版（变更）", "2026年11月23日至2030年11月22日"]),
        ("P3", &["准予延续行政许可决定书", "第3版（延续）", "2030年11月23日至2034年11月22日"]),
        ("P4", &["补发行政许可证件决定书", "第4版（补领）", "2030年11月23日至2034年11月22日"]),
        ("P5", &["注销通知书", "样本电焊工", "第4版"]),
        ("E1c", &["准予行政许可决定书", "徐州样本筑路工程有限公司"]),
        ("E2c", &["准予变更行政许可决定书", "样本大道北延工地"]),
        ("E3c", &["准予延续行政许可决定书", "第五十条"]),
        ("E4c", &["补发行政许可证件决定书", "第4版（补领）"]),
        ("E5c", &["注销通知书", "徐州样本筑路工程有限公司"]),
    ];
    for (case, texts) in table {
        let text = licence(folder, day, case);
        for expected in texts {
            assert!(text.contains(expected), "{case}: {expected} is not in {text}");
        }
        // A founder's and a person's number are on no licence whole.
        assert!(!text.contains("19880708") && !text.contains("19910305"), "{case}: {text}");
    }
}

/// What `./dev run` opens: a desk at which something happened already.
#[test]
fn a_window_that_was_enrolled_just_now_is_filled() {
    let dir = TempDir::new().unwrap();
    let (centre, window) = (dir.path().join("centre"), dir.path().join("window"));
    let server = |args: &[&str]| {
        let mut command = Command::new(server_program());
        command.arg("--data").arg(&centre).args(args).env("CLERK_LOG", "off");
        command
    };
    let loaded = Ran::of(server(&["demo", "--json"]).output().unwrap());
    let password = loaded.json()["password"].as_str().unwrap().to_owned();
    let code = Ran::of(server(&["code", "shangwu-03"]).output().unwrap()).out.trim().to_owned();
    let mut serving = server(&["--listen", "127.0.0.1:0"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(serving.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let url = line.trim().strip_prefix("listening on ").unwrap().to_owned();
    let desk = || {
        let clock = std::sync::Arc::new(clerk_desk::DeviceClock);
        clerk_cli::context::workstation(window.clone(), clock, [7; 32])
    };
    let (person, secret) = (PersonId::from("wang"), Password(password.clone()));
    desk()
        .enroll(EnrollArgs {
            authority: None,
            server: url,
            code: Password(code),
            person: person.clone(),
            password: secret,
            new_password: None,
        })
        .unwrap();
    let mut fill = demo(&window);
    fill.args(["fill", "--centre"]).arg(&centre).arg("--server-bin").arg(server_program());
    let filled = Ran::of(fill.env("CLERK_PASSWORD", &password).output().unwrap());
    serving.kill().unwrap();
    serving.wait().unwrap();
    assert_eq!(filled.code, 0, "{}", filled.err);

    let desk = desk();
    desk.login(LoginArgs { person, password: Password(password), new_password: None }).unwrap();
    let rows = desk.list(ListArgs { states: vec![], limit: 50 }).unwrap().rows;
    let missing =
        CaseState::ALL.into_iter().filter(|state| rows.iter().all(|row| row.state != *state));
    assert_eq!(missing.collect::<Vec<_>>(), []);
    let enquiries = desk.enquiries(Nothing {}).unwrap();
    assert_eq!((enquiries.waiting, enquiries.rows.len()), (1, 2));
    assert!(desk.day(Nothing {}).unwrap().open.is_some());
}

#[test]
fn a_wrong_expectation_is_found_and_ends_with_1() {
    let dir = TempDir::new().unwrap();
    let mut day = short_day();
    let lines = day["lines"].as_array_mut().unwrap();
    let received = lines.iter_mut().find(|line| line["do"] == "receive").unwrap();
    received["expect"] = json!({ "error": "field_problems" });
    let ran = play(dir.path(), &write(dir.path(), &day), &[]);
    let report: Value = serde_json::from_str(&ran.out).expect(&ran.err);
    assert_eq!((ran.code, &report["failed"]), (1, &json!(1)), "{}", ran.err);
    assert!(ran.err.contains("day_failed"));
    assert!(!serves(dir.path()));
}

#[test]
fn a_day_writes_into_a_new_folder_only_and_says_what_is_wrong_with_its_file() {
    let dir = TempDir::new().unwrap();
    std::fs::create_dir(dir.path().join("day")).unwrap();
    let file = write(dir.path(), &short_day());
    std::fs::write(dir.path().join("day/precious"), "").unwrap();
    assert_eq!(play(dir.path(), &file, &[]).refusal(2)["code"], "folder_in_use");
    std::fs::remove_file(dir.path().join("day/precious")).unwrap();

    let mut unknown = short_day();
    unknown["lines"][0]["expect"] = json!({ "ok": true, "colour": "green" });
    let file = write(dir.path(), &unknown);
    let refusal = play(dir.path(), &file, &[]).refusal(2);
    assert_eq!(refusal["problems"][0]["field"], "lines[0].expect.colour");
    let mut nowhere = short_day();
    nowhere["windows"] = json!([]);
    let file = write(dir.path(), &nowhere);
    assert_eq!(play(dir.path(), &file, &[]).refusal(2)["code"], "file_wrong");
    assert_eq!(
        play(dir.path(), Path::new("/no/such/day.json"), &[]).refusal(2)["code"],
        "file_unreadable"
    );
}

#[test]
fn a_missing_or_broken_server_is_told() {
    let dir = TempDir::new().unwrap();
    let file = write(dir.path(), &short_day());
    for program in ["/no/such/server", "/bin/false"] {
        let mut command = demo(&dir.path().join("day"));
        command.args(["--json", "day", "--server-bin", program]).arg(&file);
        assert_eq!(Ran::of(command.output().unwrap()).refusal(3)["code"], "server_program");
    }
}

#[test]
fn a_signal_ends_the_server_too() {
    let dir = TempDir::new().unwrap();
    let mut command = demo(&dir.path().join("day"));
    command.arg("day").arg(sample_day()).arg("--server-bin").arg(server_program());
    let mut playing = command.stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    // Held open: a pipe that nobody reads would end it too.
    let mut told = BufReader::new(playing.stdout.take().unwrap());
    told.read_line(&mut line).unwrap();
    assert!(line.starts_with("时间") && serves(dir.path()), "{line}");
    Command::new("kill").arg(playing.id().to_string()).status().unwrap();
    assert_eq!(playing.wait().unwrap().code(), Some(130));
    drop(told);
    assert!(!serves(dir.path()));
}
