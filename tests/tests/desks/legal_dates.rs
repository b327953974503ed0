//! Legal dates come from the trusted time, and one that cannot be told yet stops no acceptance.

use crate::centre::{PERSON, TestCentre, WINDOW};
use crate::steps::{accept, lift, printed, publish, receive, shared};
use clerk_desk::api::{CaseArgs, CorrectArgs, Nothing, SupplyArgs};
use clerk_domain::calendar::Due;
use clerk_domain::paper::DocumentKind;
use clerk_testkit::SetClock;
use std::sync::Arc;

#[test]
fn a_device_whose_clock_is_behind_dates_nothing_before_the_server_was_heard() {
    let noon = "2026-11-24T04:00:00Z".parse().unwrap();
    let centre = TestCentre::new(Arc::new(move || noon), |_| true);
    let clock = SetClock::at(noon);
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, WINDOW, PERSON);
    clock.set("2026-11-19T04:00:00Z".parse().unwrap());

    let mut intake = lift();
    intake.materials.truncate(2);
    let case = receive(&desk, intake);
    let view = desk.case(CaseArgs { case }).unwrap();
    let day = "2026-11-24".parse().unwrap();
    assert!(view.case.number.as_str().starts_with("zhijian-01-20261124-"), "{}", view.case.number);
    assert_eq!(view.case.intake.materials[0].on, day);
    let told = desk.correct(CorrectArgs { case, wrong: vec![] }).unwrap();
    assert_eq!(told.history.last().unwrap().at.date_naive(), day);
    desk.supply(SupplyArgs { case, materials: vec!["m3".into()] }).unwrap();
    accept(&desk, case);
    let view = desk.case(CaseArgs { case }).unwrap();
    assert_eq!(view.case.clock.due, Some(Due::On { date: day }), "an immediate case");
    let notice = printed(&desk, case, DocumentKind::AcceptanceNotice);
    assert!(notice.contains("2026年11月24日") && !notice.contains("11月19日"), "{notice}");
    let today = desk.workbench(Nothing {}).unwrap().today;
    assert_eq!(today.len(), 1, "received today");
}

#[test]
fn a_year_that_is_not_published_stops_no_acceptance() {
    let clock = SetClock::at("2026-12-30T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    publish(&centre, |pack| pack.calendar.years.retain(|year| year.year <= 2026));
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, WINDOW, PERSON);
    let mut intake = lift();
    intake.item = Some("zhijian-04".into());
    intake.form = [("work".to_owned(), serde_json::json!("焊接作业"))].into();
    intake.materials.push("m4".into());
    let case = receive(&desk, intake);
    accept(&desk, case);
    let due = desk.case(CaseArgs { case }).unwrap().case.clock.due.unwrap();
    // Five working days: one is left of the year.
    let after = "2026-12-31".parse().unwrap();
    assert_eq!(due, Due::NotPublished { after, working_days_left: 4 });
    let notice = printed(&desk, case, DocumentKind::AcceptanceNotice);
    assert!(notice.contains(Due::NOT_PUBLISHED), "{notice}");
}
