//! The window of the industry and commerce bureau: companies are founded, changed and ended.

use super::acts::next;
use super::applications::{Founded, cancel, change, duplicate, founding, shop};
use super::recorder::{Exchange, Recorder};
use super::standing::as_it_stands;
use super::{Scene, case_at, list, materials, password, receive, through};
use crate::centre::RUNTIME;
use clerk_desk::workstation::{Place, SyncMode, Workstation};
use clerk_domain::case::acts::ReferralDecided;
use clerk_domain::enquiry::Asker;
use clerk_domain::ids::{EnquiryId, ItemCode};
use clerk_protocol::Secret;
use clerk_server::{Login, Question, demo};
use clerk_testkit::FaultyNetwork;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const WINDOW: &str = "gongshang-01";
pub const PERSON: &str = "gongshang-chief";
pub fn record(scene: &Scene, network: FaultyNetwork) -> Vec<Exchange> {
    let desk = scene.centre.desk(WINDOW, 1, scene.shared_clock());
    let mut it = Recorder::new(desk, scene.clock.clone());
    it.at("2026-11-19 08:10");
    enrol(&mut it, scene);
    let known = thursday(&mut it, scene);
    friday(&mut it, scene);
    let waiting = monday(&mut it, scene, &known);
    as_it_stands(&mut it);
    let other = twin(&it, scene);
    next(&mut it, &waiting);
    drop(network);
    it.group("later");
    troubled(&mut it, scene, &other);
    it.kept
}

fn enrol(it: &mut Recorder, scene: &Scene) {
    it.ask("session_not_enrolled", "session", json!({}));
    let code = RUNTIME.block_on(scene.centre.server.sample_code(&WINDOW.into())).unwrap();
    let enroll = |code: &str| {
        let server = &scene.url;
        json!({ "server": server, "code": code, "person": PERSON, "password": password() })
    };
    it.refused("enroll_code_unknown", "enroll", enroll("000000"));
    it.act("enroll", "enroll", enroll(&code), &["session"]);
    it.quietly("lock", json!({}));
    it.ask("session_locked", "session", json!({}));
    let wrong = json!({ "person": PERSON, "password": "wrong" });
    it.refused("login_password_wrong", "login", wrong);
    it.ask("login", "login", json!({ "person": PERSON, "password": password() }));
    it.ask("workbench_new", "workbench", json!({}));
    it.ask("list_new", "list", list(&[]));
    it.ask("enquiries_none", "enquiries", json!({}));
    it.ask("day_new", "day", json!({}));
    it.ask("report_none", "report", json!({}));
}

fn thursday(it: &mut Recorder, scene: &Scene) -> Founded {
    it.at("2026-11-19 08:25");
    it.act("open_day", "open_day", json!({}), &["day"]);
    ask_at_centre(it, scene, "2026-11-19 09:00", QUESTIONS[3], true);
    let founded = (0..3).map(|at| {
        it.at(&format!("2026-11-19 09:{at}1"));
        let case = receive(it, &founding(at, "1000000.00"));
        let view = through(it, &case, "accept issue materials_receipt licence deliver");
        let products = &view["case"]["products"];
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let name = text(&products["licence"]["holder"]);
        (name, text(&products["holder_number"]), text(&products["licence"]["number"]))
    });
    let founded = Founded(founded.collect());
    it.at("2026-11-19 10:20");
    let shop = receive(it, &shop("张样本", "320300198503120010", "establish", ""));
    through(it, &shop, "accept issue licence deliver");
    it.at("2026-11-19 11:05");
    let case = receive(it, &founding(3, "900000.00"));
    it.quietly("not_accept", json!({ "case": case, "reason": "不属于本机关登记（示例）" }));
    it.at("2026-11-19 14:40");
    let case = receive(it, &founding(4, "5000000.00"));
    through(it, &case, "accept");
    it.quietly("refuse", json!({ "case": case, "reason": "住所证明经核实不实（示例）" }));
    it.at("2026-11-19 15:30");
    let case = receive(it, &founding(5, "800000.00"));
    let withdrawn = json!({ "kind": "withdrawn", "reason": "申请人另行安排（示例）" });
    it.quietly("carry_out", json!({ "case": case, "act": withdrawn }));
    it.at("2026-11-19 17:32");
    it.quietly("sync_now", json!({}));
    it.act("close_day", "close_day", json!({}), &["day"]);
    it.ask("day_closed", "day", json!({}));
    it.refused("open_day_closed", "open_day", json!({}));
    it.refused("close_day_not_opened", "close_day", json!({}));
    founded
}

