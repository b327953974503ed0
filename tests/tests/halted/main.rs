//! A window whose clock or whose journal cannot be believed issues nothing until a supervisor clears it,
//! and receives on. Real desks against the real server.

#[path = "../rig/test_centre.rs"]
mod centre;
mod clearance;

use centre::{PERSON, RUNTIME, WINDOW, intake, issue, password, receive};
use chrono::{DateTime, TimeDelta, Utc};
use clerk_desk::api::{CaseArgs, ClearArgs, ErrorCode, LoginArgs, Nothing};
use clerk_desk::workstation::Workstation;
use clerk_domain::clock::{Clock, SharedClock};
use clerk_domain::ids::{CaseId, WindowId};
use clerk_protocol::Secret;
use clerk_server::{Login, demo};
use clerk_testkit::copy_folder;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A device's clock, which can be set, and its counter, which cannot.
#[derive(Default)]
struct Device {
    seconds: AtomicI64,
    ticked: AtomicI64,
}

impl Device {
    fn pass(&self, time: TimeDelta) {
        self.set(time);
        self.ticked.fetch_add(time.num_milliseconds(), Ordering::Relaxed);
    }

    fn set(&self, by: TimeDelta) {
        self.seconds.fetch_add(by.num_seconds(), Ordering::Relaxed);
    }
}

impl Clock for Device {
    fn now(&self) -> DateTime<Utc> {
        noon() + TimeDelta::seconds(self.seconds.load(Ordering::Relaxed))
    }

    fn ticks(&self) -> u64 {
        1_000_000 + self.ticked.load(Ordering::Relaxed).unsigned_abs()
    }
}

fn noon() -> DateTime<Utc> {
    "2026-11-23T04:00:00Z".parse().unwrap()
}

struct TestCentre {
    centre: centre::TestCentre,
    device: Arc<Device>,
}

impl TestCentre {
    /// A centre, and the window enrolled in the folder `window`.
    fn new() -> (Self, Workstation) {
        Self::with_clock(Arc::new(noon))
    }

    /// The same, and the server has this clock.
    fn with_clock(clock: SharedClock) -> (Self, Workstation) {
        let centre =
            Self { centre: centre::TestCentre::new(clock, |_| true), device: Arc::default() };
        let desk = centre.centre.desk("window", 1, centre.device.clone());
        centre.centre.enrol(&desk, WINDOW);
        (centre, desk)
    }

    fn open(&self, folder: &str, seed: u8) -> Workstation {
        let desk = self.centre.desk(folder, seed, self.device.clone());
        desk.login(LoginArgs { person: PERSON.into(), password: password(), new_password: None })
            .unwrap();
        desk
    }

    /// What a supervisor is told, and answers.
    fn clear(&self, desk: &Workstation) {
        let number = number(desk).unwrap();
        for wrong in [String::new(), "0000-0000-0000-0000".to_owned(), number.to_string()] {
            assert_eq!(type_code(desk, &wrong), Err(ErrorCode::ClearanceWrong));
        }
        let code = self.code(number);
        assert_eq!(type_code(desk, &code.to_lowercase()), Ok(()));
        assert!(desk.status(Nothing {}).unwrap().halted.is_none());
    }

    /// What the centre's supervisor is given for a number that the window shows.
    fn code(&self, number: u32) -> String {
        let login = Login { person: "du".into(), password: Secret(demo::PASSWORD.to_owned()) };
        let window = WindowId::from(WINDOW);
        let given = self.centre.server.clearance(login, &window, number);
        RUNTIME.block_on(given).unwrap()
    }
}

/// The number that a halted window shows.
fn number(desk: &Workstation) -> Option<u32> {
    desk.status(Nothing {}).unwrap().halted.expect("halted").number
}

fn type_code(desk: &Workstation, code: &str) -> Result<(), ErrorCode> {
    let typed = desk.clear_halt(ClearArgs { code: code.to_owned() });
    typed.map(drop).map_err(|refused| refused.code)
}

fn why(desk: &Workstation, case: CaseId) -> String {
    let refused = issue(desk, case).unwrap_err();
    assert_eq!(refused.code, ErrorCode::IssuingHalted);
    assert_eq!(desk.issue_plan(CaseArgs { case }).unwrap_err().code, ErrorCode::IssuingHalted);
    refused.detail
}

#[test]
fn a_clock_that_runs_back_or_leaps_stops_issuing_and_nothing_else() {
    let (centre, desk) = TestCentre::new();
    let case = receive(&desk);
    centre.device.pass(TimeDelta::hours(1));
    issue(&desk, case).unwrap();

    // Set back by less than the tolerance, and by more.
    let case = receive(&desk);
    centre.device.set(TimeDelta::minutes(-4));
    issue(&desk, case).unwrap();
    centre.device.set(TimeDelta::minutes(-6));
    let case = receive(&desk);
    assert_eq!(why(&desk, case), "clock_ran_back");
    // Neither setting it right nor a new login clears it.
    centre.device.set(TimeDelta::minutes(10));
    let desk = centre.open("window", 2);
    assert_eq!(why(&desk, case), "clock_ran_back");
    centre.clear(&desk);
    issue(&desk, case).unwrap();

    let case = receive(&desk);
    centre.device.set(TimeDelta::hours(3));
    assert_eq!(why(&desk, case), "clock_leapt");
    centre.clear(&desk);
    issue(&desk, case).unwrap();
    // Set back while nobody was there: the last act was later.
    let desk = centre.open("window", 3);
    centre.device.set(TimeDelta::hours(-3));
    let case = receive(&desk);
    assert_eq!(why(&desk, case), "clock_ran_back");
}

