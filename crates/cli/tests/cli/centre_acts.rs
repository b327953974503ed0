//! What is done at a desk of the centre reaches a window, and from there paper, with the network gone in
//! between: a leader's decision, an enquiry, the window's day.

use crate::case::approval;
use crate::common::{Window, desk};
use crate::papers::{check, text_of};
use serde_json::{Value, json};
use std::path::Path;

/// The text of the sheet that a command printed.
fn printed(window: &Window, args: &[&str]) -> String {
    let printed = window.json(args);
    let file = printed["file"].as_str().or_else(|| printed[0]["file"].as_str());
    text_of(Path::new(file.expect("a file")))
}

/// A case that is the leader's to decide, at the centre.
fn referred(window: &Window, amount: &str) -> String {
    let case = window.receive(&approval(amount));
    window.json(&["accept", &case]);
    window.json(&["refer", &case]);
    window.json(&["sync"]);
    case
}

#[test]
fn a_leader_decides_at_the_centre_and_the_window_issues_with_the_network_gone() {
    let (_dir, mut centre, window) = desk("shangwu-03", "wang");
    let case = referred(&window, "32000000.00");
    assert_eq!(window.refusal(1, &["issue", &case])["code"], "not_permitted");
    let decision = ["decide-referral", "--as", "shangwu-leader", "--case", &case, "--approve"];
    let opinion = ["--opinion", "同意设立（样本）"];
    centre.as_person(&[&decision[..], &opinion].concat());
    window.json(&["sync"]);
    centre.stop();

    let view = window.json(&["show", &case]);
    assert_eq!(view["state"], "accepted");
    let last = view["history"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["act"], &last["author"]),
        (&json!("referral_decided"), &json!("centre/shangwu"))
    );
    assert!(last["detail"].as_str().unwrap().contains("同意设立（样本）"), "{last}");
    window.json(&["issue", &case]);
    let licence = printed(&window, &["print", &case, "licence"]);
    check(&licence, &["中华人民共和国外商投资企业批准证书", "同意设立（样本）"]);
    window.json(&["deliver", &case]);

    centre.start_again();
    assert_eq!(window.json(&["sync"])["outbox"], 0);
    let held = centre.json(&["inspect", "--json", "--case", &case]);
    assert_eq!(held["found"][0]["state"], "delivered");
    assert_eq!(centre.json(&["exceptions", "list", "--json"]), json!([]));
}

#[test]
fn a_leaders_refusal_is_printed_and_handed_over_with_the_network_gone() {
    let (_dir, mut centre, window) = desk("shangwu-03", "wang");
    let case = referred(&window, "32000000.00");
    let decision = ["decide-referral", "--as", "shangwu-leader", "--case", &case, "--refuse"];
    centre.as_person(&[&decision[..], &["--opinion", "不符合产业政策（样本）"]].concat());
    window.json(&["sync"]);
    centre.stop();

    assert_eq!(window.json(&["show", &case])["state"], "refused");
    assert_eq!(window.refusal(1, &["issue", &case])["code"], "not_permitted");
    assert_eq!(window.refusal(1, &["deliver", &case])["code"], "not_printed");
    let paper = printed(&window, &["print", &case, "refusal"]);
    check(
        &paper,
        &["不予行政许可决定书", "不符合产业政策（样本）", "第三十八条", "六十日内", &case],
    );
    let leader = "商务局分管领导";
    check(&paper, &["行政诉讼", leader]);
    let handed = window.json(&["deliver", &case]);
    assert_eq!(
        (&handed["state"], handed["case"]["delivery"].is_null()),
        (&json!("refused"), false)
    );
    assert_eq!(window.refusal(1, &["deliver", &case])["code"], "not_permitted");

    centre.start_again();
    assert_eq!(window.json(&["sync"])["outbox"], 0);
    assert_eq!(centre.json(&["exceptions", "list", "--json"]), json!([]));
}

