//! End to end: the real app in a real window against the real server. The server is stopped, a case
//! is taken in, issued and printed, the server comes back, and holds all of it once.
//!
//! Screenshots of every page, in both languages and both themes, are left in `out/screenshots`.

mod window;

use clerk_tests::{Centre, DEMO_PASSWORD, Driver, project};
use std::path::Path;
use std::process::Command;
use std::time::Duration;
use window::Window;

const APPLICANT: &str = "徐州样本检测有限公司";
/// A credit code of the sample range, valid by GB 32100.
const CREDIT_CODE: &str = "91320300YB0000016E";
/// What the usual case may cost beyond the data itself (the desk's brief).
const KEY_PRESSES_MOST: u32 = 25;

#[tokio::test]
async fn a_licence_issued_in_an_outage_reaches_the_centre_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("window");
    let mut centre = Centre::start(&folder.path().join("centre"));
    // The app keeps language and theme in its user's folders; these are nobody's.
    let home = folder.path().join("home");
    let environment = [("CLERK_DATA", &*data), ("HOME", &home), ("XDG_DATA_HOME", &home)];
    let driver = Driver::start(&environment, &folder.path().join("driver.log"));
    let window = Window::open(&driver).await;

    enrol(&window, &centre).await;
    window.wait_state("connection-state", "online").await;

    // The applicant becomes known.
    let first = take_in(&window, Applicant::New).await;
    window.wait_state("case-state", "received").await;

    centre.kill();
    window.go("workbench").await;
    window.click("connection-state").await;
    window.wait_state("connection-state", "offline").await;

    window.count_from_zero();
    let number = take_in(&window, Applicant::Known).await;
    issue_and_deliver(&window).await;
    let presses = window.counted();
    println!("the usual case took {presses} key presses beyond its data");
    assert!(presses <= KEY_PRESSES_MOST, "{presses} key presses");
    assert_ne!(first, number);
    assert_ne!(window.state("outbox-count").await, "0", "nothing waits, and the server is away");
    check_papers(&data.join("print"), &number);

    centre.serve();
    window.wait_state("connection-state", "online").await;
    window.wait_state("outbox-count", "0").await;
    check_centre(&centre, &number);

    take_screenshots(&window).await;
    window.close().await;
}

async fn enrol(window: &Window, centre: &Centre) {
    window.wait("enrol-server").await;
    look(window, "enrol", "zh-light").await;
    window.fill("enrol-server", &centre.url()).await;
    window.fill("enrol-code", &centre.code("zhijian-01")).await;
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

async fn issue_and_deliver(window: &Window) {
    window.press(window::F6).await;
    if !window.comes_to("case-state", "accepted", Duration::from_secs(1)).await {
        window.press(window::CTRL_ENTER).await;
    }
    window.wait_state("case-state", "accepted").await;
    window.press(window::F9).await;
    window.wait_focus(&["confirm-password"]).await;
    window.wait_seen(&["issue-number", "confirm-password", "sheet-confirm"]).await;
    look(window, "issue-sheet", "zh-light").await;
    window.type_text(DEMO_PASSWORD).await;
    window.press(window::CTRL_ENTER).await;
    window.wait_state("case-state", "issued").await;
    // The papers offer themselves.
    window.wait_pages("paper-preview").await;
    look(window, "papers", "zh-light").await;
    window.press(window::CTRL_ENTER).await;
    window.wait_gone("sheet").await;
    window.press(window::F10).await;
    window.wait("sheet").await;
    window.press(window::CTRL_ENTER).await;
    window.wait_state("case-state", "delivered").await;
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

fn check_centre(centre: &Centre, number: &str) {
    let inspection = centre.inspect(Some(number));
    let found = inspection["found"].as_array().unwrap();
    assert_eq!(found.len(), 1, "{inspection}");
    assert_eq!(found[0]["state"], "delivered", "{inspection}");
    assert!(found[0]["licence"].is_string(), "{inspection}");
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

async fn take_screenshots(window: &Window) {
    for language in ["zh", "en"] {
        for theme in ["light", "dark"] {
            window.go("settings").await;
            window.click(&format!("lang-{language}")).await;
            window.click(&format!("theme-{theme}")).await;
            let variant = format!("{language}-{theme}");
            take_each_page(window, &variant).await;
            window.resize(window::LARGE).await;
            take_each_page(window, &format!("{variant}-large")).await;
            window.resize(window::SMALL).await;
        }
    }
    window.go("workbench").await;
    window.press(window::F12).await;
    window.wait("login-password").await;
    look(window, "login", "en-dark").await;
    assert!(project().join("out/screenshots").is_dir());
}

async fn take_each_page(window: &Window, variant: &str) {
    for page in ["workbench", "cases", "numbers", "settings", "intake"] {
        window.go(page).await;
        look(window, page, variant).await;
    }
    window.press(window::F3).await;
    window.wait("search-input").await;
    window.type_text("xzybjc").await;
    window.wait_seen(&["search-result-0"]).await;
    look(window, "search", variant).await;
    window.press(window::ENTER).await;
    window.wait("case-number").await;
    look(window, "case", variant).await;
}

/// A picture for a person to look at, and a check of what a picture does not show.
async fn look(window: &Window, page: &str, variant: &str) {
    window.screenshot(page, variant).await;
    window.audit(&format!("{page}, {variant}")).await;
}