#[test]
fn a_clock_behind_the_servers_stops_issuing() {
    let (centre, desk) = TestCentre::new();
    let case = receive(&desk);
    drop(desk);
    centre.device.set(TimeDelta::minutes(-6));
    let desk = centre.open("window", 2);
    assert_eq!(why(&desk, case), "clock_ran_back");
}

/// Done when: one wrong clock, once, at either side, is cleared once.
#[test]
fn a_clearance_of_a_wrong_clock_holds() {
    const FOUR_YEARS: TimeDelta = TimeDelta::days(4 * 365);
    let server: Arc<Device> = Arc::default();
    let (centre, desk) = TestCentre::with_clock(server.clone());
    // The server shows a wrong year once.
    server.set(FOUR_YEARS);
    desk.sync_now(Nothing {}).unwrap();
    server.set(-FOUR_YEARS);
    let case = receive(&desk);
    assert_eq!(why(&desk, case), "clock_ran_back");
    centre.clear(&desk);
    desk.sync_now(Nothing {}).unwrap();
    let number = issue(&desk, case).unwrap();
    assert!(number.contains("-2026-"), "{number}");
    let desk = centre.open("window", 2);
    issue(&desk, receive(&desk)).unwrap();

    // The device does, while somebody works at it.
    drop(desk);
    centre.device.set(FOUR_YEARS);
    let desk = centre.open("window", 3);
    receive(&desk);
    drop(desk);
    centre.device.set(-FOUR_YEARS);
    let desk = centre.open("window", 4);
    let halted = |desk: &Workstation| desk.status(Nothing {}).unwrap().halted.map(|halt| halt.why);
    assert_eq!(halted(&desk).as_deref(), Some("clock_ran_back"));
    // Cleared before anything else is done, so that the last act is still that of the wrong year.
    centre.clear(&desk);
    assert_eq!(halted(&centre.open("window", 10)), None);
    for seed in 5..8 {
        let desk = centre.open("window", seed);
        assert_eq!(halted(&desk), None);
        issue(&desk, receive(&desk)).unwrap();
    }
    // A clock that is set back after that halts it as before.
    centre.device.set(TimeDelta::hours(-1));
    let desk = centre.open("window", 9);
    assert_eq!(why(&desk, receive(&desk)), "clock_ran_back");
}

#[test]
fn a_window_that_cannot_issue_says_so_before_the_work_is_done() {
    let (centre, desk) = TestCentre::new();
    let told =
        |desk: &Workstation| desk.preview(intake()).unwrap().cannot_issue.map(|error| error.code);
    assert_eq!(told(&desk), None);
    // Numbers of the next year were not leased yet.
    centre.device.pass(TimeDelta::days(60));
    assert_eq!(told(&desk), Some(ErrorCode::NumbersExhausted));
    centre.device.set(TimeDelta::minutes(-6));
    assert_eq!(told(&desk), Some(ErrorCode::IssuingHalted));
}

#[test]
fn a_restored_folder_gives_other_numbers_and_stops_at_the_first_contact() {
    let (centre, desk) = TestCentre::new();
    let mut numbers = vec![issue(&desk, receive(&desk)).unwrap()];
    desk.sync_now(Nothing {}).unwrap();
    drop(desk);
    copy_folder(
        &centre.centre.folder.path().join("window"),
        &centre.centre.folder.path().join("copy"),
    );
    let desk = centre.open("window", 2);
    numbers.extend((0..10).map(|_| issue(&desk, receive(&desk)).unwrap()));
    desk.sync_now(Nothing {}).unwrap();

    let copy = centre.open("copy", 3);
    numbers.extend((0..10).map(|_| issue(&copy, receive(&copy)).unwrap()));
    let unique: std::collections::BTreeSet<_> = numbers.iter().collect();
    assert_eq!(unique.len(), 21, "{numbers:?}");
    copy.sync_now(Nothing {}).unwrap();
    let case = receive(&copy);
    assert_eq!(why(&copy, case), "journal_fork");
    // Every licence can be found at the copy now, the lost ones too.
    for number in &numbers {
        let found = copy.search(clerk_desk::api::TextArgs { text: number.clone() }).unwrap();
        assert_eq!(found.rows.len(), 1, "{number}");
    }
    centre.clear(&copy);
    issue(&copy, case).unwrap();
    // The other one hears of it too.
    desk.sync_now(Nothing {}).unwrap();
    assert_eq!(why(&desk, receive(&desk)), "journal_fork");
}
