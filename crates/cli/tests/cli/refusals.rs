//! Bad input and faults: each ends with its exit code, a code and a sentence that says what to do.

use crate::common::{Ran, Window, clerk, code, desk, password};
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use tempfile::TempDir;

fn application() -> Value {
    json!({
        "item": "zhijian-01", "action": "renew",
        "applicant": {
            "kind": "enterprise", "name": "徐州样本质检样品有限公司", "number": "91320300YB0000593R",
        },
        "materials": "complete",
    })
}

#[test]
fn a_device_that_is_no_window_says_so_before_it_asks_for_a_password() {
    let dir = TempDir::new().unwrap();
    for args in [&["status"][..], &["list"], &["issue", "x"], &["login", "--person", "li"]] {
        let ran = Ran::of(clerk(dir.path()).arg("--json").args(args).output().unwrap());
        assert_eq!(ran.refusal(2)["code"], "not_enrolled", "{args:?}");
    }
    assert!(std::fs::read_dir(dir.path()).unwrap().next().is_none());
}

#[test]
fn numbers_are_checked_without_a_window() {
    let check = |args: &[&str]| {
        let mut command = clerk(Path::new("/nonexistent"));
        Ran::of(command.args(["--json", "check"]).args(args).output().unwrap())
    };
    assert_eq!(check(&["id", "320300198105099164"]).json()["bearer"]["birth_date"], "1981-05-09");
    let passport = check(&["id", "--document", "passport", "e1234 5678"]).json();
    assert_eq!((&passport["number"], &passport["bearer"]), (&json!("E12345678"), &Value::Null));
    assert_eq!(check(&["credit", "91320300YB0000593R"]).json()["division"], "320300");
    for (args, code) in [
        (["id", "320300198105099165"], "number_check_character"),
        (["id", "1"], "number_length"),
        (["id", "810000199001010019"], "number_other_document"),
        (["credit", "91320300YB0000593Z"], "number_character"),
    ] {
        assert_eq!(check(&args).refusal(2)["code"], code);
    }
}

#[test]
fn wrong_secrets_open_nothing() {
    let (dir, centre, window) = desk("zhijian-01", "zhijian-clerk");
    let with = |secret: &str, args: &[&str]| {
        Ran::of(window.command(args).env("CLERK_PASSWORD", secret).output().unwrap())
    };
    let wrong = with("wrong", &["status"]);
    assert_eq!(wrong.code, 2);
    assert!(
        wrong.err.starts_with("clerk: [password_wrong] 登录名或密码不正确，还可以试 "),
        "{}",
        wrong.err
    );
    assert!(!wrong.err.contains("wrong,"), "{}", wrong.err);
    for _ in 0..9 {
        with("wrong", &["status"]);
    }
    let locked = with(password(), &["--json", "status"]).refusal(3);
    assert_eq!(locked["code"], "locked_out");

    // Another device, another code; the server judges it.
    let other = Window { dir: dir.path().join("other") };
    let enroll = |code: &str, person: &str| {
        let server = ["enroll", "--server", &centre.url, "--person", person];
        other
            .refusal(if person == "li" { 1 } else { 2 }, &[&server[..], &["--code", code]].concat())
    };
    assert_eq!(enroll("NO-SUCH-CODE", "zhijian-clerk")["code"], "code_unknown");
    assert_eq!(enroll(code("zhijian-01"), "zhijian-clerk")["code"], "code_unknown");
    assert_eq!(enroll(code("huanbao-02"), "li")["code"], "not_your_window");
    assert!(!other.dir.join("window.json").exists());
    let again = window.refusal(2, &["enroll", "--server", &centre.url, "--code", "x"]);
    assert_eq!(again["code"], "already_enrolled");
}

