//! 绿色通道: what a grant puts into the green channel waits in front of everything else, at the window that
//! took it in.

use crate::centre;
use clerk_desk::api::{AcceptArgs, Intake, Nothing, ReceiveArgs};
use clerk_desk::workstation::Workstation;
use clerk_domain::item::{Action, ApplicantKind};
use clerk_testkit::SetClock;
use serde_json::json;
use std::sync::Arc;

/// An approval of a foreign investment, of a key project of the city or not.
fn receive(desk: &Workstation, key_project: bool) -> String {
    let total = json!({ "amount": "28000000.00", "currency": "USD" });
    let intake = Intake {
        item: Some("shangwu-01".into()),
        action: Some(Action::Establish),
        applicant_kind: Some(ApplicantKind::Enterprise),
        applicant_name: "徐州样本高新装备（外资）有限公司".to_owned(),
        applicant_number: "91320300YB000018XJ".to_owned(),
        form: [
            ("investment_total".to_owned(), total),
            ("key_project".to_owned(), json!(key_project)),
        ]
        .into(),
        materials: ["m1", "m2", "m3", "m4", "m5"].map(Into::into).to_vec(),
        ..Intake::default()
    };
    let view = desk.receive(ReceiveArgs { intake, draft: None }).unwrap();
    let case = view.case.id;
    desk.accept(AcceptArgs { case, exemption: None }).unwrap();
    view.case.number.to_string()
}

#[test]
fn the_green_channel_goes_first() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let shared = || {
        let clock = clock.clone();
        Arc::new(move || clock.now()) as clerk_domain::clock::SharedClock
    };
    let centre = centre::TestCentre::new(shared(), |_| true);
    let desk = centre.desk("window", 1, shared());
    centre.enrol_as(&desk, "shangwu-03", "wang");
    let first = receive(&desk, false);
    clock.set("2026-11-23T03:00:00Z".parse().unwrap());
    let green = receive(&desk, true);
    let last = receive(&desk, false);
    let waiting = desk.workbench(Nothing {}).unwrap().waiting;
    let order: Vec<_> = waiting.iter().map(|row| (row.number.to_string(), row.green)).collect();
    assert_eq!(order, [(green, true), (first, false), (last, false)]);
}