fn friday(it: &mut Recorder, scene: &Scene) {
    it.at("2026-11-20 08:25");
    it.ask("day_none", "day", json!({}));
    it.quietly("open_day", json!({}));
    let enquiry = ask_at_centre(it, scene, "2026-11-20 10:05", QUESTIONS[2], false);
    it.at("2026-11-20 11:00");
    let answer = "可以，须使用本市认可的电子印章（示例）。";
    it.quietly("answer", json!({ "enquiry": enquiry, "answer": answer }));
    for (time, at, capital) in [("14:10", 6, "20000000.00"), ("14:20", 7, "30000000.00")] {
        it.at(&format!("2026-11-20 {time}"));
        let case = receive(it, &founding(at, capital));
        through(it, &case, "accept refer");
    }
    it.at("2026-11-20 15:10");
    let mut lacking = founding(8, "600000.00");
    lacking["materials"] = materials("m1 m2");
    let case = receive(it, &lacking);
    it.quietly("correct", json!({ "case": case, "wrong": [] }));
    it.quietly("sync_now", json!({}));
    let number = it.quietly("case", json!({ "case": case_at(it, "referred", 0) }));
    let number = serde_json::from_value(number["case"]["number"].clone()).unwrap();
    let decided = ReferralDecided { approved: true, opinion: "同意（示例）".to_owned() };
    RUNTIME.block_on(scene.centre.server.decide_referral(leader(), &number, decided)).unwrap();
}

/// The cases that wait on Monday.
pub struct Waiting {
    pub received: String,
    pub lacking: String,
    pub above: String,
    pub accepted: String,
    pub duplicate: String,
    pub issued: String,
}

fn monday(it: &mut Recorder, scene: &Scene, known: &Founded) -> Waiting {
    it.at("2026-11-23 08:25");
    it.ask("day_earlier", "day", json!({}));
    it.refused("open_day_still_open", "open_day", json!({}));
    it.act("close_day_earlier", "close_day", json!({}), &["day"]);
    it.act("open_day_next", "open_day", json!({}), &["day"]);
    it.quietly("sync_now", json!({}));
    ask_at_centre(it, scene, "2026-11-23 08:35", QUESTIONS[4], false);
    ask_at_centre(it, scene, "2026-11-23 08:40", QUESTIONS[1], false);
    it.at("2026-11-23 08:50");
    let accepted = receive(it, &founding(9, "1500000.00"));
    through(it, &accepted, "accept");
    it.at("2026-11-23 09:02");
    let issued = receive(it, &change(known, 0));
    through(it, &issued, "accept issue");
    ask_at_centre(it, scene, "2026-11-23 09:12", QUESTIONS[0], false);
    let shown = receive(it, &founding(14, "1100000.00"));
    through(it, &shown, "accept issue");
    it.at("2026-11-23 09:15");
    let duplicate = receive(it, &duplicate(known, 1));
    through(it, &duplicate, "accept");
    let cancelled = receive(it, &cancel(known, 2));
    through(it, &cancelled, "accept");
    it.at("2026-11-23 09:28");
    let above = receive(it, &founding(10, "20000000.00"));
    let mut incomplete = founding(11, "600000.00");
    incomplete["materials"] = materials("m1 m2 m3 m4");
    let lacking = receive(it, &incomplete);
    it.at("2026-11-23 09:36");
    let received = receive(it, &founding(12, "1000000.00"));
    Waiting { received, lacking, above, accepted, duplicate, issued }
}

