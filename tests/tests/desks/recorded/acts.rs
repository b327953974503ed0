//! What is done from that moment on, each act on a case that waits for it.

use super::applications::founding;
use super::gongshang::{PERSON, Waiting};
use super::recorder::Recorder;
use super::{case_at, password, receive, through};
use serde_json::{Value, json};

/// What is done then, each on a case of its own.
pub fn next(it: &mut Recorder, waiting: &Waiting) {
    it.group("next");
    it.act("lock", "lock", json!({}), &["session"]);
    it.act("login", "login", json!({ "person": PERSON, "password": password() }), &["session"]);
    let wrong = json!({ "person": PERSON, "password": "wrong" });
    it.refused("login_password_wrong", "login", wrong);
    drafts_and_intake(it);
    whole_course(it, &waiting.received);
    others(it, waiting);
    papers(it, waiting);
    answers(it);
    it.act(
        "bundle_export",
        "bundle_export",
        json!({ "file": null, "overwrite": false }),
        &["bundle_waiting"],
    );
    let content = json!({ "content_base64": "6L+Z5LiN5piv5Lqk5o2i5paH5Lu277yI5qC35pys77yJ" });
    it.refused("bundle_import_not_one", "bundle_import", content);
    it.ask("day", "day", json!({}));
    it.act("close_day", "close_day", json!({}), &["day", "status"]);
    it.refused("open_day_closed", "open_day", json!({}));
    it.alone_at("2026-11-23 10:20");
    let case = receive(it, &founding(0, "700000.00"));
    through(it, &case, "accept issue");
    it.act("sync_now", "sync_now", json!({}), &["status"]);
    it.ask("report", "report", json!({}));
    it.ask("case_reported", "case", json!({ "case": case }));
}

fn drafts_and_intake(it: &mut Recorder) {
    let drafts = it.quietly("drafts", json!({}));
    it.act("discard_draft", "discard_draft", json!({ "draft": drafts[0]["id"] }), &["drafts"]);
    let kept = drafts[1]["id"].clone();
    let complete = founding(13, "1200000.00");
    it.act(
        "save_draft_again",
        "save_draft",
        json!({ "draft": kept, "intake": complete }),
        &["drafts"],
    );
    let mut typed = founding(14, "700000.00");
    typed["applicant_name"] = json!("");
    let fresh =
        it.act("save_draft", "save_draft", json!({ "draft": null, "intake": typed }), &["drafts"]);
    let id = fresh["id"].clone();
    it.refused("receive_problems", "receive", json!({ "draft": id, "intake": typed }));
    typed["applicant_name"] = json!("样本陆");
    it.act("save_draft_more", "save_draft", json!({ "draft": id, "intake": typed }), &["drafts"]);
    it.act("receive_draft", "receive", json!({ "draft": kept, "intake": complete }), &["drafts"]);
    it.act("receive", "receive", json!({ "draft": id, "intake": typed }), &["drafts"]);
}

/// A case from its receipt to the handing over of its licence, made void once in between.
fn whole_course(it: &mut Recorder, case: &str) {
    it.refused("charge_nothing", "charge", json!({ "case": case }));
    it.ask("accept", "accept", json!({ "case": case, "exemption": null }));
    let findings = json!({ "case": case, "findings": "材料与原件相符（示例）" });
    it.ask("verify_materials", "verify_materials", findings);
    it.ask("issue_plan", "issue_plan", json!({ "case": case }));
    let issue = |confirmation: Value| json!({ "case": case, "confirmation": confirmation });
    it.refused("issue_password_wrong", "issue", issue(json!("wrong")));
    it.ask("issue", "issue", issue(password()));
    let licence = json!({ "case": case, "document": "licence" });
    it.refused("deliver_not_printed", "deliver", json!({ "case": case, "recipient": "" }));
    it.ask("paper_licence", "paper", licence);
    let licence = |reason| json!({ "case": case, "document": "licence", "reason": reason });
    it.ask("print_licence", "print", licence(""));
    it.quietly("print", licence("存档（示例）"));
    it.ask("deliver", "deliver", json!({ "case": case, "recipient": "" }));
}