#[test]
fn a_question_asked_at_the_centre_is_answered_with_the_network_gone() {
    let (dir, mut centre, window) = desk("gongshang-01", "gongshang-chief");
    let asked = ["enquiry", "ask", "--as", "gongshang-leader", "--to", "gongshang-01"];
    let what = ["--item", "gongshang-01", "--asker", "样本乙", "--phone", "0516-0000001"];
    let question = ["--question", "企业设立登记需要哪些材料？（示例）"];
    let id = centre.as_person(&[&asked[..], &what, &question].concat()).trim().to_owned();
    assert_eq!(window.json(&["status"])["enquiries"], 0);
    window.json(&["sync"]);
    centre.stop();

    assert_eq!(window.json(&["status"])["enquiries"], 1);
    let listed = window.json(&["enquiry", "list"]);
    assert_eq!((&listed["waiting"], &listed["rows"][0]["state"]), (&json!(1), &json!("waiting")));
    let short = &id[..8];
    assert_eq!(window.refusal(1, &["enquiry", "print", short])["code"], "document_unavailable");
    let refused = window.refusal(2, &["enquiry", "answer", short, "--text", " "]);
    assert_eq!(refused["code"], "reason_needed");
    let none = window.refusal(2, &["enquiry", "answer", "zz", "--text", "请带原件"]);
    assert_eq!(none["code"], "enquiry_unknown");
    let answer = "申请书、章程和营业执照副本（示例）";
    let answered = window.json(&["enquiry", "answer", short, "--text", answer]);
    assert_eq!(
        (&answered["state"], &answered["enquiry"]["answer"]["text"]),
        (&json!("answered"), &json!(answer))
    );
    let again = window.refusal(1, &["enquiry", "answer", short, "--text", answer]);
    assert_eq!(again["code"], "already_answered");
    let sheet = printed(&window, &["enquiry", "print", short]);
    check(&sheet, &["咨询答复单", "样本乙", "企业设立登记需要哪些材料？（示例）", answer, &id]);
    check(&sheet, &["首席（样本）", "不作为办理凭证", "gongshang-01"]);

    centre.start_again();
    window.json(&["sync"]);
    let held = centre.json(&["enquiry", "list", "--json"]);
    assert_eq!(
        (&held[0]["state"], &held[0]["answer"]["text"]),
        (&json!("answered"), &json!(answer))
    );
    let close =
        ["enquiry", "close", &id, "--as", "gongshang-leader", "--note", "已电话告知（示例）"];
    centre.as_person(&close);
    window.json(&["sync"]);
    assert_eq!(window.json(&["enquiry", "show", short])["state"], "closed");
    // Another window of the department has it whole.
    let other = Window::enrol(dir.path(), &centre, "gongshang-02", "gongshang-clerk");
    other.json(&["sync"]);
    let theirs = other.json(&["enquiry", "show", short]);
    assert_eq!(theirs["enquiry"], window.json(&["enquiry", "show", short])["enquiry"]);
}

#[test]
fn the_same_application_is_warned_of_before_acceptance_and_seen_at_the_centre() {
    let (dir, centre, window) = desk("gongshang-01", "gongshang-clerk");
    let other = Window::enrol(dir.path(), &centre, "gongshang-02", "gongshang-clerk");
    let stall = json!({
        "item": "gongshang-03", "action": "establish",
        "applicant": {
            "kind": "person", "document": "resident_card", "name": "钱样本",
            "number": "320300197502129019", "phone": "",
        },
        "form": { "address": "样本市场1号", "business_scope": "早点（示例）" },
        "materials": "complete",
    });
    let first = window.receive(&stall);
    assert_eq!(window.json(&["show", &first])["same"], json!([]));
    window.json(&["sync"]);
    other.json(&["sync"]);
    // What it cannot do with another window's case it does not offer, and says why.
    let theirs = other.json(&["show", &first]);
    let print = theirs["acts"].as_array().unwrap().iter().find(|act| act["act"] == "printed");
    assert_eq!(print.unwrap()["why_not"], "other_window");
    assert_eq!(theirs["papers"][0]["why_not"], "other_window");
    let shown = other.run(&["--lang", "en", "show", &first]);
    assert!(!shown.text().contains("To print"), "{}", shown.out);
    let refused = other.refusal(1, &["print", &first, "materials_receipt"]);
    assert_eq!(refused["code"], "other_window");
    assert_eq!(window.json(&["show", &first])["papers"][0]["why_not"], Value::Null);
    let second = other.receive(&stall);
    let same = other.json(&["show", &second])["same"].clone();
    assert_eq!((&same[0]["number"], &same[0]["window"]), (&json!(first), &json!("gongshang-01")));
    assert!(other.run(&["show", &second]).text().contains("注意，同一申请已收件"));
    let mut change = stall.clone();
    change["action"] = json!("change");
    change["existing"] = json!({ "number": "GSGT-2020-000001-SAMPLE", "since": "2020-01-01" });
    let third = other.receive(&change);
    assert_eq!(other.json(&["show", &third])["same"], json!([]), "another action is another one");

    other.json(&["sync"]);
    let twice = centre.json(&["inspect", "--json"])["applied_for_twice"].clone();
    let numbers: Vec<_> =
        twice.as_array().unwrap().iter().map(|case| case["number"].clone()).collect();
    assert_eq!(numbers, [json!(first), json!(second)]);
    assert!(centre.run(&["inspect"]).out.contains("applied for twice"));
    // Accepted all the same, it is said no more; ended, it is seen no more.
    assert_eq!(other.json(&["accept", &second])["same"], json!([]));
    other.json(&["withdraw", &second, "--reason", "重复申请（示例）"]);
    other.json(&["sync"]);
    assert_eq!(centre.json(&["inspect", "--json"])["applied_for_twice"], json!([]));
}

