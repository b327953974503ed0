//! What must hold when the day is over: the windows have nothing left to send, another window of
//! the first one's department has its cases, and the centre has every act exactly once.

use super::play::{Played, Player};
use super::script::By;
use super::server_process::{DemoWindow, ServerProcess};
use super::windows::{DemoWindows, StaffedWindow};
use crate::error::DemoError;
use clerk_cli::text::words;
use clerk_desk::api::{CaseArgs, Nothing};
use clerk_desk::workstation::Workstation;
use clerk_domain::case::CaseActKind;
use serde::Serialize;

/// A thing that must hold.
#[derive(Debug, Serialize)]
pub struct Check {
    /// What was looked at.
    pub what: String,
    /// What was found.
    pub found: String,
    /// Whether it holds.
    pub passed: bool,
}

impl Check {
    fn new(what: impl Into<String>, passed: bool, found: impl Into<String>) -> Self {
        Self { what: what.into(), found: found.into(), passed }
    }

    fn equal<T: PartialEq + std::fmt::Debug>(
        what: impl Into<String>,
        expected: &T,
        found: &T,
    ) -> Self {
        if expected == found {
            return Self::new(what, true, format!("{found:?}"));
        }
        Self::new(what, false, format!("expected {expected:?}, found {found:?}"))
    }
}

/// A window sends the centre everything that it did.
pub fn synced(window: &StaffedWindow) -> Check {
    let what = format!("{} sync", window.id);
    match window.desk(By::Clerk).sync_now(Nothing {}) {
        Ok(status) => Check::new(what, status.outbox == 0, format!("outbox {}", status.outbox)),
        Err(error) => Check::new(what, false, error.code.as_text()),
    }
}

/// Another window of the first one's department, enrolled only now, has all of its cases.
pub fn pulled_by_another(
    setup: &mut DemoWindows,
    demo: &[DemoWindow],
    windows: &[StaffedWindow],
    cases: &[&Played],
) -> Result<Check, DemoError> {
    let found = windows.first().and_then(|first| Some((first, another_of(demo, windows, first)?)));
    let Some((first, another)) = found else {
        let found = "the demo centre has no other window of the first one's department";
        return Ok(Check::new("pull", false, found));
    };
    let desk = setup.enrol(another, first.person(By::Clerk))?;
    desk.sync_now(Nothing {})?;
    let of_first: Vec<_> = cases.iter().filter(|case| case.window == first.id).collect();
    let same = of_first.iter().filter(|case| same_on_both(first.desk(By::Clerk), &desk, case));
    let (same, all) = (same.count(), of_first.len());
    let what = format!("{} pulls the cases of {}", another.id, first.id);
    Ok(Check::new(what, same == all && all > 0, format!("{same} of {all}")))
}

fn another_of<'a>(
    demo: &'a [DemoWindow],
    windows: &[StaffedWindow],
    first: &StaffedWindow,
) -> Option<&'a DemoWindow> {
    let department = &demo.iter().find(|window| window.id == first.id)?.department;
    let free = |window: &DemoWindow| windows.iter().all(|staffed| staffed.id != window.id);
    demo.iter().find(|window| &window.department == department && free(window))
}

fn same_on_both(first: &Workstation, other: &Workstation, case: &Played) -> bool {
    let [Ok(first), Ok(other)] = [first, other].map(|desk| desk.case(CaseArgs { case: case.id }))
    else {
        return false;
    };
    let places = |view: &clerk_desk::api::CaseView| -> Vec<_> {
        view.history.iter().map(|row| (row.seq, row.hash.clone())).collect()
    };
    first.case == other.case && places(&first) == places(&other)
}

/// The centre's books against what the windows acknowledged.
pub fn books(
    server: &ServerProcess,
    windows: &[StaffedWindow],
    player: &Player<'_>,
) -> Result<Vec<Check>, DemoError> {
    let cases: Vec<_> = player.cases.values().collect();
    let held = server.inspect(None)?;
    let exceptions = server.exceptions()?;
    let at_a_window = |act: &&CaseActKind| !act.by().is_centre();
    let entries = |cases: &mut dyn Iterator<Item = &&Played>| -> u64 {
        cases.map(|case| case.acts.iter().filter(at_a_window).count() as u64).sum()
    };
    let all = entries(&mut cases.iter()) + player.beside.values().sum::<u64>();
    // Also those that are void: what was issued is a fact.
    let issues =
        cases.iter().flat_map(|case| &case.acts).filter(|act| **act == CaseActKind::Issued);
    let licences = issues.count() as u64;
    let mut checks = vec![
        Check::equal("centre: cases", &(cases.len() as u64), &held.cases),
        Check::equal("centre: licences", &licences, &held.licences),
        Check::equal("centre: entries", &(all + player.centre_entries), &held.entries),
        Check::new("centre: exceptions", exceptions.is_empty(), exceptions.join(" ")),
    ];
    for window in windows {
        let beside = player.beside.get(&window.id).copied().unwrap_or_default();
        let done = entries(&mut cases.iter().filter(|case| case.window == window.id)) + beside;
        let journal = held.windows.iter().find(|journal| journal.window == window.id);
        let what = format!("centre: entries of {}", window.id);
        checks.push(Check::equal(what, &done, &journal.map_or(0, |journal| journal.entries)));
    }
    let mut wrong = Vec::new();
    for case in &cases {
        if !held_once(server, case)? {
            wrong.push(case.number.as_str());
        }
    }
    let what = "centre: each case, its acts and its licence once";
    checks.push(Check::new(
        what,
        wrong.is_empty(),
        match wrong.len() {
            0 => format!("{}", cases.len()),
            _ => format!("not so: {}", wrong.join(" ")),
        },
    ));
    Ok(checks)
}

fn held_once(server: &ServerProcess, case: &Played) -> Result<bool, DemoError> {
    let inspection = server.inspect(Some(&case.number))?;
    let [held] = inspection.found.as_slice() else { return Ok(false) };
    let same_acts = held.entries.iter().map(|entry| &entry.act).eq(&case.acts);
    let same_state = words::read(&held.state) == Some(case.state);
    Ok(same_acts && same_state && held.licence == case.licence)
}
