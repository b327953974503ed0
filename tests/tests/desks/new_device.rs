//! A new device takes a window over, with its cases and without the rules that they were received under.

use crate::centre::{PERSON, TestCentre, WINDOW, password};
use crate::steps::{accept, item_of, lift, printed, publish, receive, shared};
use clerk_desk::api::{CaseArgs, IssueArgs, Nothing};
use clerk_domain::case::CaseState;
use clerk_domain::paper::DocumentKind;
use clerk_testkit::SetClock;

#[test]
fn its_cases_keep_to_the_rules_that_they_were_received_under() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    let old = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&old, WINDOW, PERSON);
    let case = receive(&old, lift());
    accept(&old, case);
    let original = printed(&old, case, DocumentKind::AcceptanceNotice);
    old.sync_now(Nothing {}).unwrap();
    let before = old.case(CaseArgs { case }).unwrap();

    for name in ["第二版", "第三版"] {
        publish(&centre, |pack| {
            pack.departments.iter_mut().for_each(|one| one.name = name.to_owned());
            let item = item_of(pack, "zhijian-03");
            item.name = name.to_owned();
            item.fields.iter_mut().for_each(|field| field.required = true);
        });
    }
    let new = centre.desk("another", 2, shared(&clock));
    centre.enrol_as(&new, WINDOW, PERSON);
    let view = new.case(CaseArgs { case }).unwrap();
    assert_eq!((view.item, view.missing), (before.item, before.missing));
    let copy = printed(&new, case, DocumentKind::AcceptanceNotice);
    assert_eq!(copy.replace("副本（第1次补打）", ""), original);
    new.charge(CaseArgs { case }).unwrap();
    let issued = new.issue(IssueArgs { case, confirmation: password() }).unwrap();
    assert_eq!(issued.state, CaseState::Issued);
}