fn others(it: &mut Recorder, waiting: &Waiting) {
    let Waiting { lacking, above, accepted, duplicate, issued, .. } = waiting;
    let wrong = json!([{ "material": "m2", "note": "未签名（示例）" }]);
    it.ask("correct", "correct", json!({ "case": lacking, "wrong": wrong }));
    let came = json!({ "case": lacking, "materials": ["m2", "m5"] });
    it.ask("supply", "supply", came);
    it.ask("accept_above", "accept", json!({ "case": above, "exemption": null }));
    let issue = json!({ "case": above, "confirmation": password() });
    it.refused("issue_not_authorised", "issue", issue);
    it.ask("refer", "refer", json!({ "case": above }));
    it.refused("issue_plan_unpaid", "issue_plan", json!({ "case": duplicate }));
    it.ask("charge", "charge", json!({ "case": duplicate }));
    it.ask("issue_plan_duplicate", "issue_plan", json!({ "case": duplicate }));
    it.ask("issue_plan_founding", "issue_plan", json!({ "case": accepted }));
    let reason = "申请材料不实（示例）";
    it.ask("refuse", "refuse", json!({ "case": accepted, "reason": reason }));
    let void = json!({ "case": issued, "reason": "名称有误（示例）", "confirmation": password() });
    it.ask("void", "void", void);
    let drafted = case_at(it, "received", 0);
    let phone = json!({ "kind": "corrected", "field": "applicant.phone", "to": "0516-00000001",
        "reason": "号码录错（示例）" });
    it.ask("corrected", "carry_out", json!({ "case": drafted, "act": phone }));
    let reason = "不属于本机关登记（示例）";
    it.ask("not_accept", "not_accept", json!({ "case": drafted, "reason": reason }));
    let withdrawn = json!({ "kind": "withdrawn", "reason": "申请人另行安排（示例）" });
    let drafted = case_at(it, "received", 0);
    it.ask("withdraw", "carry_out", json!({ "case": drafted, "act": withdrawn }));
}

fn papers(it: &mut Recorder, waiting: &Waiting) {
    let receipt = json!({ "case": waiting.received, "document": "materials_receipt" });
    it.ask("paper_receipt", "paper", receipt);
    let reason = "存档（示例）";
    let receipt =
        json!({ "case": waiting.received, "document": "materials_receipt", "reason": reason });
    it.ask("print_receipt", "print", receipt);
    let working = [
        ("day", json!({ "paper": "day", "day": "2026-11-19" })),
        ("reasons", json!({ "paper": "reasons", "case": waiting.received })),
    ];
    for (name, paper) in working {
        it.ask(&format!("working_paper_{name}"), "working_paper", paper.clone());
        it.ask(&format!("print_working_paper_{name}"), "print_working_paper", paper);
    }
    it.ask("verify_unknown", "verify", json!({ "text": "WC1.样本" }));
}

/// The second of those that wait is answered, then the first.
fn answers(it: &mut Recorder) {
    let rows = it.quietly("enquiries", json!({}))["rows"].clone();
    let answer = |at: usize, text: &str| {
        let enquiry = &rows[at]["enquiry"]["id"];
        json!({ "enquiry": enquiry, "answer": text })
    };
    let changed = ["enquiries", "status"];
    let second = answer(1, "周六上午 9 时至 12 时办理（示例）。");
    it.act("answer_second", "answer", second.clone(), &changed);
    it.refused("answer_again", "answer", second);
    it.refused("answer_invisible", "answer", answer(0, "可以\u{200b}。"));
    it.act("answer_first", "answer", answer(0, "先办变更（示例）。"), &changed);
}
