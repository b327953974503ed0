//! The reasons of a decision on paper, at every state of a case, and what printing them leaves alone.

use crate::bundle::inspection;
use crate::case::approval;
use crate::common::{Ran, Window, desk};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;

/// The text of a PDF without any white space.
pub fn text_of(pdf: &Path) -> String {
    let output = Command::new("pdftotext").arg("-raw").arg(pdf).arg("-").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).replace(char::is_whitespace, "")
}

/// Prints the reasons of a case, and gives the sheet's text.
fn reasons(window: &Window, case: &str) -> String {
    let printed = window.json(&["print", case, "reasons"]);
    assert_eq!(printed[0]["document"], "reasons");
    let file = Path::new(printed[0]["file"].as_str().unwrap()).to_owned();
    assert_eq!(file.parent().unwrap(), window.dir.join("print"));
    let name = file.file_name().unwrap().to_str().unwrap();
    assert!(name.starts_with(&format!("{case}-reasons-")), "{name}");
    let text = text_of(&file);
    assert!(text.contains("决定理由单") && text.contains(case), "{text}");
    assert!(text.contains("徐州样本"), "whose: {text}");
    text
}

pub fn check(text: &str, expected: &[&str]) {
    for expected in expected {
        assert!(text.contains(expected), "{expected} is not in {text}");
    }
}

/// The journal place and the short hash of a case's last act, as they stand on the sheet.
fn last_place(window: &Window, case: &str) -> String {
    let view = window.json(&["show", case]);
    let last = view["history"].as_array().unwrap().last().unwrap().clone();
    let (window, hash) = (last["author"].as_str().unwrap(), last["hash"].as_str().unwrap());
    format!("{window}第{}条{hash}", last["seq"])
}

#[test]
fn the_reasons_of_a_case_come_out_at_every_state_and_are_no_act_on_it() {
    let (_dir, _centre, window) = desk("shangwu-03", "wang");
    let case = window.receive(&approval("28000000.00"));
    let text = reasons(&window, &case);
    check(&text, &["已收件", "本件尚未作出决定", "可当场签发", "√符合", "×不符合", "√在限额内"]);
    check(&text, &["2,800万USD", "投资总额<3,000万USD", "徐商授〔2026〕3号第二条第1款"]);
    check(&text, &[&format!("尚未决定；最近一步为收件，{}", last_place(&window, &case))]);

    window.json(&["accept", &case]);
    let before = window.json(&["show", &case]);
    reasons(&window, &case);
    let outbox = window.json(&["status"])["outbox"].clone();
    reasons(&window, &case);
    assert_eq!(window.json(&["show", &case]), before, "printing the reasons is no act");
    assert_eq!(window.json(&["status"])["outbox"], outbox);
    assert_eq!(window.json(&["print", &case, "all"]).as_array().unwrap().len(), 2);

    let issued = window.json(&["issue", &case]);
    let licence = &issued["case"]["products"]["licence"];
    let inputs = licence["inputs"].as_str().unwrap();
    let number = licence["number"].as_str().unwrap();
    let place = last_place(&window, &case);
    let text = reasons(&window, &case);
    check(&text, &["已当场签发", "流水所载的决定", number, inputs, &place, "已签发", "规则包第"]);
    assert!(!text.contains("尚未作出决定"), "{text}");
    window.json(&["print", &case, "licence"]);
    window.json(&["deliver", &case]);
    check(&reasons(&window, &case), &["已送达", &place, number]);
}

#[test]
fn a_referral_a_refusal_and_an_early_end_say_why() {
    let (_dir, _centre, window) = desk("shangwu-03", "wang");
    let large = window.receive(&approval("32000000.00"));
    window.json(&["accept", &large]);
    let spoken = "投资总额3,200万USD≥3,000万USD，须报分管领导";
    check(&reasons(&window, &large), &["须转办：分管领导", "本件尚未作出决定", spoken]);
    window.json(&["refer", &large]);
    let place = last_place(&window, &large);
    let referred =
        ["已转办：分管领导", "流水所载的转办决定", spoken, "×不符合", &place, "转往分管领导"];
    check(&reasons(&window, &large), &referred);
    check(&reasons(&window, &large), &["流水未记载，打印时为第"]);

    for (command, outcome) in
        [("refuse", "不予许可"), ("withdraw", "申请人撤回"), ("not-accept", "不予受理")]
    {
        let case = window.receive(&approval("28000000.00"));
        if command == "refuse" {
            window.json(&["accept", &case]);
        }
        window.json(&[command, &case, "--reason", "样本理由"]);
        check(&reasons(&window, &case), &[outcome, "1．样本理由", &last_place(&window, &case)]);
    }

    let mut incomplete = approval("28000000.00");
    incomplete["materials"] = json!(["m1"]);
    let case = window.receive(&incomplete);
    let told = ["须一次性告知补正材料", "材料不齐全，缺：合同、章程"];
    check(&reasons(&window, &case), &told);
    window.json(&["correct", &case]);
    check(&reasons(&window, &case), &["待补正", "须一次性告知补正材料", "最近一步为告知补正"]);
}

