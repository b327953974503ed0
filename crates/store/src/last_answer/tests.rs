use crate::sample::{Elsewhere, Window, act, case_id, digest, now, received, scope};
use crate::{LastAnswer, PulledEntry, StoreError, Told};
use chrono::{DateTime, FixedOffset, TimeDelta};
use clerk_domain::digest::Digest;

const EPOCH: u64 = 7;

/// A window with one act of its own that the server lacks.
fn window() -> Window {
    let mut window = Window::new("shangwu-03");
    act(&mut window, case_id(9), received("shangwu-03-20261123-0009", "徐州示例贸易有限公司"))
        .unwrap();
    window
}

fn elsewhere() -> Elsewhere {
    let mut elsewhere = Elsewhere::new("shangwu-04");
    elsewhere.act(case_id(1), received("shangwu-04-20261123-0001", "徐州示例贸易有限公司"));
    elsewhere
}

fn keep(
    window: &mut Window,
    acknowledged: u64,
    entries: &[PulledEntry],
    digest: Digest,
    time: DateTime<FixedOffset>,
) -> Result<bool, StoreError> {
    window.keep_last_answer(&LastAnswer {
        acknowledged,
        told: Some(&Told { first: 1, last: 1, remarks: vec![(1, "told")] }),
        scope: &scope(),
        entries,
        digest,
        time: &time,
        epoch: EPOCH,
    })
}

/// What the window knows: acknowledged, entries of others, remarks reported, the last contact.
fn known(window: &Window) -> (u64, u64, usize, Option<DateTime<FixedOffset>>) {
    let told: Option<Told<String>> = window.reported().unwrap();
    let pulled = window.cursor(&scope()).unwrap().counter;
    let remarks = told.map_or(0, |told| told.remarks.len());
    (window.acknowledged().unwrap(), pulled, remarks, window.last_contact().unwrap())
}

#[test]
fn an_answer_is_kept_whole_or_not_at_all() {
    let (mut window, elsewhere) = (window(), elsewhere());
    let before = known(&window);
    let (entries, right) = (&elsewhere.entries, digest(&elsewhere.entries));
    assert!(!keep(&mut window, 1, entries, Digest::ZERO, now()).unwrap(), "another digest");
    assert_eq!(known(&window), before);
    let late = [PulledEntry { counter: 2, ..entries[0].clone() }];
    assert_eq!(keep(&mut window, 1, &late, right, now()).unwrap_err().code(), "pull_gap");
    assert_eq!(known(&window), before);
    assert!(keep(&mut window, 2, entries, right, now()).is_err(), "more than the window did");
    assert_eq!(known(&window), before);

    assert!(keep(&mut window, 1, entries, right, now()).unwrap());
    assert_eq!(known(&window), (1, 1, 1, Some(now())));
    assert_eq!(window.server_epoch().unwrap(), Some(EPOCH));
    assert!(window.case(case_id(1)).unwrap().is_some());
}

/// A round that brings nothing writes to the disk once a minute, so the known time lies that far behind.
#[test]
fn a_contact_alone_is_noted_once_a_minute() {
    let mut window = window();
    let quiet = |window: &mut Window, after: i64, epoch: u64| {
        let time = now() + TimeDelta::seconds(after);
        let (scope, digest) = (scope(), Digest::ZERO);
        let answer = LastAnswer::<String> {
            acknowledged: 0,
            told: None,
            scope: &scope,
            entries: &[],
            digest,
            time: &time,
            epoch,
        };
        assert!(window.keep_last_answer(&answer).unwrap());
        (window.last_contact().unwrap().unwrap() - now()).num_seconds()
    };
    let noted = [(0, 7), (59, 7), (60, 7), (61, 7), (62, 8), (30, 8), (122, 8)]
        .map(|(after, epoch)| quiet(&mut window, after, epoch));
    assert_eq!(noted, [0, 0, 60, 60, 62, 62, 122]);
    let elsewhere = elsewhere();
    let time = now() + TimeDelta::seconds(123);
    assert!(keep(&mut window, 1, &elsewhere.entries, digest(&elsewhere.entries), time).unwrap());
    assert_eq!(window.last_contact().unwrap(), Some(time), "with something new it costs nothing");
}