#[test]
fn bad_input_names_what_is_wrong() {
    let (_dir, _centre, window) = desk("zhijian-01", "zhijian-clerk");
    let with = |change: &dyn Fn(&mut Value)| {
        let mut case = application();
        change(&mut case);
        let file = window.file("bad.json", &case.to_string());
        window.refusal(2, &["receive", "--file", &file])
    };
    type Change = (&'static str, &'static str, fn(&mut Value));
    let changes: [Change; 11] = [
        ("item_unknown", "item", |case| case["item"] = json!("zhijian-99")),
        ("field_problems", "action", |case| case["action"] = json!("fly")),
        ("field_problems", "item", |case| case["item"] = Value::Null),
        ("field_problems", "applicant.number", |case| {
            case["applicant"]["number"] = json!("91320300YB0000593X");
        }),
        ("field_problems", "applicant.document", |case| {
            case["applicant"]["document"] = json!("passport");
        }),
        ("field_problems", "applicant.document", |case| {
            case["applicant"] = json!({"kind": "person", "name": "示例", "number": "E12345678"});
        }),
        ("field_problems", "applicant.name", |case| {
            case["applicant"]["name"] = json!("徐州\u{202e}示例有限公司");
        }),
        ("field_problems", "form.premises", |case| {
            case["form"] = json!({ "premises": "样本路\u{200b}1号" });
        }),
        ("field_problems", "form.staff", |case| case["form"] = json!({ "staff": "many" })),
        ("field_problems", "form.colour", |case| case["form"] = json!({ "colour": 1 })),
        ("field_problems", "materials", |case| case["materials"] = json!("incomplete")),
    ];
    for (code, field, change) in changes {
        let refusal = with(&change);
        let fields: Vec<_> =
            refusal["problems"].as_array().unwrap().iter().map(|p| &p["field"]).collect();
        assert_eq!((&refusal["code"], fields), (&json!(code), vec![&json!(field)]));
    }
    let missing = window.refusal(2, &["receive", "--file", "/no/such/file.json"]);
    assert_eq!(missing["code"], "file_unreadable");
    for text in ["", "{", "\u{0}", "<html>"] {
        let file = window.file("bad.json", text);
        assert_eq!(window.refusal(2, &["receive", "--file", &file])["code"], "file_wrong");
    }
    assert_eq!(window.json(&["list"])["rows"], json!([]), "nothing half done");

    let case = window.receive(&application());
    for args in [["withdraw", &case, "--reason"], ["verify-materials", &case, "--findings"]] {
        let refusal = window.refusal(2, &[&args[..], &["看不见\u{feff}"]].concat());
        let problem = &refusal["problems"][0];
        assert_eq!(
            (&problem["code"], &problem["detail"]),
            (&json!("text_invisible"), &json!("4 (U+FEFF)"))
        );
    }
    // A reason that no paper can say is refused before it is on record.
    let unprintable = window.refusal(2, &["not-accept", &case, "--reason", "理由\u{1f600}"]);
    assert_eq!(unprintable["problems"][0]["code"], "glyph");
    let refused: [(&[&str], &str); 6] = [
        (&["show", "zhijian-01-20261123-9999"], "case_unknown"),
        (&["show", "00000000-0000-4000-8000-000000000000"], "case_unknown"),
        (&["supply", &case, "--materials", "m99"], "material_unknown"),
        (&["accept", &case, "--exemption", "no-such"], "exemption_unknown"),
        (&["withdraw", &case, "--reason", " "], "reason_needed"),
        (&["item", "shangwu-01"], "item_unknown"),
    ];
    for (args, code) in refused {
        assert_eq!(window.refusal(2, args)["code"], code, "{args:?}");
    }
    assert_eq!(window.refusal(1, &["print", &case, "licence"])["code"], "document_unavailable");
    assert_eq!(
        window.refusal(1, &["print", &case, "materials_receipt", "--copy"])["code"],
        "no_original"
    );
}

/// Two people who write one name in two ways have one name on record.
#[test]
fn what_is_typed_is_kept_in_its_one_form() {
    let (_dir, _centre, window) = desk("zhijian-01", "zhijian-clerk");
    let mut case = application();
    case["applicant"]["name"] = json!(" 徐州•示 例\u{3000}Re\u{301}né\t有限公司 ");
    case["applicant"]["number"] = json!("９１３２０３００yb0000593r");
    case["form"] = json!({ "premises": " 样本路\u{a0}10号\r\n" });
    let case = window.receive(&case);
    let shown = window.json(&["show", &case]);
    let applicant = &shown["case"]["parties"]["applicant"];
    assert_eq!(applicant["name"], "徐州·示例 Réné 有限公司");
    assert_eq!(applicant["number"], "91320300YB0000593R");
    assert_eq!(applicant["document"], "credit_code");
    assert_eq!(shown["case"]["form"]["premises"], "样本路 10号");
}

#[test]
fn a_dead_print_folder_loses_nothing() {
    let (_dir, _centre, window) = desk("zhijian-01", "zhijian-clerk");
    let case = window.receive(&application());
    let folder = window.dir.join("print");
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::write(&folder, "not a folder").unwrap();
    let refusal = window.refusal(3, &["print", &case, "materials_receipt"]);
    assert_eq!(refusal["code"], "printer_unavailable");
    std::fs::remove_file(&folder).unwrap();
    std::fs::create_dir(&folder).unwrap();
    let printed = window.json(&["print", &case, "materials_receipt"]);
    assert_eq!(printed[0]["copy"], 0, "the original, once");
}

#[test]
fn a_server_that_is_away_or_no_server_is_told_apart() {
    let dir = TempDir::new().unwrap();
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let away = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    let window = Window { dir: dir.path().join("w") };
    let enroll = |exit: i32, server: &str| {
        let args = ["enroll", "--server", server, "--code", "x", "--person", "li"];
        window.refusal(exit, &args)["code"].clone()
    };
    assert_eq!(enroll(3, &away), "server_unreachable");
    assert_eq!(
        enroll(3, &answering("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n<html>\n")),
        "server_nonsense"
    );
    let gateway = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n";
    assert_eq!(enroll(3, &answering(gateway)), "server_nonsense");
    enroll(3, &answering("SSH-2.0-sample\r\n"));
    assert_eq!(enroll(2, "not an address"), "address_wrong");
    assert!(!window.dir.join("window.json").exists());
}

#[test]
fn work_goes_on_while_the_server_is_away() {
    let (_dir, mut centre, window) = desk("zhijian-01", "zhijian-clerk");
    centre.stop();
    let first_time = window.refusal(3, &["--person", "zhijian-chief", "status"]);
    assert_eq!(first_time["code"], "first_login_online");
    assert_eq!(window.refusal(3, &["sync"])["code"], "server_unreachable");
    let case = window.receive(&application());
    window.json(&["accept", &case]);
    assert_eq!(window.json(&["issue", &case])["state"], "issued");
}

/// The address of something that answers every connection so, for as long as the test runs.
fn answering(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for mut stream in listener.incoming().map_while(Result::ok) {
            let mut request = [0; 4096];
            let _ = stream.read(&mut request);
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    address
}
