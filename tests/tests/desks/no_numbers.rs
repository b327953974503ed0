//! A window that has no numbers can still do what takes none: a change, a renewal, a cancellation.

use crate::centre::TestCentre;
use clerk_desk::api::{ErrorCode, Intake};
use clerk_domain::item::Action;
use clerk_testkit::SetClock;
use std::sync::Arc;

#[test]
fn what_takes_no_number_is_not_held_up_by_a_lack_of_numbers() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let shared = || {
        let clock = clock.clone();
        Arc::new(move || clock.now()) as clerk_domain::clock::SharedClock
    };
    // Nothing is leased.
    let centre = TestCentre::new(shared(), |path| !path.contains("lease"));
    let desk = centre.desk("window", 1, shared());
    centre.enrol_as(&desk, "gongshang-01", "gongshang-chief");
    let held_up = |item: &str, action| {
        let intake = Intake { item: Some(item.into()), action, ..Intake::default() };
        desk.preview(intake).unwrap().cannot_issue.map(|error| (error.code, error.detail))
    };
    let exhausted = |series: &str| Some((ErrorCode::NumbersExhausted, series.to_owned()));
    assert_eq!(held_up("gongshang-01", Some(Action::Establish)), exhausted("GSQY"));
    assert_eq!(held_up("gongshang-03", None), exhausted("GSGT"));
    assert_eq!(held_up("gongshang-03", Some(Action::Change)), None);
    assert_eq!(held_up("gongshang-04", Some(Action::Cancel)), None);
}