#[test]
fn what_is_not_in_legal_form_is_told_given_back_and_brought_again() {
    let (_dir, _centre, window) = desk("shangwu-03", "wang");
    let mut application = approval("28000000.00");
    application["materials"] = json!(["m1", "m2"]);
    let case = window.receive(&application);
    let refused = window.refusal(2, &["correct", &case, "--wrong", "m3=未加盖公章"]);
    assert_eq!(refused["problems"][0]["field"], "wrong.m3", "it was not handed in");
    let refused = window.refusal(2, &["correct", &case, "--wrong", "m1= "]);
    assert_eq!(refused["problems"][0]["code"], "required");
    window.json(&["correct", &case, "--wrong", "m1=未加盖公章（样本）"]);
    let notice = paper(&window, &case, "correction_notice");
    check(
        &notice,
        &["设立外商投资企业申请表不符合法定形式：未加盖公章（样本）", "请改正后重新提交原件1份"],
    );
    check(&notice, &["可行性研究报告未提交", "请提交原件1份"]);
    assert!(!notice.contains("合同、章程"), "it was in order: {notice}");
    window.json(&["supply", &case, "--materials", "m3,m4,m5"]);
    assert_eq!(
        window.refusal(1, &["accept", &case])["code"],
        "materials_missing",
        "m1 was given back"
    );
    window.json(&["supply", &case, "--materials", "m1"]);
    assert_eq!(window.json(&["accept", &case])["state"], "accepted");
    // The receipt of day one still lists what came on day one.
    check(&paper(&window, &case, "materials_receipt"), &["实收2种"]);
}

/// What a paper that was printed says.
fn paper(window: &Window, case: &str, document: &str) -> String {
    let printed = window.json(&["print", case, document, "--reason", "留存（示例）"]);
    text_of(Path::new(printed[0]["file"].as_str().unwrap()))
}

#[test]
fn what_is_not_accepted_or_refused_gets_its_reasons_and_remedies_on_paper() {
    let (_dir, _centre, window) = desk("shangwu-03", "wang");
    let case = window.receive(&approval("28000000.00"));
    window.json(&["not-accept", &case, "--reason", "不属于本机关职权（样本）"]);
    assert_eq!(window.refusal(1, &["print", &case, "refusal"])["code"], "document_unavailable");
    let text = paper(&window, &case, "non_acceptance");
    check(&text, &["不予受理通知书", "不属于本机关职权（样本）", "第三十二条", "行政复议", &case]);
    let handed = window.json(&["deliver", &case]);
    assert_eq!(handed["state"], "not_accepted");
    assert!(handed["case"]["delivery"]["recipient"].is_string());

    let case = window.receive(&approval("28000000.00"));
    window.json(&["accept", &case]);
    window.json(&["refuse", &case, "--reason", "不符合规划（样本）"]);
    let text = paper(&window, &case, "refusal");
    check(
        &text,
        &["不予行政许可决定书", "不符合规划（样本）", "第三十八条", "六十日内", "六个月内"],
    );
    window.json(&["deliver", &case]);

    // What the window may not grant it may not refuse either.
    let large = window.receive(&approval("32000000.00"));
    window.json(&["accept", &large]);
    let refusal = window.refusal(1, &["refuse", &large, "--reason", "样本"]);
    assert_eq!(refusal["code"], "not_authorised");
}

#[test]
fn a_receipt_lists_what_came_with_it() {
    let (_dir, _centre, window) = desk("shangwu-03", "wang");
    let mut application = approval("28000000.00");
    application["materials"] = json!(["m1"]);
    let case = window.receive(&application);
    let first = paper(&window, &case, "materials_receipt");
    check(&first, &["实收1种"]);
    let corrected = window.json(&["correct", &case]);
    let missing = corrected["case"]["intake"]["notified"].as_array().unwrap();
    let missing: Vec<_> = missing.iter().map(|lack| lack["material"].as_str().unwrap()).collect();
    window.json(&["supply", &case, "--materials", &missing.join(",")]);
    check(&paper(&window, &case, "materials_receipt"), &["实收1种", "副本"]);
    let said =
        json!({"field": "applicant.phone", "to": "0516-00000031", "reason": "录入错误（样本）"});
    let file = window.file("corrected.json", &said.to_string());
    window.json(&["act", &case, "corrected", "--file", &file]);
    check(&paper(&window, &case, "materials_receipt"), &["0516-00000029"]);
    check(&paper(&window, &case, "correction_notice"), &["0516-00000029"]);
    window.json(&["accept", &case]);
    check(&paper(&window, &case, "acceptance_notice"), &["0516-00000031"]);
}

