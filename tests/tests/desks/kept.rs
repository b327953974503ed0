//! A done act is never reported as refused: what follows its commit cannot fail it.

use crate::centre::{PERSON, TestCentre, WINDOW};
use crate::steps::{accept, item_of, lift, publish, receive, shared};
use clerk_desk::api::{CaseArgs, ErrorCode, Nothing};
use clerk_testkit::SetClock;

/// A new device knows the case from the centre, and not yet the rules that it was received under: by those
/// of today a field is missing, so that its view cannot be made.
#[test]
fn an_act_whose_view_fails_is_said_to_be_kept() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    // Earlier rules are asked for there.
    let centre = TestCentre::new(shared(&clock), |path| !path.ends_with("/pack"));
    let desk = centre.desk("window", 1, shared(&clock));
    centre.enrol_as(&desk, WINDOW, PERSON);
    let case = receive(&desk, lift());
    accept(&desk, case);
    let stopped = desk.sync_now(Nothing {}).unwrap_err();
    assert_eq!(stopped.code, ErrorCode::ServerNonsense, "it has the case, and gives no rules");
    publish(&centre, |pack| {
        item_of(pack, "zhijian-03").fields.iter_mut().for_each(|field| field.required = true);
    });

    let desk = centre.desk("another", 2, shared(&clock));
    centre.enrol_as(&desk, WINDOW, PERSON);
    assert_eq!(desk.case(CaseArgs { case }).unwrap_err().code, ErrorCode::FieldProblems);
    let said = desk.charge(CaseArgs { case }).unwrap_err();
    let kept = (ErrorCode::KeptNotShown, "field_problems".to_owned());
    assert_eq!((said.code, said.detail), kept);
    let last = desk.journal_after(2).unwrap();
    assert!(last.len() == 1 && last[0].contains("fee_charged"), "{last:?}");
    // Once is once.
    assert_eq!(desk.charge(CaseArgs { case }).unwrap_err().code, ErrorCode::NoFeeDue);
}
