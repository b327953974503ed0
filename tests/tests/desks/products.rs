//! What comes of an item is called on paper what it is, and says what its law asks.

use crate::centre::{PERSON, TestCentre, WINDOW, password};
use crate::steps::{accept, lift, printed, receive, shared};
use clerk_desk::api::{CaseArgs, ErrorCode, Intake, IssueArgs};
use clerk_domain::decide::Outcome;
use clerk_domain::item::{Action, ApplicantKind};
use clerk_domain::paper::DocumentKind;
use clerk_testkit::SetClock;
use serde_json::json;

#[test]
fn a_permit_a_registration_and_a_filing_have_their_own_names() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, WINDOW, PERSON);
    let issue = |desk: &clerk_desk::workstation::Workstation, case, fee| {
        accept(desk, case);
        if fee {
            desk.charge(CaseArgs { case }).unwrap();
        }
        desk.issue(IssueArgs { case, confirmation: password() }).unwrap();
        printed(desk, case, DocumentKind::Licence)
    };
    let registered = issue(&desk, receive(&desk, lift()), true);
    let permit = issue(&desk, receive(&desk, crate::centre::intake()), false);
    let other = centre.desk("other", 2, shared(&clock));
    centre.enrol_as(&other, "shangwu-03", "wang");
    let filing = Intake {
        item: Some("shangwu-03".into()),
        action: Some(Action::Establish),
        applicant_kind: Some(ApplicantKind::Enterprise),
        form: [("address".to_owned(), json!("样本路1号"))].into(),
        ..crate::centre::intake()
    };
    let filed = issue(&other, receive(&other, filing), false);
    let names = ["准予行政许可决定书", "登记通知书", "备案凭证"];
    for (text, name) in [permit, registered, filed].iter().zip(names) {
        let found: Vec<_> = names.iter().filter(|name| text.contains(**name)).collect();
        assert_eq!(found, [&name], "{text}");
    }
}

/// Who may issue is answered from the capital alone. The licence itself must say more, and the window issues
/// none that does not.
#[test]
fn a_licence_that_lacks_what_its_law_asks_is_not_issued() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, "gongshang-01", "gongshang-chief");
    let capital = json!({ "amount": "1500000.00", "currency": "CNY" });
    let mut intake = Intake {
        item: Some("gongshang-01".into()),
        holder_name: "徐州样本新设科技有限公司".to_owned(),
        form: [
            ("registered_capital".to_owned(), capital),
            ("legal_representative".to_owned(), json!("钱样本")),
            ("business_scope".to_owned(), json!("软件开发（示例）")),
        ]
        .into(),
        materials: (1..=5).map(|n| format!("m{n}").as_str().into()).collect(),
        ..lift()
    };
    let case = receive(&desk, intake.clone());
    accept(&desk, case);
    let refused = desk.issue(IssueArgs { case, confirmation: password() }).unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAuthorised);
    let decision = refused.decision.unwrap();
    let lacks = decision.reasons.iter().find(|reason| reason.code == "licence_lacks").unwrap();
    assert_eq!(decision.outcome, Outcome::Correct);
    assert!(lacks.text.contains("住所"), "{}", lacks.text);
    intake.form.insert("address".to_owned(), json!("样本路1号"));
    let case = receive(&desk, intake);
    accept(&desk, case);
    desk.issue(IssueArgs { case, confirmation: password() }).unwrap();
}
