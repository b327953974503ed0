//! End to end: the real app in a real window against the real server. The server is stopped, a case
//! is taken in, issued and printed, the server comes back, and holds all of it once.
//!
//! Screenshots of every page, in both languages and both themes, are left in `out/screenshots`.

mod window;

use clerk_tests::{DEMO_PASSWORD, Driver, Server, project};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use tokio::runtime::Runtime;
use tokio::sync::Mutex;
use window::Window;

const APPLICANT: &str = "徐州样本检测有限公司";
/// A credit code of the sample range, valid by GB 32100.
const CREDIT_CODE: &str = "91320300YB0000016E";
/// What the usual case may cost beyond the data itself (the desk's brief).
const KEY_PRESSES_MOST: u32 = 25;

/// One window at a time has the screen.
static SCREEN: Mutex<()> = Mutex::const_new(());

#[tokio::test]
async fn a_licence_issued_in_an_outage_reaches_the_centre_once() {
    let _screen = SCREEN.lock().await;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("window");
    let mut centre = Server::start(&folder.path().join("centre"));
    // The app keeps language and theme in its user's folders; these are nobody's.
    let home = folder.path().join("home");
    let environment = [("CLERK_DATA", &*data), ("HOME", &home), ("XDG_DATA_HOME", &home)];
    let driver = Driver::start(&environment, &folder.path().join("driver.log"));
    let window = Window::open(&driver).await;

    enrol(&window, &centre).await;
    window.wait_state("connection-state", "online").await;

    // The applicant becomes known.
    let first = take_in(&window, Applicant::New).await;
    look_at_rare_sheets(&window).await;

    centre.kill();
    window.go("workbench").await;
    window.click("connection-state").await;
    window.wait_state("connection-state", "offline").await;

    window.count_from_zero();
    let number = take_in(&window, Applicant::Known).await;
    accept(&window).await;
    let licence = issue(&window).await;
    deliver(&window).await;
    let presses = window.counted();
    println!("the usual case took {presses} key presses beyond its data");
    assert!(presses <= KEY_PRESSES_MOST, "{presses} key presses");
    assert_ne!(first, number);
    assert_ne!(window.state("outbox-count").await, "0", "nothing waits, and the server is away");
    check_papers(&data.join("print"), &number);

    centre.serve();
    window.wait_state("connection-state", "online").await;
    window.wait_state("outbox-count", "0").await;
    check_centre(&centre, &number, &licence);

    let licence = data.join("print").join(format!("{number}-licence.pdf"));
    check_licence(&window, &licence).await;
    let code = code_of(&licence);
    let each = async |window: &Window, variant: &str| {
        take_each_page(window, &code, variant).await;
    };
    take_screenshots(&window, each).await;
    window.go("workbench").await;
    window.press(window::F12).await;
    window.wait("login-password").await;
    look(&window, "login", "en-dark").await;
    window.close().await;
}

