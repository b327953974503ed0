//! A case from the first day of a window to the centre, by commands alone.

use crate::common::{Ran, Window, clerk, desk, password};
use clerk_domain::licence::Licence;
use clerk_testkit::copy_folder;
use serde_json::{Value, json};
use std::io::Write as _;
use std::process::{Command, Stdio};

/// An application that the chief representative issues, and nobody below.
pub fn approval(amount: &str) -> Value {
    json!({
        "item": "shangwu-01", "action": "establish",
        "applicant": {
            "kind": "enterprise", "name": "徐州样本高新装备（外资）有限公司",
            "number": "91320300YB000018XJ", "phone": "0516-00000029",
        },
        "form": {
            "investment_total": { "amount": amount, "currency": "USD" },
            "key_project": false, "project_name": "样本智能装备项目",
            "address": "徐州市样本开发区2号", "enterprise_type": "外资企业",
            "registered_capital": { "amount": "12000000.00", "currency": "USD" },
            "business_scope": "工程机械零部件制造（示例）", "business_term": "三十年",
            "investor_name": "Sample Holdings Ltd.", "investor_place": "新加坡",
            "contribution": { "amount": "12000000.00", "currency": "USD" },
        },
        "materials": "complete",
    })
}

#[test]
fn a_case_is_taken_in_issued_printed_and_handed_over_with_the_server_away() {
    let (_dir, mut centre, window) = desk("shangwu-03", "wang");
    assert!(window.json(&["items", "shangwu-01"]).as_array().unwrap().len() == 1);
    assert_eq!(window.json(&["item", "shangwu-01"])["item"]["code"], "shangwu-01");
    centre.stop();

    let case = window.receive(&approval("28000000.00"));
    assert!(case.starts_with("shangwu-03-"), "{case}");
    assert_eq!(window.json(&["accept", &case])["state"], "accepted");
    let decision = window.json(&["decide", &case]);
    assert_eq!((&decision["outcome"], &decision["queue"]), (&json!("issue"), &json!("normal")));
    let issued = window.json(&["issue", &case]);
    let licence = issued["case"]["products"]["licence"]["number"].as_str().unwrap().to_owned();
    assert_eq!(window.refusal(1, &["issue", &case])["code"], "not_permitted");

    let printed = window.json(&["print", &case, "all"]);
    let kinds: Vec<_> = printed.as_array().unwrap().iter().map(|p| &p["document"]).collect();
    assert_eq!(kinds, ["materials_receipt", "acceptance_notice", "licence"]);
    for paper in printed.as_array().unwrap() {
        assert_eq!(paper["copy"], 0);
        let pdf = std::fs::read(paper["file"].as_str().unwrap()).unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
    }
    assert_eq!(window.json(&["print", &case, "all"]), json!([]));
    let copy = ["print", &case, "licence", "--copy"];
    assert_eq!(window.refusal(2, &copy)["code"], "reason_needed");
    let why = ["--reason", "存档（示例）"];
    assert_eq!(window.json(&[&copy[..], &why].concat())[0]["copy"], 1);
    assert_eq!(window.json(&[&copy[..3], &why].concat())[0]["copy"], 2);
    // The last one jammed: the next one takes its place.
    let jammed = json!({"document": "licence", "reason": "卡纸（示例）"});
    let file = window.file("jammed.json", &jammed.to_string());
    window.json(&["act", &case, "paper_spoiled", "--file", &file]);
    assert_eq!(window.json(&[&copy[..3], &why].concat())[0]["copy"], 2);

    let delivered = window.json(&["deliver", &case, "--recipient", "示例"]);
    let id = delivered["case"]["id"].as_str().unwrap();
    assert_eq!(window.json(&["show", id])["state"], "delivered");
    assert_eq!(window.json(&["list", "--state", "delivered"])["rows"][0]["number"], json!(case));
    assert_eq!(window.json(&["list", "--state", "received"])["rows"], json!([]));
    assert_eq!(window.json(&["find", &licence])["rows"][0]["number"], json!(case));
    assert_eq!(window.run(&["acknowledged"]).text(), format!("{licence}\n"));

    let outbox = window.json(&["status"])["outbox"].as_u64().unwrap();
    assert_eq!(outbox, 11, "receive, accept, issue, six prints, one spoiled, deliver");
    assert_eq!(window.refusal(3, &["sync"])["code"], "server_unreachable");
    let status = window.json(&["status"]);
    assert_eq!(status["connection"]["state"], "offline");
    assert_eq!(status["failed"]["code"], "server_unreachable");
    let text = window.run(&["--lang", "en", "status"]);
    assert!(text.text().contains("The last try failed: "), "{}", text.out);
    centre.start_again();
    let synced = window.json(&["sync"]);
    assert_eq!((&synced["outbox"], &synced["connection"]["state"]), (&json!(0), &json!("online")));
    assert_eq!(synced["failed"], Value::Null);
}