#[test]
fn a_clause_without_a_condition_says_so() {
    let (_dir, _centre, window) = desk("zhijian-01", "zhijian-chief");
    let case = window.receive(&inspection());
    window.json(&["accept", &case]);
    check(&reasons(&window, &case), &["可当场签发", "徐质监授〔2026〕1号第二条无条件"]);
}

#[test]
fn a_case_that_the_clerk_handed_up_is_still_to_be_decided() {
    let (_dir, _centre, window) = desk("shangwu-03", "wang");
    window.json(&["login", "--person", "li"]);
    let case = window.receive(&approval("28000000.00"));
    window.json(&["accept", &case]);
    check(&reasons(&window, &case), &["须转办：窗口首席代表", "窗口经办人无权签发"]);
    window.json(&["refer", &case]);
    let sheet = |person: &str| {
        let printed = window.json(&["--person", person, "print", &case, "reasons"]);
        text_of(Path::new(printed[0]["file"].as_str().unwrap()))
    };
    let text = sheet("wang");
    check(&text, &["可当场签发", "本件尚未作出决定", "最近一步为转办", "已转办"]);
}

#[test]
fn what_cannot_be_written_is_said_and_leaves_nothing() {
    let (_dir, _centre, window) = desk("shangwu-03", "wang");
    let case = window.receive(&approval("28000000.00"));
    std::fs::remove_dir(window.dir.join("print")).unwrap();
    std::fs::write(window.dir.join("print"), "no folder").unwrap();
    let refusal = window.refusal(3, &["print", &case, "reasons"]);
    assert_eq!(refusal["code"], "printer_unavailable");
    assert_eq!(window.refusal(1, &["report", "--pdf", "report.pdf"])["code"], "no_report");
    let nobody: Value = window.refusal(2, &["print", "shangwu-03-20990101-0001", "reasons"]);
    assert_eq!(nobody["code"], "case_unknown");
}

#[test]
fn a_licence_is_verified_from_an_image_and_a_missing_program_is_named() {
    let (dir, _centre, window) = desk("shangwu-03", "wang");
    let case = window.receive(&approval("28000000.00"));
    window.json(&["accept", &case]);
    window.json(&["issue", &case]);
    let printed = window.json(&["print", &case, "licence"]);
    let pdf = printed[0]["file"].as_str().unwrap();
    let image = dir.path().join("scan");
    let options = ["-r", "200", "-singlefile", "-png", pdf];
    let drawn = Command::new("pdftoppm").args(options).arg(&image).status().unwrap();
    assert!(drawn.success());
    let image = image.with_extension("png");
    let image = image.to_str().unwrap();
    assert_eq!(window.json(&["verify", image])["finding"]["verdict"], "valid");

    // One without codes, and one with the codes of another paper.
    for other in ["reasons", "acceptance_notice"] {
        let printed = window.json(&["print", &case, other]);
        let file = printed[0]["file"].as_str().unwrap();
        assert_eq!(window.refusal(2, &["verify", file])["code"], "no_code_found", "{other}");
    }
    for shown in [pdf, image] {
        let mut command = window.command(&["--json", "verify", shown]);
        let ran = Ran::of(command.env("PATH", dir.path()).output().unwrap());
        let refusal = ran.refusal(3);
        assert_eq!(refusal["code"], "scanner_missing");
        assert!(refusal["message"].as_str().unwrap().contains("请安装"), "{refusal}");
    }
}

#[test]
fn the_status_tells_what_is_left_of_the_offline_limits() {
    let (_dir, mut centre, window) = desk("shangwu-03", "wang");
    let left = || window.json(&["status"])["offline"][0].clone();
    assert_eq!(left()["count"], 500);
    assert!(left()["hard_minutes"].as_u64().unwrap() >= 168 * 60 - 5);
    centre.stop();
    let case = window.receive(&approval("28000000.00"));
    window.json(&["accept", &case]);
    window.json(&["issue", &case]);
    assert_eq!(left()["count"], 499);
    let dollars = |totals: Value| {
        let totals = totals.as_array().unwrap().clone();
        totals.into_iter().find(|one| one["currency"] == "USD").unwrap()["amount"].clone()
    };
    assert_eq!(dollars(left()["totals"].clone()), "2972000000.00");
    let text = window.run(&["status"]);
    assert!(text.text().contains("离线余量：徐商授〔2026〕3号 提醒前 "), "{}", text.out);
    assert!(
        text.text().contains("499 件") && text.text().contains("297,200万 USD"),
        "{}",
        text.out
    );
    centre.start_again();
    window.json(&["sync"]);
    assert_eq!(left()["count"], 500);
}