#[test]
fn a_windows_day_is_closed_with_the_network_gone_and_counts_what_was_done() {
    let (_dir, mut centre, window) = desk("shangwu-03", "wang");
    assert_eq!(window.refusal(1, &["day", "close"])["code"], "day_not_opened");
    assert_eq!(window.refusal(1, &["day", "print"])["code"], "day_not_opened");
    window.json(&["day", "open"]);
    assert_eq!(window.refusal(1, &["day", "open"])["code"], "day_still_open");
    centre.stop();

    let case = window.receive(&approval("28000000.00"));
    window.json(&["accept", &case]);
    let issued = window.json(&["issue", &case]);
    let number = issued["case"]["products"]["licence"]["number"].as_str().unwrap();
    window.json(&["print", &case, "licence"]);
    window.json(&["print", &case, "licence", "--reason", "存档（示例）"]);
    let so_far = printed(&window, &["day", "print"]);
    check(&so_far, &["日结单", "尚未日结", number]);

    let closed = window.json(&["day", "close"]);
    let closing = &closed["days"][0]["closing"];
    let counts = &closing["counts"];
    let cases = json!({"received": 1, "accepted": 1, "issued": 1, "printed": 2});
    assert_eq!(counts["cases"], cases);
    assert_eq!(counts["numbers"][0]["first"], number);
    assert_eq!(
        counts["papers"],
        json!([{"document": "licence", "originals": 1, "copies": 1, "spoiled": 0}])
    );
    assert_eq!(window.refusal(1, &["day", "close"])["code"], "day_not_opened");
    assert_eq!(window.refusal(1, &["day", "open"])["code"], "already_closed");
    let sheet = printed(&window, &["day", "print"]);
    check(&sheet, &["日结单", "签发1", "打印2", number, "证照11", "计至第6条", "日结人"]);
    // What comes after it is for the next closing.
    window.receive(&approval("27000000.00"));
    assert_eq!(window.json(&["day", "show"])["counts"]["cases"], json!({"received": 1}));
    // But for the time at which it was printed, at its foot.
    let said = |sheet: &str| sheet.split("工作用纸").next().unwrap().to_owned();
    let again = printed(&window, &["day", "print"]);
    assert_eq!(said(&again), said(&sheet), "a closed day prints the same for good");

    centre.start_again();
    assert_eq!(window.json(&["sync"])["outbox"], 0);
    assert_eq!(centre.json(&["exceptions", "list", "--json"]), json!([]));
    let head = centre.json(&["inspect", "--json"]);
    let entries =
        &head["windows"].as_array().unwrap().iter().find(|w| w["window"] == "shangwu-03").unwrap()
            ["entries"];
    assert_eq!(*entries, json!(8));
    window.json(&["journal", "verify"]);
}
