//! Everything that the pages read, at one moment.

use super::applications::{founding, shop};
use super::recorder::Recorder;
use super::{intake, list, materials};
use serde_json::{Value, json};

const STATES: [&str; 9] = [
    "received",
    "correction_due",
    "not_accepted",
    "accepted",
    "referred",
    "issued",
    "delivered",
    "refused",
    "withdrawn",
];

/// Everything that the pages read, at one moment.
pub fn as_it_stands(it: &mut Recorder) {
    it.group("now");
    it.at("2026-11-23 09:41");
    it.quietly("save_draft", json!({ "draft": null, "intake": founding(13, "1200000.00") }));
    let started = intake(json!({ "item": "gongshang-03", "applicant_name": "李样本" }));
    it.quietly("save_draft", json!({ "draft": null, "intake": started }));
    for command in ["session", "status", "workbench", "drafts", "enquiries", "day"] {
        it.ask(command, command, json!({}));
    }
    for command in ["number_books", "bundle_waiting"] {
        it.ask(command, command, json!({}));
    }
    for (name, text) in [("search", "样本"), ("search_none", "没有这样的")] {
        it.ask(name, "search", json!({ "text": text }));
    }
    for (name, text) in [("find_items", ""), ("find_items_none", "没有这样的")] {
        it.ask(name, "find_items", json!({ "text": text }));
    }
    for at in 1..=5 {
        it.ask(&format!("item_{at}"), "item", json!({ "item": format!("gongshang-0{at}") }));
    }
    it.ask("list", "list", list(&[]));
    for state in STATES {
        let found = it.ask(&format!("list_{state}"), "list", list(&[state]));
        for (at, row) in found["rows"].as_array().unwrap().iter().enumerate() {
            the_case(it, &format!("{state}_{}", at + 1), &row["id"]);
        }
    }
    it.ask("known_applicant_none", "known_applicant", json!({ "text": "" }));
    let known = json!({ "text": "320300198503120010" });
    it.ask("known_applicant", "known_applicant", known);
    previews(it);
}

fn the_case(it: &mut Recorder, name: &str, case: &Value) {
    let view = it.ask(&format!("case_{name}"), "case", json!({ "case": case }));
    for row in view["papers"].as_array().unwrap() {
        let document = row["document"].as_str().unwrap();
        let args = json!({ "case": case, "document": document });
        it.ask(&format!("paper_{name}_{document}"), "paper", args);
    }
    if !view["decision"].is_null() {
        let paper = json!({ "paper": "reasons", "case": case });
        it.ask(&format!("reasons_{name}"), "working_paper", paper);
    }
}

fn previews(it: &mut Recorder) {
    it.ask("preview_empty", "preview", intake(json!({})));
    for at in 1..=5 {
        let empty = intake(json!({ "item": format!("gongshang-0{at}") }));
        it.ask(&format!("preview_empty_{at}"), "preview", empty);
    }
    it.ask("preview_issue", "preview", founding(13, "1200000.00"));
    let mut nobody = founding(13, "1200000.00");
    nobody["holder_name"] = json!("");
    it.ask("preview_no_holder", "preview", nobody.clone());
    it.refused("receive_no_holder", "receive", json!({ "draft": null, "intake": nobody }));
    it.ask("preview_refer", "preview", founding(13, "20000000.00"));
    it.ask("preview_same", "preview", founding(12, "1000000.00"));
    let mut lacking = founding(13, "1200000.00");
    lacking["materials"] = materials("m1 m2");
    it.ask("preview_correct", "preview", lacking);
    let unknown = shop("张样本", "320300198503120010", "change", "徐工商字〔2018〕7号");
    it.ask("preview_existing_unknown", "preview", unknown);
}
