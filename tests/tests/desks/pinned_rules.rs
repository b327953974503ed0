//! A later rule pack changes nothing of an open case: not its materials, form, fee or limit, and it never
//! makes the case impossible to finish or to print, though its item is gone.

use crate::centre::{RUNTIME, TestCentre, password};
use crate::steps::{printed, publish, shared};
use clerk_desk::api::{AcceptArgs, CaseArgs, Intake, IssueArgs, Nothing, ReceiveArgs};
use clerk_desk::workstation::Workstation;
use clerk_domain::fee::FeeDue;
use clerk_domain::ids::CaseId;
use clerk_domain::item::{Action, ApplicantKind, Item};
use clerk_domain::money::Money;
use clerk_domain::pack::RulePack;
use clerk_domain::paper::DocumentKind;
use clerk_testkit::SetClock;
use serde_json::json;

const ITEM: &str = "gongshang-03";

/// The item asks for more, costs more, takes longer and is called otherwise.
fn harder(pack: &mut RulePack) {
    let item: &mut Item = pack.items.iter_mut().find(|item| item.code.as_str() == ITEM).unwrap();
    item.name = "个体工商户登记（新名称）".to_owned();
    item.promised_days = 19;
    item.materials.iter_mut().for_each(|material| material.required = true);
    item.fields.iter_mut().for_each(|field| field.required = true);
    if let Some(fee) = &mut item.fee {
        fee.tariffs.iter_mut().for_each(|t| t.amount = Money::parse("999", "CNY").unwrap());
    }
}

fn receive(desk: &Workstation) -> CaseId {
    let intake = Intake {
        item: Some(ITEM.into()),
        action: Some(Action::Establish),
        applicant_kind: Some(ApplicantKind::Person),
        applicant_document: Some(clerk_domain::identity::IdentityDocument::ResidentCard),
        applicant_name: "钱样本".to_owned(),
        applicant_number: "320300197502129019".to_owned(),
        form: [
            ("address".to_owned(), json!("样本市场1号")),
            ("business_scope".to_owned(), json!("早点（示例）")),
        ]
        .into(),
        materials: ["m1", "m2", "m3"].map(Into::into).to_vec(),
        ..Intake::default()
    };
    desk.receive(ReceiveArgs { intake, draft: None }).unwrap().case.id
}

#[test]
fn an_open_case_keeps_the_item_that_it_was_received_under() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, "gongshang-01", "gongshang-chief");
    let (case, gone) = (receive(&desk), receive(&desk));
    let before = desk.case(CaseArgs { case }).unwrap();

    publish(&centre, harder);
    desk.sync_now(Nothing {}).unwrap();
    let view = desk.case(CaseArgs { case }).unwrap();
    assert_eq!((&view.item, &view.missing), (&before.item, &before.missing));
    let accepted = desk.accept(AcceptArgs { case, exemption: None }).unwrap();
    assert_eq!(accepted.case.money.fee, Some(FeeDue::Free));
    assert_eq!(accepted.days_left, Some(i32::try_from(before.item.promised_days).unwrap()));
    assert!(printed(&desk, case, DocumentKind::AcceptanceNotice).contains(&before.item.name));

    // Gone from the catalogue: it shows, prints and ends all the same.
    publish(&centre, |pack| pack.items.retain(|item| item.code.as_str() != ITEM));
    desk.sync_now(Nothing {}).unwrap();
    desk.accept(AcceptArgs { case: gone, exemption: None }).unwrap();
    for case in [case, gone] {
        desk.issue(IssueArgs { case, confirmation: password() }).unwrap();
        let licence = printed(&desk, case, DocumentKind::Licence);
        assert!(
            licence.contains("个体工商户设立登记") && licence.contains("早点（示例）"),
            "{licence}"
        );
    }
    desk.sync_now(Nothing {}).unwrap();
    let exceptions = RUNTIME.block_on(async {
        use clerk_server::repository::Inspection as _;
        centre.server.repository().counts().await.unwrap().exceptions
    });
    assert_eq!(exceptions, 0, "the centre decides it as the window did");
}
