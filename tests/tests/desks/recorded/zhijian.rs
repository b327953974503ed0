//! The window of the quality bureau: one item with every action, about a licence that it knows.

use super::recorder::{Exchange, Recorder};
use super::{Scene, id_of, intake, materials, password};
use serde_json::{Value, json};

pub fn record(scene: &Scene) -> Vec<Exchange> {
    let desk = scene.centre.desk("zhijian-01", 3, scene.shared_clock());
    let mut it = Recorder::new(desk, scene.clock.clone());
    it.group("elsewhere");
    it.at("2026-11-24 09:00");
    scene.centre.enrol(&it.desk, "zhijian-01");
    it.ask("find_items", "find_items", json!({ "text": "zhijian-04" }));
    for at in [1, 3, 4] {
        it.ask(&format!("item_{at}"), "item", json!({ "item": format!("zhijian-0{at}") }));
    }
    let first = issued(&it, "establish", "");
    let number = it.quietly("case", json!({ "case": first }));
    let number = number["case"]["products"]["licence"]["number"].as_str().unwrap().to_owned();
    it.ask("case_established", "case", json!({ "case": first }));
    it.at("2026-11-25 09:41");
    let second = issued(&it, "change", &number);
    it.ask("case_changed", "case", json!({ "case": second }));
    it.ask("known_applicant", "known_applicant", json!({ "text": NUMBER }));
    for action in ["change", "renew", "duplicate", "cancel"] {
        let case = decided(&it, action, &number);
        it.ask(&format!("case_{action}"), "case", json!({ "case": case }));
        it.ask(&format!("issue_plan_{action}"), "issue_plan", json!({ "case": case }));
    }
    it.ask("preview_known", "preview", asked("change", &number));
    it.ask("preview_unknown", "preview", asked("change", "徐质字〔2018〕7号"));
    let mut wrong = asked("establish", "");
    wrong["applicant_number"] = json!("123");
    wrong["applicant_name"] = json!("");
    it.ask("preview_wrong", "preview", wrong.clone());
    it.refused("receive_wrong", "receive", json!({ "draft": null, "intake": wrong }));
    let mut renewed = asked("renew", "徐质字〔2018〕7号");
    renewed["existing_since"] = json!("2018-05-04");
    renewed["existing_until"] = json!("2026-11-30");
    let kept = json!({ "draft": null, "intake": renewed });
    let draft = it.act("save_draft", "save_draft", kept, &["drafts"])["id"].clone();
    let received = json!({ "draft": draft, "intake": renewed });
    it.act("receive", "receive", received, &["drafts"]);
    it.kept
}

const NUMBER: &str = "320300199001010019";

fn asked(action: &str, existing: &str) -> Value {
    intake(json!({
        "item": "zhijian-04", "action": action, "applicant_kind": "university_student",
        "applicant_document": "resident_card", "applicant_name": "样本学",
        "applicant_number": NUMBER, "applicant_phone": "0516-00000104",
        "existing_number": existing,
        "form": { "work": "起重机作业（示例）", "examined_on": "2026-11-02" },
        "materials": materials("m1 m2 m3 m4"),
    }))
}

/// Received and accepted.
fn decided(it: &Recorder, action: &str, existing: &str) -> String {
    let args = json!({ "intake": asked(action, existing), "draft": null });
    let case = id_of(&it.quietly("receive", args));
    it.quietly("accept", json!({ "case": case, "exemption": null }));
    case
}

/// And issued.
fn issued(it: &Recorder, action: &str, existing: &str) -> String {
    let case = decided(it, action, existing);
    it.quietly("issue", json!({ "case": case, "confirmation": password() }));
    case
}
