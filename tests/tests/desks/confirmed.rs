//! How long a window lets somebody in whom the centre has not confirmed, and when it locks.

use crate::centre::{PERSON, RUNTIME, TestCentre, WINDOW, password};
use clerk_desk::api::{
    BundleExportArgs, ErrorCode, IdleLockArgs, LoginArgs, Nothing, Password, SessionView,
};
use clerk_desk::workstation::Workstation;
use clerk_domain::clock::SharedClock;
use clerk_testkit::SetClock;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

static AWAY: AtomicBool = AtomicBool::new(false);

fn login(desk: &Workstation, password: Password) -> Result<(), ErrorCode> {
    desk.lock(Nothing {}).unwrap();
    let done = desk.login(LoginArgs { person: PERSON.into(), password, new_password: None });
    done.map(drop).map_err(|error| error.code)
}

#[test]
fn after_two_weeks_without_the_centre_nobody_logs_in() {
    let clock = SetClock::at("2026-11-02T01:00:00Z".parse().unwrap());
    let shared = || {
        let clock = clock.clone();
        Arc::new(move || clock.now()) as SharedClock
    };
    let centre = TestCentre::new(shared(), |_| !AWAY.load(Ordering::SeqCst));
    let desk = centre.desk("window", 1, shared());
    centre.enrol(&desk, WINDOW);
    let on = |day: &str| clock.set(format!("2026-{day}Z").parse().unwrap());

    AWAY.store(true, Ordering::SeqCst);
    on("11-16T01:00:00");
    assert_eq!(login(&desk, password()), Ok(()));
    on("11-16T01:00:01");
    assert_eq!(login(&desk, password()), Err(ErrorCode::LoginUnconfirmed));
    let wrong = Password("wrong".to_owned());
    assert_eq!(login(&desk, wrong), Err(ErrorCode::PasswordWrong));

    // Where it can, a login asks early enough.
    AWAY.store(false, Ordering::SeqCst);
    assert_eq!(login(&desk, password()), Ok(()));
    AWAY.store(true, Ordering::SeqCst);
    on("11-30T01:00:00");
    assert_eq!(login(&desk, password()), Ok(()));

    // A reply that was carried by hand is the centre's word as well.
    let file = centre.folder.path().join("request").display().to_string();
    desk.bundle_export(BundleExportArgs { file: Some(file.clone()), overwrite: false }).unwrap();
    let request = std::fs::read(file).unwrap();
    let reply = RUNTIME.block_on(centre.server.take_bundle(&request)).unwrap().reply;
    desk.import_bundle(&reply).unwrap();
    on("12-14T01:00:00");
    assert_eq!(login(&desk, password()), Ok(()));
    on("12-14T01:00:01");
    assert_eq!(login(&desk, password()), Err(ErrorCode::LoginUnconfirmed));
}

#[test]
fn a_window_keeps_the_time_after_which_it_locks() {
    let clock = SetClock::at("2026-11-23T01:00:00Z".parse().unwrap());
    let shared = Arc::new(move || clock.now()) as SharedClock;
    let centre = TestCentre::new(Arc::clone(&shared), |_| true);
    let desk = centre.desk("window", 1, shared);
    centre.enrol(&desk, WINDOW);
    let minutes = |view: SessionView| match view {
        SessionView::Open { idle_lock, .. } => Some(idle_lock.minutes),
        SessionView::NotEnrolled | SessionView::Locked { .. } => None,
    };
    assert_eq!(minutes(desk.session(Nothing {}).unwrap()), Some(10));
    for wrong in [0, 61] {
        let refused = desk.set_idle_lock(IdleLockArgs { minutes: wrong }).unwrap_err();
        assert_eq!(
            (refused.code, refused.detail.as_str()),
            (ErrorCode::IdleLockOutOfRange, "1–60")
        );
    }
    assert_eq!(minutes(desk.set_idle_lock(IdleLockArgs { minutes: 60 }).unwrap()), Some(60));
    assert_eq!(login(&desk, password()), Ok(()));
    assert_eq!(minutes(desk.session(Nothing {}).unwrap()), Some(60));
    desk.lock(Nothing {}).unwrap();
    let refused = desk.set_idle_lock(IdleLockArgs { minutes: 5 }).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Locked);
}
