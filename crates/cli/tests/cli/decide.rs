//! `clerk decide` under a rule pack that is named, where no window is needed, and at a window that
//! was alone for long.

use crate::common::{Ran, clerk, desk};
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

fn investment(amount: &str) -> Value {
    json!({
        "item": "shangwu-01", "action": "establish",
        "applicant": {"kind": "enterprise", "name": "徐州示例有限公司"},
        "form": {
            "investment_total": {"amount": amount, "currency": "USD"},
            "key_project": false,
        },
        "materials": "complete",
    })
}

/// Runs `clerk --json decide --case FILE` in an empty folder.
fn ask(case: &str, args: &[&str]) -> Ran {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("case.json");
    std::fs::write(&file, case).unwrap();
    let mut command = clerk(dir.path());
    command.args(["--json", "decide", "--case"]).arg(&file).args(args);
    Ran::of(command.output().unwrap())
}

fn sources() -> String {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pack/demo");
    demo.to_str().unwrap().to_owned()
}

#[test]
fn a_named_pack_needs_no_window_and_no_password() {
    for pack in ["demo", &sources()] {
        let rows = [
            ("29999999.99", "clerk", json!(["refer", "chief"])),
            ("29999999.99", "chief", json!(["issue", null])),
            ("30000000.00", "clerk", json!(["refer", "leader"])),
            ("30000000.00", "chief", json!(["refer", "leader"])),
        ];
        for (amount, role, expected) in rows {
            let case = investment(amount).to_string();
            let answer = ask(&case, &["--role", role, "--pack", pack]).json();
            let found = json!([answer["outcome"], answer["to"]]);
            assert_eq!(found, expected, "{pack} {amount} {role}");
            assert_eq!(answer["queue"], "normal");
            let reason = &answer["reasons"][0];
            for key in ["code", "grant", "clause", "limit", "value", "text"] {
                assert!(reason[key].is_string(), "{key} of {reason}");
            }
        }
    }
}

#[test]
fn the_time_decides_which_grants_hold() {
    let case = investment("1").to_string();
    let rows = [
        ("2026-01-01", "issue"),
        ("2025-12-31T23:59:59+08:00", "refer"),
        ("2025-12-31T16:00:00Z", "issue"),
        ("2028-12-31", "issue"),
        ("2029-01-01", "refer"),
    ];
    for (at, expected) in rows {
        let answer = ask(&case, &["--role", "chief", "--pack", "demo", "--at", at]).json();
        assert_eq!(answer["outcome"], expected, "{at}");
    }
    assert_eq!(ask(&case, &["--pack", "demo", "--at", "soon"]).code, 2);
}

#[test]
fn what_cannot_be_decided_ends_with_2_and_the_name_of_the_field() {
    let changed = |path: &str, value: Value| {
        let mut case = investment("1");
        *case.pointer_mut(path).unwrap() = value;
        case.to_string()
    };
    let rows = [
        (changed("/item", json!("shangwu-99")), "item"),
        (changed("/item", json!(7)), "item"),
        (changed("/action", json!("fly")), "action"),
        (changed("/applicant/kind", json!("ghost")), "applicant.kind"),
        (changed("/form", json!({})), "form.investment_total"),
        (changed("/form/investment_total/amount", json!("-1")), "form.investment_total"),
        (changed("/form/key_project", json!("yes")), "form.key_project"),
        (changed("/materials", json!(["m99"])), "materials"),
        (json!({"item": "shangwu-01"}).to_string(), "action"),
    ];
    for (case, field) in rows {
        let refusal = ask(&case, &["--role", "chief", "--pack", "demo"]).refusal(2);
        assert_eq!(refusal["problems"][0]["field"], field, "{case}");
    }
}

#[test]
fn a_pack_that_cannot_be_read_ends_with_2_and_says_where() {
    let dir = TempDir::new().unwrap();
    let wrong = dir.path().join("centre.toml");
    std::fs::write(&wrong, "version = 0\n").unwrap();
    let case = investment("1").to_string();
    let refusal = ask(&case, &["--pack", dir.path().to_str().unwrap()]).refusal(2);
    assert_eq!(refusal["code"], "pack_unusable");
    assert!(
        refusal.to_string().contains("calendar.toml") || refusal.to_string().contains("centre")
    );
    let missing = ask(&case, &["--pack", "/no/such/pack"]).refusal(2);
    assert_eq!(missing["code"], "pack_unusable");
}

#[test]
fn a_window_that_was_alone_for_too_long_may_not_issue() {
    let (_dir, mut centre, window) = desk("shangwu-03", "wang");
    centre.stop();
    let case = window.file("case.json", &investment("28000000.00").to_string());
    let later = |hours: i64| {
        let contact = window.json(&["status"])["last_sync"].as_str().unwrap().to_owned();
        let contact: chrono::DateTime<chrono::FixedOffset> = contact.parse().unwrap();
        let at = (contact + chrono::TimeDelta::hours(hours)).to_rfc3339();
        window.json(&["decide", "--case", &case, "--role", "chief", "--at", &at])
    };
    let code = |answer: &Value, code: &str| {
        answer["reasons"].as_array().unwrap().iter().any(|r| r["code"] == code && r["met"] == true)
    };
    let soon = later(24);
    assert_eq!((&soon["outcome"], code(&soon, "offline_soft_hours")), (&json!("issue"), false));
    let warned = later(25);
    assert_eq!((&warned["outcome"], code(&warned, "offline_soft_hours")), (&json!("issue"), true));
    let over = later(169);
    assert_eq!((&over["outcome"], &over["to"]), (&json!("refer"), &json!("leader")));
    assert!(code(&over, "offline_hours"), "{over}");
}
