use crate::sample::{Window, accepted, act, case_id, now, received, wang};
use crate::store::Store;
use chrono::{DateTime, FixedOffset, TimeDelta};
use clerk_domain::act::Actor;
use clerk_domain::day::acts::{DayClosed, DayOpened};
use clerk_domain::day::{Day, DayAct, DayCounts};
use clerk_domain::ids::DayId;
use clerk_domain::journal::{About, Stamp};

/// An act on the window's day so many days after the first one.
fn on_day(store: &mut Store, days: i64, at: DateTime<FixedOffset>, act: DayAct) -> Day {
    let day = now().date_naive() + TimeDelta::days(days);
    let about = About::Day(DayId { window: "shangwu-03".into(), day }, act);
    let mut kept = store.begin_act().unwrap();
    let time = Stamp { device: at, server: None, ticks: 0 };
    let sealed = kept.chain().seal(time, Actor::from(&wang()), about).unwrap();
    let day = kept.append_about::<Day>(&sealed).unwrap().unwrap();
    kept.commit().unwrap();
    day
}

fn open(store: &mut Store, days: i64) -> Day {
    on_day(store, days, now() + TimeDelta::days(days), DayOpened {}.into())
}

fn close(store: &mut Store, days: i64, at: DateTime<FixedOffset>) -> Vec<u64> {
    let day = store.days(1).unwrap().remove(0);
    let found = store.day_entries(day.day).unwrap();
    let counts = DayCounts::of(&found.entries);
    on_day(store, days, at, DayClosed { counts, through: found.through }.into());
    found.entries.iter().map(|entry| entry.seq).collect()
}

/// Whenever a day is closed, and whatever comes after it, each entry is counted in one closing.
#[test]
fn each_entry_is_counted_once() {
    let mut window = Window::new("shangwu-03");
    act(&mut window, case_id(1), received("a-1", "甲公司（样本）")).unwrap();
    open(&mut window, 0);
    act(&mut window, case_id(1), accepted()).unwrap();
    assert_eq!(close(&mut window, 0, now() + TimeDelta::hours(8)), [1, 2, 3]);
    // After the closing, on the same day.
    act(&mut window, case_id(2), received("a-2", "乙公司（样本）")).unwrap();
    open(&mut window, 1);
    // Closed only on the third day: what was done on that stays for its own closing.
    let late = now() + TimeDelta::days(2);
    let entry = |store: &mut Store| {
        let mut kept = store.begin_act().unwrap();
        let time = Stamp { device: late, server: None, ticks: 0 };
        let about = About::Case(case_id(3), received("a-3", "丙公司（样本）"));
        let sealed = kept.chain().seal(time, Actor::from(&wang()), about).unwrap();
        let case = clerk_domain::case::Case::begin(&sealed.entry).unwrap();
        kept.append(&sealed, &case).unwrap();
        kept.commit().unwrap();
    };
    entry(&mut window);
    assert_eq!(close(&mut window, 1, late), [4, 5, 6]);
    open(&mut window, 2);
    assert_eq!(close(&mut window, 2, late + TimeDelta::hours(8)), [7, 8, 9]);
    let days = window.days(10).unwrap();
    assert_eq!(days.iter().filter(|day| day.closing.is_some()).count(), 3);
    window.check().unwrap();
}

/// A window that never closed a day counts from the first one's morning on.
#[test]
fn the_first_closing_counts_its_own_day() {
    let mut window = Window::new("shangwu-03");
    act(&mut window, case_id(1), received("a-1", "甲公司（样本）")).unwrap();
    open(&mut window, 1);
    assert_eq!(close(&mut window, 1, now() + TimeDelta::days(1)), [2]);
}