/// The window's folder once more, as it is now.
fn twin(it: &Recorder, scene: &Scene) -> PathBuf {
    it.quietly("lock", json!({}));
    let other = scene.centre.folder.path().join("twin");
    std::fs::create_dir_all(&other).unwrap();
    for file in std::fs::read_dir(scene.centre.folder.path().join(WINDOW)).unwrap() {
        let file = file.unwrap();
        if file.file_type().unwrap().is_file() {
            std::fs::copy(file.path(), other.join(file.file_name())).unwrap();
        }
    }
    std::fs::create_dir_all(other.join("print")).unwrap();
    log_in(it);
    other
}

/// The same window without a network; and as its clock runs back, and it issues nothing any more.
fn troubled(it: &mut Recorder, scene: &Scene, folder: &Path) {
    let desk = |sync| Place {
        dir: folder.to_owned(),
        clock: scene.shared_clock(),
        seed: [2; 32],
        sync,
        changed: Arc::new(|| {}),
    };
    it.desk = Workstation::new(desk(SyncMode::Background));
    it.alone_at("2026-11-23 09:45");
    log_in(it);
    receive(it, &founding(0, "700000.00"));
    let end = Instant::now() + Duration::from_secs(20);
    while it.quietly("status", json!({}))["connection"]["state"] != "offline" {
        assert!(Instant::now() < end, "the window does not notice that it is offline");
        std::thread::sleep(Duration::from_millis(50));
    }
    it.ask("status_offline", "status", json!({}));
    it.desk = Workstation::new(desk(SyncMode::OnRequest));
    log_in(it);
    it.alone_at("2026-11-23 06:00");
    it.ask("status_halted", "status", json!({}));
    it.refused("clear_halt_wrong", "clear_halt", json!({ "code": "000000" }));
}

fn log_in(it: &Recorder) {
    it.quietly("login", json!({ "person": PERSON, "password": password() }));
}

fn leader() -> Login {
    let password = Secret(demo::PASSWORD.to_owned());
    Login { person: "gongshang-leader".into(), password }
}

type Asked = (&'static str, &'static str, Option<&'static str>, &'static str);

/// Who asks, the telephone number, about which item, what.
const QUESTIONS: [Asked; 5] = [
    (
        "陈样本",
        "0516-00000301",
        Some("gongshang-02"),
        "公司住所换到本市另一个区，先办变更登记还是直接到新区登记？要带哪些材料？（示例）",
    ),
    ("李样本", "", None, "窗口周六上午办理吗？（示例）"),
    (
        "周样本",
        "0516-00000303",
        Some("gongshang-01"),
        "申请书的法定代表人签字可以用电子签名吗？（示例）",
    ),
    ("吴样本", "0516-00000304", Some("gongshang-01"), "注册资本以章程为准吗？（示例）"),
    ("郑样本", "", Some("gongshang-03"), "个体工商户换经营者要先注销吗？（示例）"),
];

/// An enquiry that is asked at the centre and, with the sync, known at the window.
fn ask_at_centre(it: &Recorder, scene: &Scene, time: &str, asked: Asked, close: bool) -> EnquiryId {
    it.at(time);
    let (name, phone, item, question) = asked;
    let question = Question {
        to: WINDOW.to_owned(),
        item: item.map(ItemCode::from),
        asker: Asker { name: name.to_owned(), phone: phone.to_owned() },
        question: question.to_owned(),
    };
    let server = &scene.centre.server;
    let id = RUNTIME.block_on(server.ask(leader(), question)).unwrap();
    if close {
        let note = "申请人已到窗口询问（示例）";
        RUNTIME.block_on(server.close_enquiry(leader(), id, note)).unwrap();
    }
    it.quietly("sync_now", json!({}));
    id
}