#[test]
fn each_role_keeps_to_its_authority_and_is_told_why() {
    let (_dir, _centre, window) = desk("shangwu-03", "wang");
    let case = window.receive(&approval("30000000.00"));
    window.json(&["accept", &case]);
    let refusal = window.refusal(1, &["issue", &case]);
    assert_eq!(
        (&refusal["code"], &refusal["decision"]["to"]),
        (&json!("not_authorised"), &json!("leader"))
    );
    let ran = window.run(&["issue", &case]);
    assert!(
        ran.err.starts_with("clerk: [not_authorised] ") && ran.err.contains("3,000万"),
        "{}",
        ran.err
    );
    let english = window.run(&["--lang", "en", "issue", &case]);
    assert!(english.err.contains("you may not issue this"), "{}", english.err);
    assert_eq!(window.json(&["refer", &case])["case"]["procedures"]["referral"]["to"], "leader");

    // The first login of another person; from then on that person acts by default.
    let login = window.json(&["login", "--person", "li"]);
    assert_eq!(login["person"]["role"], "clerk");
    let case = window.receive(&approval("28000000.00"));
    window.json(&["accept", &case]);
    assert_eq!(window.refusal(1, &["issue", &case])["decision"]["to"], "chief");
    assert_eq!(window.refusal(1, &["refuse", &case, "--reason", "示例"])["code"], "not_authorised");
    assert_eq!(window.json(&["--person", "wang", "issue", &case])["state"], "issued");
}

#[test]
fn materials_come_later_and_cases_end_early() {
    let (_dir, _centre, window) = desk("shangwu-03", "li");
    let mut application = approval("28000000.00");
    application["materials"] = json!(["m1"]);
    let case = window.receive(&application);
    assert_eq!(window.refusal(1, &["accept", &case])["code"], "materials_missing");
    let corrected = window.json(&["correct", &case]);
    let missing = corrected["case"]["intake"]["notified"].as_array().unwrap();
    let missing: Vec<_> = missing.iter().map(|lack| lack["material"].as_str().unwrap()).collect();
    window.json(&["supply", &case, "--materials", &missing.join(",")]);
    window.json(&["accept", &case]);
    assert_eq!(window.refusal(1, &["charge", &case])["code"], "no_fee_due");
    let said = json!({"field": "applicant.name", "to": "徐州更正样本有限公司", "reason": "录入错误（示例）"});
    let file = window.file("corrected.json", &said.to_string());
    let right = window.json(&["act", &case, "corrected", "--file", &file]);
    assert_eq!(right["case"]["parties"]["applicant"]["name"], "徐州更正样本有限公司");
    let found = window.json(&["find", "更正样本"]);
    assert_eq!(found["rows"].as_array().map(Vec::len), Some(1), "found by what stands there now");
    let before = application["applicant"]["name"].as_str().unwrap();
    assert_eq!(window.json(&["find", before])["rows"], json!([]), "and not by what stood there");
    let bad = json!({"field": "form.no_such", "to": 1, "reason": "录入错误（示例）"});
    let file = window.file("bad.json", &bad.to_string());
    let refusal = window.refusal(2, &["act", &case, "corrected", "--file", &file]);
    assert_eq!(refusal["problems"][0]["field"], "form.no_such");
    let withdrawn = window.json(&["withdraw", &case, "--reason", "申请人另择项目（示例）"]);
    assert_eq!(withdrawn["state"], "withdrawn");
    let case = window.receive(&application);
    let not_accept = ["not-accept", &case, "--reason", "不属于本机关职权（示例）"];
    assert_eq!(
        window.refusal(1, &not_accept)["code"],
        "may_not_refuse",
        "the grant names the chief"
    );
    let ended = window.json(&[&["--person", "wang"], &not_accept[..]].concat());
    assert_eq!(ended["state"], "not_accepted");
}

