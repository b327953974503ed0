//! The same application twice is warned of while it is typed, before a second case is received.

use crate::centre::{PERSON, TestCentre, WINDOW};
use crate::steps::{lift, receive, shared};
use clerk_desk::api::{AskedAct, CarryOutArgs, CaseArgs, Intake, Withdraw};
use clerk_testkit::SetClock;

#[test]
fn the_same_application_is_warned_of_before_it_is_received() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let centre = TestCentre::new(shared(&clock), |_| true);
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, WINDOW, PERSON);
    let same = |intake: &Intake| {
        let told = desk.preview(intake.clone()).unwrap().same;
        told.into_iter().map(|one| one.number).collect::<Vec<_>>()
    };
    assert_eq!(same(&lift()), []);
    let case = receive(&desk, lift());
    let number = desk.case(CaseArgs { case }).unwrap().case.number;
    // However the number is written.
    let blanks = Intake { applicant_number: "320300 19750212 9019".to_owned(), ..lift() };
    assert_eq!((same(&lift()), same(&blanks)), (vec![number.clone()], vec![number]));
    let other = Intake { applicant_number: "320300199001019013".to_owned(), ..lift() };
    assert_eq!(same(&other), [], "another holder");
    let item = Intake { item: Some("zhijian-04".into()), form: Default::default(), ..lift() };
    assert_eq!(same(&item), [], "another item");
    let reason = "重复申请（示例）".to_owned();
    let act = AskedAct::Withdrawn(Withdraw { reason });
    desk.carry_out(CarryOutArgs { case, act }).unwrap();
    assert_eq!(same(&lift()), [], "it ended");
}