async fn enrol(window: &Window, server: &Server) {
    window.wait("enrol-server").await;
    look(window, "enrol", "zh-light").await;
    window.fill("enrol-server", &server.url()).await;
    window.fill("enrol-code", &server.code("zhijian-01")).await;
    window.fill("enrol-person", "zhijian-chief").await;
    window.fill("enrol-password", DEMO_PASSWORD).await;
    window.press("\u{e007}").await;
    window.wait("nav-intake").await;
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Applicant {
    New,
    Known,
}

/// Takes in an annual inspection by keys alone, and gives the case's number.
async fn take_in(window: &Window, applicant: Applicant) -> String {
    window.press(window::F2).await;
    window.wait("item-search").await;
    window.type_text("zhijian-01").await;
    window.wait("item-option-zhijian-01").await;
    window.press(window::ENTER).await;
    window.wait_focus(&["action-renew"]).await;
    window.press("1").await;
    window.wait_focus(&["applicant-number"]).await;
    window.type_text(CREDIT_CODE).await;
    window.press(window::ENTER).await;
    window.wait_focus_off("applicant-number").await;
    if applicant == Applicant::New {
        window.wait_focus(&["applicant-name"]).await;
        window.type_text(APPLICANT).await;
    }
    window.wait("materials-all").await;
    window.press(window::CTRL_M).await;
    window.press(window::CTRL_ENTER).await;
    window.wait_state("case-state", "received").await;
    window.text("case-number").await
}

async fn accept(window: &Window) {
    window.press(window::F6).await;
    if !window.comes_to("case-state", "accepted", Duration::from_secs(1)).await {
        window.press(window::CTRL_ENTER).await;
    }
    window.wait_state("case-state", "accepted").await;
}

/// Issues the open case, puts its papers away, and gives the number that its sheet showed.
async fn issue(window: &Window) -> String {
    window.press(window::F9).await;
    window.wait_focus(&["confirm-password"]).await;
    window.wait_seen(&["issue-number", "confirm-password", "sheet-confirm"]).await;
    look(window, "issue-sheet", "zh-light").await;
    let shown = window.text("issue-number").await;
    window.type_text(DEMO_PASSWORD).await;
    window.press(window::CTRL_ENTER).await;
    window.wait_state("case-state", "issued").await;
    // The papers offer themselves.
    window.wait_pages("paper-preview").await;
    look(window, "papers", "zh-light").await;
    window.press(window::CTRL_ENTER).await;
    window.wait_gone("sheet").await;
    shown
}

async fn deliver(window: &Window) {
    window.press(window::F10).await;
    window.wait("sheet").await;
    window.press(window::CTRL_ENTER).await;
    window.wait_state("case-state", "delivered").await;
}

/// The sheets of acts that are seldom done, opened and closed again on the way of the open case.
async fn look_at_rare_sheets(window: &Window) {
    let look_at = async |keys: &str, test: &str, page: &str| {
        window.press(keys).await;
        window.wait_seen(&[test, "sheet-confirm"]).await;
        look(window, page, "zh-light").await;
        window.press(window::ESCAPE).await;
        window.wait_gone("sheet").await;
    };
    accept(window).await;
    look_at(window::SHIFT_F5, "findings", "verify-sheet").await;
    issue(window).await;
    look_at(window::SHIFT_F10, "void-number", "void-sheet").await;
}

/// The receipt and the licence are in the print folder, and say whose they are.
fn check_papers(print: &Path, number: &str) {
    for paper in ["materials-receipt", "licence"] {
        let file = print.join(format!("{number}-{paper}.pdf"));
        let output = Command::new("pdftotext").arg(&file).arg("-").output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).replace(char::is_whitespace, "");
        assert!(text.contains(APPLICANT), "{}: {text}", file.display());
    }
}