#[test]
fn a_decision_can_be_asked_for_on_a_file() {
    let (_dir, _centre, window) = desk("shangwu-03", "wang");
    let mut facts = approval("30000000.00");
    let applicant = facts["applicant"].as_object_mut().unwrap();
    applicant.remove("number");
    applicant.remove("phone");
    let ask = |facts: &Value, role: &str| {
        let file = window.file("facts.json", &facts.to_string());
        window.json(&["decide", "--case", &file, "--role", role])
    };
    let decision = ask(&facts, "chief");
    assert_eq!((&decision["outcome"], &decision["to"]), (&json!("refer"), &json!("leader")));
    facts["form"]["investment_total"]["amount"] = json!("29999999.99");
    assert_eq!(ask(&facts, "chief")["outcome"], "issue");
    assert_eq!(ask(&facts, "clerk")["to"], "chief");
    facts["materials"] = json!("incomplete");
    assert_eq!(ask(&facts, "chief")["outcome"], "correct");
    facts["item"] = json!("shangwu-99");
    let file = window.file("facts.json", &facts.to_string());
    let refusal = window.refusal(2, &["decide", "--case", &file]);
    assert_eq!(
        (&refusal["code"], &refusal["problems"][0]["field"]),
        (&json!("item_unknown"), &json!("item"))
    );
}

#[test]
fn the_password_is_a_line_of_standard_input_and_a_case_may_follow_it() {
    let (_dir, _centre, window) = desk("shangwu-03", "wang");
    let piped = |args: &[&str], text: String| {
        let mut command = clerk(&window.dir);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        Ran::of(child.wait_with_output().unwrap())
    };
    assert_eq!(piped(&["status"], format!("{}\r\n", password())).code, 0);
    assert_eq!(piped(&["status"], String::new()).code, 2);
    let both = format!("{}\n{}", password(), approval("28000000.00"));
    let text = piped(&["receive", "--file", "-"], both);
    assert!(text.text().starts_with("shangwu-03-"));
}

#[test]
fn damage_is_told_and_a_device_that_is_no_window_has_acknowledged_nothing() {
    let (dir, _centre, window) = desk("shangwu-03", "wang");
    let empty = Window { dir: dir.path().join("nowhere") };
    assert_eq!(empty.run(&["acknowledged"]).text(), "");
    assert!(!empty.dir.exists());
    let case = window.receive(&approval("28000000.00"));
    window.json(&["accept", &case]);
    window.json(&["issue", &case]);
    let database = window.dir.join("window.db");
    let mut bytes = std::fs::read(&database).unwrap();
    for byte in bytes.iter_mut().skip(8192) {
        *byte ^= 0x55;
    }
    std::fs::write(&database, bytes).unwrap();
    let _ = std::fs::remove_file(window.dir.join("window.db-wal"));
    assert_eq!(window.refusal(3, &["acknowledged"])["code"], "storage_damaged");
}

#[test]
fn a_licence_is_verified_offline_from_its_paper_and_a_revocation_arrives_with_the_sync() {
    let (_dir, mut centre, window) = desk("shangwu-03", "wang");
    centre.stop();
    let case = window.receive(&approval("28000000.00"));
    window.json(&["accept", &case]);
    let issued = window.json(&["issue", &case]);
    let licence: Licence =
        serde_json::from_value(issued["case"]["products"]["licence"].clone()).unwrap();
    let identifier = licence.identifier.clone().unwrap();
    assert!(identifier.starts_with("1.2.156.3005.2.11320300MB0000000W001."), "{identifier}");
    let signed = licence.signed_text(&"shangwu-03".into(), &"wang".into());
    let code = format!("{signed}.{}", licence.signature);

    let printed = window.json(&["print", &case, "licence"]);
    let pdf = printed[0]["file"].as_str().unwrap();
    let text = Command::new("pdftotext").args([pdf, "-"]).output().unwrap();
    assert!(String::from_utf8_lossy(&text.stdout).contains(&identifier), "on the paper");
    for shown in [pdf, code.as_str()] {
        let view = window.json(&["verify", shown]);
        assert_eq!(view["finding"]["verdict"], "valid");
        assert_eq!(view["finding"]["licence"]["number"], licence.number.as_str());
        assert!(view["register_at"].is_string() && view["last_contact"].is_string());
    }
    let altered = code.replace("WC1.W", "WC1.X");
    let ran = window.run(&["verify", &altered]);
    assert_eq!((ran.code, ran.out.contains("内容被改动")), (1, true), "{}", ran.err);
    assert!(!ran.out.contains(&licence.holder) && ran.err.contains("[not_valid]"), "{}", ran.out);
    assert_eq!(window.run(&["verify", "样本"]).code, 1);
    for missing in ["no/such.pdf", ""] {
        assert_eq!(window.run(&["verify", missing]).code, 2, "{missing}");
    }

    centre.start_again();
    window.json(&["sync"]);
    centre.as_person(&["revoke", &licence.number, "--reason", "样本", "--as", "zhou"]);
    assert_eq!(window.run(&["verify", &code]).code, 0, "not heard of yet");
    window.json(&["sync"]);
    centre.stop();
    let ran = window.run(&["verify", &code]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("已撤销") && ran.out.contains("样本"), "{}", ran.out);
}

