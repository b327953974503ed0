//! A centre that is set up from nothing by the documented commands alone, and what becomes of the people and
//! the devices that leave it.

use crate::case::approval;
use crate::common::{Ran, clerk, server_program};
use chrono::{Datelike as _, Utc};
use clerk_domain::clock::china_date;
use clerk_pack::demo::demo_pack_of;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use tempfile::TempDir;

/// Of whoever is named: a phrase of sixteen characters and more, another one for each.
fn password(person: &str) -> String {
    format!("sample phrase of {person}")
}

/// A real centre: its rules are no sample's.
struct Hall {
    dir: TempDir,
    serving: Option<Child>,
    url: String,
    /// What was given out: codes of windows, passwords of people.
    given: BTreeMap<String, String>,
}

const ADMIN: &str = "root";
/// Window, name, department.
const WINDOWS: [(&str, &str, &str); 4] = [
    ("shangwu-03", "商务窗口 03", "shangwu"),
    ("shangwu-04", "商务窗口 04", "shangwu"),
    ("gongshang-01", "工商窗口 01", "gongshang"),
    ("gongshang-02", "工商窗口 02", "gongshang"),
];
/// Login name, name, role, department.
const PEOPLE: [(&str, &str, &str, &str); 5] = [
    ("wang", "王小明（样本）", "chief", "shangwu"),
    ("li", "李小红（样本）", "clerk", "shangwu"),
    ("sun", "孙小青（样本）", "chief", "gongshang"),
    ("zhao", "赵小兰（样本）", "clerk", "gongshang"),
    ("qian", "钱小白（样本）", "clerk", "gongshang"),
];

impl Hall {
    /// Set up by `init`, `window add` and `person add`, and served.
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        #[expect(clippy::disallowed_methods, reason = "the programs' own clock is the device's")]
        let mut pack = demo_pack_of(china_date(Utc::now()).year()).unwrap();
        pack.sample = false;
        let file = dir.path().join("pack.json");
        std::fs::write(&file, serde_json::to_string(&pack).unwrap()).unwrap();
        let url = "http://127.0.0.1:0".to_owned();
        let mut hall = Self { dir, serving: None, url, given: BTreeMap::new() };
        let init =
            ["init", "--pack", file.to_str().unwrap(), "--admin", ADMIN, "--name", "根（样本）"];
        hall.done(&init);
        for (id, name, department) in WINDOWS {
            let code = hall.done(&["window", "add", id, name, department, "--as", ADMIN]);
            hall.given.insert(id.to_owned(), code);
        }
        for (id, name, role, department) in PEOPLE {
            let given = hall.done(&["person", "add", id, name, role, department, "--as", ADMIN]);
            hall.given.insert(id.to_owned(), given);
        }
        hall.start();
        hall
    }

    /// `clerk-server`, by the administrator.
    fn run(&self, arguments: &[&str]) -> Ran {
        let mut command = Command::new(server_program());
        command.arg("--data").arg(self.dir.path().join("centre")).args(arguments);
        command.env("CLERK_LOG", "off").env("CLERK_PASSWORD", password(ADMIN));
        Ran::of(command.output().unwrap())
    }

    /// The same where it must do what it should; what it printed.
    fn done(&self, arguments: &[&str]) -> String {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        ran.out.trim().to_owned()
    }

    fn start(&mut self) {
        let (_, address) = self.url.split_once("://").unwrap();
        let mut child = Command::new(server_program())
            .arg("--data")
            .arg(self.dir.path().join("centre"))
            .args(["--listen", address])
            .env("CLERK_LOG", "off")
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        self.serving = Some(child);
        self.url = line.trim().strip_prefix("listening on ").expect("listens").to_owned();
    }

    fn stop(&mut self) {
        if let Some(mut child) = self.serving.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// A device in a folder of its own becomes a window: the person changes the password that was given.
    fn enrol(&self, folder: &str, window: &str, person: &str) -> Device {
        let device = Device { dir: self.dir.path().join(folder) };
        let code = &self.given[window];
        let server = ["enroll", "--server", &self.url, "--code", code];
        let refused = code_of(&device.as_with(person, &self.given[person], &server));
        assert_eq!(refused, "password_change_needed");
        let mut command = device.command(person, &self.given[person], &server);
        let enrolled =
            Ran::of(command.env("CLERK_NEW_PASSWORD", password(person)).output().unwrap());
        assert_eq!(enrolled.code, 0, "{}", enrolled.err);
        device
    }

    /// Of everything that waits for a supervisor, the codes.
    fn exceptions(&self) -> Vec<String> {
        let listed: Value =
            serde_json::from_str(&self.done(&["exceptions", "list", "--json"])).unwrap();
        let codes = listed.as_array().unwrap().iter();
        codes.map(|found| found["code"].as_str().unwrap().to_owned()).collect()
    }
}

