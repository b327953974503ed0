//! A paper says for good what it said first. The rules, the window and the officer change; originals that
//! are printed late and copies do not.

use crate::centre::{PERSON, TestCentre, WINDOW, password};
use crate::steps::{accept, item_of, lift, printed, publish, receive, shared};
use clerk_desk::api::{CaseArgs, CorrectArgs, IssueArgs, LoginArgs, Nothing, SupplyArgs};
use clerk_desk::workstation::Workstation;
use clerk_domain::clock::china;
use clerk_domain::ids::CaseId;
use clerk_domain::money::Money;
use clerk_domain::pack::RulePack;
use clerk_domain::paper::DocumentKind;
use clerk_domain::person::{Person, Role};
use clerk_protocol::Window;
use clerk_store::{KeySlots, NewWindow, Store};
use clerk_testkit::SetClock;
use std::path::Path;

const PAPERS: [DocumentKind; 5] = [
    DocumentKind::MaterialsReceipt,
    DocumentKind::CorrectionNotice,
    DocumentKind::AcceptanceNotice,
    DocumentKind::FeeReceipt,
    DocumentKind::Licence,
];

/// A case that has every paper, with its fee paid.
fn whole(desk: &Workstation) -> CaseId {
    let mut intake = lift();
    intake.materials.truncate(2);
    let case = receive(desk, intake);
    desk.correct(CorrectArgs { case, wrong: vec![] }).unwrap();
    desk.supply(SupplyArgs { case, materials: vec!["m3".into()] }).unwrap();
    accept(desk, case);
    desk.charge(CaseArgs { case }).unwrap();
    desk.issue(IssueArgs { case, confirmation: password() }).unwrap();
    case
}

/// Everything that a paper says is called otherwise, costs otherwise and is asked otherwise.
fn otherwise(pack: &mut RulePack) {
    pack.centre = "新名政务服务中心".to_owned();
    for department in &mut pack.departments {
        department.name = "新名局".to_owned();
    }
    let item = item_of(pack, "zhijian-03");
    item.name = "新名事项".to_owned();
    item.legal_basis = "新名法第一条".to_owned();
    item.promised_days = 19;
    item.licence.name = "新名证".to_owned();
    for material in &mut item.materials {
        material.name = format!("新名{}", material.code);
        material.count = 7;
    }
    for field in &mut item.fields {
        field.label = format!("新名{}", field.key);
    }
    let fee = item.fee.as_mut().unwrap();
    fee.name = "新名费".to_owned();
    fee.basis = "新名收费标准".to_owned();
    fee.tariffs.iter_mut().for_each(|t| t.amount = Money::parse("99.00", "CNY").unwrap());
}

/// The window and the person as the centre may come to call them.
fn rename(folder: &Path, clock: &SetClock) {
    let slots = KeySlots::load(folder).unwrap();
    let key = slots.unlock(&PERSON.into(), &password().0, clock.now()).unwrap();
    let mut store = Store::open(&folder.join("window.db"), &key.database).unwrap();
    let window: Window = serde_json::from_str(&store.window().unwrap()).unwrap();
    let window = Window { name: "新名窗口".to_owned(), ..window };
    let person = store.person(&PERSON.into()).unwrap().unwrap();
    let person = Person { name: "新名某（样本）".to_owned(), role: Role::Clerk, ..person };
    let new = NewWindow {
        id: window.id.clone(),
        window: serde_json::to_string(&window).unwrap(),
        device_token: store.device_token().unwrap(),
        secret_key: store.secret_key().unwrap(),
        centre_key: store.centre_key().unwrap(),
        sealing_key: store.sealing_key().unwrap(),
        clearances: Vec::new(),
        pack: store.pack().unwrap(),
        person: &person,
        at: clock.now().with_timezone(&china()),
    };
    store.begin_window(&new).unwrap();
}

#[test]
fn originals_printed_late_and_copies_say_what_was_recorded() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, WINDOW, PERSON);
    let (now, late) = (whole(&desk), whole(&desk));
    let originals = PAPERS.map(|document| printed(&desk, now, document));
    let name = |case| desk.case(CaseArgs { case }).unwrap().case.number.to_string();
    let number = name(now);

    publish(&centre, otherwise);
    clock.set("2026-11-25T01:00:00Z".parse().unwrap());
    desk.sync_now(Nothing {}).unwrap();
    desk.lock(Nothing {}).unwrap();
    rename(&centre.folder.path().join("window"), &clock);
    desk.login(LoginArgs { person: PERSON.into(), password: password(), new_password: None })
        .unwrap();

    for (document, original) in PAPERS.into_iter().zip(originals) {
        assert!(original.contains("质监窗口01") || document == DocumentKind::Licence, "{original}");
        assert!(original.contains("质量技术监督局"), "{original}");
        let copy = printed(&desk, now, document).replace("副本（第1次补打）", "");
        assert_eq!(copy, original, "{document:?}");
        let late = printed(&desk, late, document);
        assert!(!late.contains("新名") && !late.contains("25日"), "{document:?}: {late}");
        assert!(late.contains("质量技术监督局首席（样本）"), "who did it: {late}");
    }
    // And what is new is called by its new name.
    let new = receive(&desk, lift());
    let receipt = printed(&desk, new, DocumentKind::MaterialsReceipt);
    for said in ["新名窗口", "新名局", "新名政务服务中心", "新名某（样本）", "新名事项"]
    {
        assert!(receipt.contains(said), "{said}: {receipt}");
    }
    assert!(!receipt.contains(&number));
}

/// A licence may be decided on long after its case was received.
#[test]
fn a_licence_names_its_organ_as_it_was_called_when_it_was_issued() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, WINDOW, PERSON);
    let rename = |name: &str| {
        publish(&centre, |pack| {
            pack.departments.iter_mut().for_each(|department| department.name = name.to_owned());
        });
        desk.sync_now(Nothing {}).unwrap();
    };
    let case = receive(&desk, lift());
    accept(&desk, case);
    desk.charge(CaseArgs { case }).unwrap();
    rename("第二局");
    desk.issue(IssueArgs { case, confirmation: password() }).unwrap();
    rename("第三局");
    let licence = printed(&desk, case, DocumentKind::Licence);
    assert!(licence.contains("第二局") && !licence.contains("第三局"), "{licence}");
    let notice = printed(&desk, case, DocumentKind::AcceptanceNotice);
    assert!(notice.contains("质量技术监督局") && !notice.contains("第二局"), "{notice}");
}