/// A window that was restored, or copied, counts the same once more.
#[test]
fn two_copies_of_a_window_give_no_case_number_twice() {
    let (dir, _centre, window) = desk("shangwu-03", "wang");
    let copy = Window { dir: dir.path().join("copy") };
    copy_folder(&window.dir, &copy.dir);
    let numbers = [&window, &copy].map(|window| window.receive(&approval("28000000.00")));
    let counts = numbers.clone().map(|number| number.rsplit_once('-').unwrap().0.to_owned());
    assert_eq!(counts[0], counts[1]);
    assert_ne!(numbers[0], numbers[1]);
    // Said without its suffix, a number is found as long as it is the only one.
    assert_eq!(window.json(&["show", &counts[0]])["case"]["number"], json!(numbers[0]));
}

/// A halted window: its person reads a number out, and types what the supervisor reads back.
#[test]
fn a_halted_window_is_cleared_by_a_supervisors_code_once() {
    let (dir, centre, window) = desk("shangwu-03", "wang");
    let copy = Window { dir: dir.path().join("copy") };
    copy_folder(&window.dir, &copy.dir);
    let [_, case] = [&window, &copy].map(|window| window.receive(&approval("28000000.00")));
    for window in [&window, &copy] {
        window.json(&["sync"]);
    }
    copy.json(&["accept", &case]);
    assert_eq!(copy.refusal(1, &["issue", &case])["code"], "issuing_halted");
    let halted = |window: &Window| window.json(&["status"])["halted"].clone();
    assert_eq!(halted(&copy), json!({ "why": "journal_fork", "number": 1 }));
    assert!(copy.run(&["status"]).out.contains("请将解除码编号告知督查员：1\n"));
    let code = centre.as_person(&["clear", "shangwu-03", "1", "--as", "du"]);
    let refused = copy.refusal(2, &["clear", "2X7N-PTPP-KP8N-1AN6"]);
    assert_eq!((&refused["code"], &refused["detail"]), (&json!("clearance_wrong"), &json!("1")));
    copy.json(&["clear", code.trim()]);
    assert_eq!(halted(&copy), json!(null));
    copy.json(&["issue", &case]);
}

#[test]
fn a_licence_that_the_centre_revoked_is_not_handed_over() {
    let (_dir, centre, window) = desk("shangwu-03", "wang");
    let case = window.receive(&approval("28000000.00"));
    window.json(&["accept", &case]);
    let issued = window.json(&["issue", &case]);
    window.json(&["print", &case, "licence"]);
    window.json(&["sync"]);
    let number = issued["case"]["products"]["licence"]["number"].as_str().unwrap();
    centre.as_person(&["revoke", number, "--reason", "样本理由", "--as", "zhou"]);
    window.json(&["sync"]);
    let refusal = window.refusal(1, &["deliver", &case]);
    assert_eq!(
        (&refusal["code"], &refusal["detail"]),
        (&json!("licence_revoked"), &json!("样本理由"))
    );
    assert_eq!(window.json(&["show", &case])["state"], "issued");
}