impl Drop for Hall {
    fn drop(&mut self) {
        self.stop();
    }
}

struct Device {
    dir: PathBuf,
}

impl Device {
    fn command(&self, person: &str, password: &str, arguments: &[&str]) -> Command {
        let mut command = clerk(&self.dir);
        command.args(["--json", "--person", person]).args(arguments);
        command.env("CLERK_PASSWORD", password);
        command
    }

    fn as_with(&self, person: &str, password: &str, arguments: &[&str]) -> Ran {
        Ran::of(self.command(person, password, arguments).output().unwrap())
    }

    /// `clerk`, by a person with the own password.
    fn run(&self, person: &str, arguments: &[&str]) -> Ran {
        self.as_with(person, &password(person), arguments)
    }

    /// The same where it must do what it should.
    fn done(&self, person: &str, arguments: &[&str]) -> Value {
        let ran = self.run(person, arguments);
        assert_eq!(ran.code, 0, "{arguments:?}: {}", ran.err);
        serde_json::from_str(&ran.out).unwrap()
    }

    /// Receives, accepts and issues an application; the case and the licence's number.
    fn issue(&self, person: &str) -> (String, String) {
        let file = self.dir.with_extension("case.json");
        std::fs::write(&file, approval("28000000.00").to_string()).unwrap();
        let received = self.done(person, &["receive", "--file", file.to_str().unwrap()]);
        let case = received["case"]["number"].as_str().unwrap().to_owned();
        self.done(person, &["accept", &case]);
        let issued = self.done(person, &["issue", &case]);
        let licence = &issued["case"]["products"]["licence"]["number"];
        (case, licence.as_str().unwrap().to_owned())
    }
}

/// The code of a run that was refused.
fn code_of(ran: &Ran) -> String {
    assert_ne!(ran.code, 0, "{}", ran.out);
    let said: Value = serde_json::from_str(&ran.err).expect(&ran.err);
    said["code"].as_str().unwrap().to_owned()
}