fn check_centre(server: &Server, number: &str, licence: &str) {
    let inspection = server.inspect(Some(number));
    let found = inspection["found"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{inspection}");
    assert_eq!(found[0]["state"], "delivered", "{inspection}");
    assert_eq!(found[0]["licence"], licence, "not what the sheet showed: {inspection}");
    let acts: Vec<_> = found[0]["entries"].as_array().unwrap().iter().collect();
    let count = |act: &str| acts.iter().filter(|entry| entry["act"] == act).count();
    for act in ["received", "accepted", "issued", "delivered"] {
        assert_eq!(count(act), 1, "{act}: {inspection}");
    }
    assert!(count("printed") >= 2, "{inspection}");
    let mut seqs: Vec<_> = acts.iter().map(|entry| entry["seq"].as_u64().unwrap()).collect();
    seqs.dedup();
    assert_eq!(seqs.len(), acts.len(), "an entry stands twice: {inspection}");
    assert_eq!(inspection["exceptions"], 0, "{inspection}");
}

/// The licence in the print folder is checked as a file, and altered as a text.
async fn check_licence(window: &Window, licence: &Path) {
    window.press(window::SHIFT_F3).await;
    window.wait("verify-text").await;
    look(window, "verify-empty", "zh-light").await;
    window.fill("verify-file", licence.to_str().unwrap()).await;
    window.wait_state("verdict", "valid").await;
    assert!(window.text("verdict").await.contains(APPLICANT));
    let altered = code_of(licence).replacen("WC1.", "WC1.A", 1);
    window.wait_focus(&["verify-text"]).await;
    window.type_text(&altered).await;
    window.press(window::ENTER).await;
    window.wait_state("verdict", "altered").await;
    look(window, "verify-altered", "zh-light").await;
}

/// What the QR code of a paper says.
fn code_of(paper: &Path) -> String {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page");
    let options = ["-r", "200", "-singlefile", "-png"];
    let drawn = Command::new("pdftoppm").args(options).arg(paper).arg(&page).status().unwrap();
    assert!(drawn.success());
    let page = page.with_extension("png");
    let read = Command::new("zbarimg").args(["-q", "--raw"]).arg(page).output().unwrap();
    let codes = String::from_utf8(read.stdout).unwrap();
    codes.lines().find(|line| line.starts_with("WC1.")).unwrap().to_owned()
}

/// Takes pictures in both languages, both themes, on both screens.
async fn take_screenshots(window: &Window, each: impl AsyncFn(&Window, &str)) {
    for language in ["zh", "en"] {
        for theme in ["light", "dark"] {
            window.go("settings").await;
            window.click(&format!("lang-{language}")).await;
            window.click(&format!("theme-{theme}")).await;
            let variant = format!("{language}-{theme}");
            each(window, &variant).await;
            window.resize(window::LARGE).await;
            each(window, &format!("{variant}-large")).await;
            window.resize(window::SMALL).await;
        }
    }
    assert!(project().join("out/screenshots").is_dir());
}

async fn take_each_page(window: &Window, code: &str, variant: &str) {
    for page in ["workbench", "cases", "numbers", "enquiries", "day", "settings", "intake"] {
        window.go(page).await;
        look(window, page, variant).await;
    }
    window.go("verify").await;
    window.wait_focus(&["verify-text"]).await;
    window.type_text(code).await;
    window.press(window::ENTER).await;
    window.wait_state("verdict", "valid").await;
    look(window, "verify", variant).await;
    window.press(window::F3).await;
    window.wait("search-input").await;
    window.type_text("xzybjc").await;
    window.wait_seen(&["search-result-0"]).await;
    look(window, "search", variant).await;
    window.press(window::ENTER).await;
    window.wait("case-number").await;
    look(window, "case", variant).await;
    window.press(window::SHIFT_F8).await;
    window.wait_pages("paper-preview").await;
    look(window, "reasons", variant).await;
    window.press(window::ESCAPE).await;
    window.wait_gone("sheet").await;
}

#[test]
fn a_window_after_an_outage_shows_its_report_and_its_halt() {
    let _screen = SCREEN.blocking_lock();
    let runtime = Runtime::new().unwrap();
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("window");
    let licences = window::outage::make(&runtime, folder.path(), &data);
    let home = folder.path().join("home");
    let environment = [("CLERK_DATA", &*data), ("HOME", &home), ("XDG_DATA_HOME", &home)];
    let driver = Driver::start(&environment, &folder.path().join("driver.log"));
    runtime.block_on(async {
        let window = Window::open(&driver).await;
        window.fill("login-password", DEMO_PASSWORD).await;
        window.press(window::ENTER).await;
        // The report opens by itself.
        window.wait("report-counts").await;
        window.go("verify").await;
        for (verdict, code) in [
            ("valid", &*licences.valid),
            ("revoked", &licences.revoked),
            ("replaced", &licences.replaced),
            ("unknown", "样本"),
        ] {
            window.wait_focus(&["verify-text"]).await;
            window.type_text(code).await;
            window.press(window::ENTER).await;
            window.wait_state("verdict", verdict).await;
            look(&window, &format!("verify-{verdict}"), "zh-light").await;
        }
        take_screenshots(&window, take_report_and_halt).await;
        print_report(&window, &data.join("print")).await;
        window.close().await;
    });
}

async fn take_report_and_halt(window: &Window, variant: &str) {
    window.go("numbers").await;
    window.wait("offline-left").await;
    look(window, "numbers-limited", variant).await;
    window.visit("#/report").await;
    window.wait("report-counts").await;
    look(window, "report", variant).await;
    window.press(window::F8).await;
    window.wait_pages("paper-preview").await;
    look(window, "report-print", variant).await;
    window.press(window::ESCAPE).await;
    window.wait_gone("sheet").await;
    window.click("halt-clear").await;
    window.wait_seen(&["halt-number", "halt-code"]).await;
    look(window, "halt", variant).await;
    window.press(window::ESCAPE).await;
    window.wait_gone("sheet").await;
}

/// The report comes out as a file, and says what the page says.
async fn print_report(window: &Window, print: &Path) {
    window.visit("#/report").await;
    window.wait("report-counts").await;
    window.press(window::F8).await;
    window.wait_pages("paper-preview").await;
    window.press(window::CTRL_ENTER).await;
    let printed = window.text("working-printed").await;
    let files = std::fs::read_dir(print).unwrap().map(|file| file.unwrap().path());
    let report = files.into_iter().find(|file| file.to_string_lossy().contains("-outage-"));
    let report = report.unwrap();
    assert!(printed.contains(report.to_str().unwrap()), "{printed}");
    let output = Command::new("pdftotext").arg("-raw").arg(&report).arg("-").output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).replace(char::is_whitespace, "");
    assert!(text.contains("须处理（2步）") && text.contains("（15步）"), "{text}");
}

/// A picture for a person to look at, and a check of what a picture does not show.
async fn look(window: &Window, page: &str, variant: &str) {
    window.screenshot(page, variant).await;
    window.audit(&format!("{page}, {variant}")).await;
}