#[test]
fn a_licence_is_void_before_it_is_handed_over_and_issued_anew() {
    let (_dir, mut centre, window) = desk("shangwu-03", "wang");
    centre.stop();
    let case = window.receive(&approval("28000000.00"));
    window.json(&["accept", &case]);
    let licence = |view: &Value| -> Licence {
        serde_json::from_value(view["case"]["products"]["licence"].clone()).unwrap()
    };
    let code = |licence: &Licence| {
        format!(
            "{}.{}",
            licence.signed_text(&"shangwu-03".into(), &"wang".into()),
            licence.signature
        )
    };
    let first = licence(&window.json(&["issue", &case]));
    let printed = window.json(&["print", &case, "licence"]);
    let void = window.json(&["void", &case, "--reason", "名称有误（示例）"]);
    assert_eq!(
        (&void["state"], &void["case"]["products"]["licence"]),
        (&json!("accepted"), &json!(null))
    );
    assert_eq!(void["case"]["products"]["voided"][0]["number"], first.number.as_str());
    // Offline, at once.
    let ran = window.run(&["verify", &code(&first)]);
    assert_eq!((ran.code, ran.out.contains("已撤销")), (1, true), "{}", ran.out);
    assert!(ran.out.contains("名称有误（示例）"), "{}", ran.out);
    assert_eq!(window.refusal(1, &["print", &case, "licence"])["code"], "document_unavailable");
    assert_eq!(window.refusal(1, &["void", &case, "--reason", "x"])["code"], "not_permitted");

    let second = licence(&window.json(&["issue", &case]));
    assert_ne!(first.number, second.number);
    let ran = window.run(&["verify", &code(&first)]);
    assert!(ran.out.contains("已换发") && ran.out.contains(&second.number), "{}", ran.out);
    assert_eq!(window.json(&["verify", &code(&second)])["finding"]["verdict"], "valid");
    for number in [&first.number, &second.number] {
        assert_eq!(window.json(&["find", number])["rows"][0]["number"], json!(case));
    }
    let anew = window.json(&["print", &case, "licence"]);
    assert_eq!(anew[0]["copy"], 0);
    assert_ne!(anew[0]["file"], printed[0]["file"], "the void paper's file stays as it is");
    window.json(&["deliver", &case]);
    let refusal = window.refusal(1, &["void", &case, "--reason", "示例"]);
    assert_eq!(refusal["code"], "not_permitted");
    window.json(&["login", "--person", "wang"]);

    let books = window.json(&["numbers"]);
    let book = books["books"].as_array().unwrap().iter().find(|one| one["book"]["issued"] == 1);
    let book = &book.unwrap()["book"];
    assert_eq!(
        (&book["voided"], &book["left"], &books["add_up"]),
        (&json!(1), &json!(198), &json!(true))
    );
    assert!(window.run(&["--lang", "en", "numbers"]).text().contains("Adds up"));

    centre.start_again();
    assert_eq!(window.json(&["sync"])["outbox"], 0);
    assert_eq!(window.run(&["acknowledged"]).text(), format!("{}\n", second.number));
}

#[test]
fn where_two_officers_are_needed_another_one_verifies_first() {
    let (_dir, _centre, window) = desk("huanbao-02", "huanbao-chief");
    let case = window.receive(&json!({
        "item": "huanbao-03", "action": "establish",
        "applicant": {
            "kind": "enterprise", "name": "徐州样本二建有限公司", "number": "91320300YB00004543",
        },
        "form": { "site": "样本广场工地", "from": "2099-11-25", "nights": 3 },
        "materials": "complete",
    }));
    let accepted = window.json(&["accept", &case]);
    assert_eq!(accepted["second_officer_needed"], true);
    let issue = |view: &Value| {
        let acts = view["acts"].as_array().unwrap();
        acts.iter().find(|act| act["act"] == "issued").unwrap().clone()
    };
    assert_eq!(issue(&accepted)["why_not"], "second_officer_needed");
    let refusal = window.refusal(1, &["issue", &case]);
    assert_eq!(refusal["code"], "second_officer_needed");
    assert!(refusal["message"].as_str().unwrap().contains("clerk verify-materials"));
    let verify = ["verify-materials", &case, "--findings", "与原件一致（示例）"];
    // The issuer alone is one officer, however often.
    assert_eq!(window.json(&verify)["second_officer_needed"], true);
    assert_eq!(window.refusal(1, &["issue", &case])["code"], "second_officer_needed");
    window.json(&["login", "--person", "huanbao-clerk"]);
    assert_eq!(
        window.refusal(2, &["verify-materials", &case, "--findings", " "])["code"],
        "reason_needed"
    );
    let verified = window.json(&verify);
    assert_eq!(verified["verified_by"].as_array().unwrap().len(), 2);
    window.json(&["login", "--person", "huanbao-chief"]);
    let issued = window.json(&["issue", &case]);
    assert_eq!(issued["state"], "issued");
    assert_eq!(window.json(&["sync"])["outbox"], 0);
}