#[test]
fn a_centre_is_staffed_and_who_leaves_it_is_out() {
    let mut hall = Hall::new();
    let demo = hall.run(&["demo"]);
    assert!(demo.code == 2 && demo.err.contains("no demonstration centre"), "{}", demo.err);
    let listed = hall.done(&["person", "list"]);
    assert_eq!(listed.lines().count(), 1 + PEOPLE.len(), "{listed}");

    // What a chief representative issues with the network gone, and with nothing to be told of.
    let shangwu = hall.enrol("a", "shangwu-03", "wang");
    hall.stop();
    let (_, licence) = shangwu.issue("wang");
    hall.start();
    assert_eq!(shangwu.done("wang", &["sync"])["outbox"], 0);
    assert_eq!(hall.exceptions(), Vec::<String>::new());
    evidence_is_checked_by_openssl_alone(&hall, &licence);

    // Dismissed while the window is offline: what was done since then counts for nothing.
    hall.stop();
    hall.done(&["person", "end", "wang", "--as", ADMIN]);
    let (case, _) = shangwu.issue("wang");
    hall.start();
    assert_eq!(code_of(&shangwu.run("wang", &["sync"])), "appointment_ended");
    // The slot is gone, and the centre lets nobody in who has left.
    assert_eq!(code_of(&shangwu.run("wang", &["show", &case])), "not_your_window");
    let told = hall.exceptions();
    assert!(told.contains(&"actor_not_appointed".to_owned()), "{told:?}");
    assert!(!told.contains(&"act_unsigned".to_owned()), "{told:?}");

    // One changes department: out here with the next contact, in there at once.
    let second = hall.enrol("b", "shangwu-04", "li");
    let gongshang = hall.enrol("c", "gongshang-01", "sun");
    hall.done(&["person", "appoint", "li", "clerk", "gongshang", "--as", ADMIN]);
    assert_eq!(code_of(&second.run("li", &["sync"])), "appointment_ended");
    assert_eq!(code_of(&second.run("li", &["status"])), "not_your_window");
    assert_eq!(gongshang.done("li", &["login"])["person"]["department"], "gongshang");

    // One forgets the password.
    let first = hall.enrol("d", "gongshang-02", "zhao");
    let given = hall.done(&["person", "reset", "zhao", "--as", ADMIN]);
    let with_given = first.as_with("zhao", &given, &["login"]);
    assert_eq!(code_of(&with_given), "password_change_needed");
    let mut change = first.command("zhao", &given, &["password"]);
    let plain = Ran::of(change.env("CLERK_NEW_PASSWORD", "12345678").output().unwrap());
    assert_eq!(code_of(&plain), "password_unfit");
    let changed = "another phrase of zhao";
    let changed_it = Ran::of(change.env("CLERK_NEW_PASSWORD", changed).output().unwrap());
    assert_eq!(changed_it.code, 0, "{}", changed_it.err);
    assert_eq!(first.as_with("zhao", changed, &["login"]).code, 0);

    // A machine is stolen: it issues nothing from its next contact on, at every start.
    hall.done(&["device", "disable", "gongshang-02", "--reason", "失窃（样本）", "--as", ADMIN]);
    assert_eq!(code_of(&first.as_with("zhao", changed, &["sync"])), "device_ended");
    let status = first.as_with("zhao", changed, &["status"]).json();
    assert_eq!(status["halted"]["why"], "device_ended", "{status}");

    // A machine is replaced while it has acts that were not sent: they come in all the same.
    hall.stop();
    let file = gongshang.dir.with_extension("case.json");
    std::fs::write(&file, founding().to_string()).unwrap();
    let received = gongshang.done("sun", &["receive", "--file", file.to_str().unwrap()]);
    let unsent = received["case"]["number"].as_str().unwrap().to_owned();
    let code = hall.done(&["code", "gongshang-01"]);
    hall.start();
    let newer = Device { dir: hall.dir.path().join("e") };
    let enrolled = newer.run("sun", &["enroll", "--server", &hall.url, "--code", &code]);
    assert_eq!(enrolled.code, 0, "{}", enrolled.err);
    assert_eq!(code_of(&gongshang.run("sun", &["sync"])), "device_ended");
    let found: Value =
        serde_json::from_str(&hall.done(&["inspect", "--json", "--case", &unsent])).unwrap();
    assert_eq!(found["found"][0]["state"], "received", "{found}");
    assert_eq!(newer.done("sun", &["sync"])["halted"], Value::Null);
}

/// An application that a clerk of the other department takes in.
fn founding() -> Value {
    json!({
        "item": "gongshang-01", "action": "establish", "holder_name": "徐州样本新设科技有限公司",
        "applicant": {
            "kind": "person", "document": "resident_card", "name": "样本创办人",
            "number": "320300199001019013", "phone": "",
        },
        "form": {
            "registered_capital": { "amount": "1500000.00", "currency": "CNY" },
            "legal_representative": "样本创办人", "enterprise_type": "有限责任公司",
            "address": "徐州市样本新城区1号", "business_scope": "软件开发（示例）",
        },
        "materials": "complete",
    })
}

/// The recipe of docs/PROTOCOL.md, run as it stands there.
fn evidence_is_checked_by_openssl_alone(hall: &Hall, licence: &str) {
    let page = include_str!("../../../../docs/PROTOCOL.md");
    let recipe = page.split("<!-- a test runs this on the evidence -->").nth(1).unwrap();
    let recipe = recipe.split("```sh").nth(1).unwrap().split("```").next().unwrap();
    let folder = hall.dir.path().join("evidence");
    hall.done(&["evidence", licence, folder.to_str().unwrap()]);
    let run = |folder: &Path| {
        let mut shell = Command::new("sh");
        Ran::of(shell.args(["-ec", recipe]).current_dir(folder).output().unwrap())
    };
    let good = run(&folder);
    assert_eq!(good.code, 0, "{}{}", good.out, good.err);
    assert!(good.out.contains("wang|chief|shangwu|") && good.out.contains("王小明（样本）"));
    assert!(good.out.trim_end().ends_with("nothing was changed"), "{}", good.out);
    // One character of any file is another one.
    for file in std::fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        let (path, whole) = (file.path(), std::fs::read(file.path()).unwrap());
        for place in [whole.len() / 3, whole.len() / 2] {
            let mut changed = whole.clone();
            changed[place] = if changed[place] == b'7' { b'8' } else { b'7' };
            std::fs::write(&path, changed).unwrap();
            let bad = run(&folder);
            assert_ne!(bad.code, 0, "{} at {place}: {}", path.display(), bad.out);
        }
        std::fs::write(&path, whole).unwrap();
    }
}
