//! Lease, issue, sync and restore, as a model that is checked in every order in which things can
//! happen, within bounds: crashes, lost, late and doubled messages, a window that is restored to an
//! earlier copy or runs beside one, and a server that is restored to a backup.
//!
//! The bounds of the test suite take half a minute. Larger ones take ten, and are run by hand:
//!
//! ```sh
//! CLERK_MODEL=large cargo test -p clerk-domain --test model promises -- --nocapture
//! ```
//!
//! What it takes for granted:
//!
//! - A commit is whole or not at all, so a crash loses what is under way and nothing else
//!   (`Action::GiveUp`). A window waits for one answer at a time, and hears no late one.
//! - Suffixes differ between the copies of one window's folder. Between two windows they may be
//!   the same; there, blocks and epochs keep numbers apart.
//! - An epoch never comes again, even if the same backup is restored twice. Whoever puts a server
//!   back says so: one that was restored unknown to anybody keeps its epoch.
//! - A place that was returned is never leased again.
//! - A window keeps what was acknowledged for as long as the server's backups reach back. An act that
//!   both were restored past, before either could learn it again, may be lost; no other.
//!
//! The second window's folder is never restored: the two are alike, and so it is enough that it
//! happens to one of them.

mod actions;
mod backups;
mod broken;
mod entries;
mod properties;
mod server;
mod state;
mod step;
mod window;

use actions::{Action, Bounds, Desk};
use broken::{Broken, Rules};
use stateright::{Checker, Expectation, HasDiscoveries, Model};
use std::collections::BTreeSet;
use std::time::Instant;

const FAULTLESS: Bounds = Bounds {
    acts: [2, 1],
    places: 1,
    blocks: 1,
    window_restores: 0,
    windows_copied: 0,
    server_restores: 0,
    late: 0,
    saves: 0,
    second_pushes: false,
    only_issues: false,
};
const WINDOW: Bounds = Bounds { window_restores: 1, saves: 1, late: 1, ..FAULTLESS };
const COPY: Bounds = Bounds { acts: [3, 0], windows_copied: 1, saves: 1, ..FAULTLESS };
const SERVER: Bounds = Bounds { server_restores: 1, saves: 1, late: 1, ..FAULTLESS };
const SERVER_TWICE: Bounds = Bounds { acts: [1, 1], server_restores: 2, ..FAULTLESS };
const BOTH: Bounds = Bounds { acts: [2, 0], window_restores: 1, server_restores: 1, ..SERVER };
const BRANCHES: Bounds = Bounds { window_restores: 1, saves: 0, only_issues: true, ..COPY };
/// Two acts in one journal, and a third on a branch.
const LONG: Bounds = Bounds { acts: [3, 0], places: 2, only_issues: true, ..FAULTLESS };

/// What the test suite explores.
const SMALL: [Bounds; 10] = [
    WINDOW,
    Bounds { acts: [2, 0], places: 2, ..WINDOW },
    COPY,
    SERVER,
    Bounds { second_pushes: true, late: 0, ..SERVER },
    SERVER_TWICE,
    Bounds { late: 0, ..BOTH },
    BRANCHES,
    Bounds { window_restores: 1, saves: 1, ..LONG },
    Bounds { server_restores: 1, saves: 1, ..LONG },
];

/// What is explored by hand.
const LARGE: [Bounds; 7] = [
    Bounds { places: 2, blocks: 2, ..WINDOW },
    Bounds { window_restores: 2, acts: [3, 0], ..WINDOW },
    Bounds { only_issues: false, ..BRANCHES },
    Bounds { late: 1, saves: 1, ..BRANCHES },
    Bounds { blocks: 2, server_restores: 2, late: 0, ..SERVER },
    BOTH,
    Bounds { acts: [2, 1], late: 0, ..BOTH },
];

/// A protection, what is broken without it, and where that shows.
const BROKEN: [(Broken, &str, Bounds); 18] = [
    (Broken::NoSuffix, properties::ONE_LICENCE, WINDOW),
    (Broken::NoEpoch, properties::ONE_LICENCE, SERVER),
    (Broken::EpochStays, properties::ONE_LICENCE, SERVER),
    (Broken::EpochFromBackup, properties::ONE_LICENCE, SERVER_TWICE),
    (Broken::TwoCommits, properties::ONE_LICENCE, FAULTLESS),
    (Broken::KeepsWatermark, properties::COMES_BACK, SERVER),
    (Broken::KeepsLostBranch, properties::COMES_BACK, Bounds { late: 0, ..BOTH }),
    (
        Broken::LooksAtTipsOnly,
        properties::NO_FALSE_ALARM,
        Bounds { window_restores: 1, saves: 1, ..LONG },
    ),
    (Broken::HearsLateAnswers, properties::NO_FALSE_ALARM, WINDOW),
    (Broken::FastForwardWithoutPlaces, properties::ENDS_ONCE, WINDOW),
    (Broken::BlockForgetsJournal, properties::ENDS_ONCE, WINDOW),
    (Broken::RefusesForks, properties::COMES_BACK, WINDOW),
    (Broken::KeepsOrphans, properties::COMES_BACK, Bounds { server_restores: 1, ..LONG }),
    (Broken::AnswersBeforeStoring, properties::NOT_LOST, WINDOW),
    (Broken::LeaseNotIdempotent, properties::NOT_LEAKED, FAULTLESS),
    (Broken::LeaseForgottenByEpoch, properties::NOT_LEAKED, SERVER),
    (Broken::LeaseWithoutFence, properties::NOT_LEAKED, SERVER),
    (Broken::RefusesOrdinalGap, properties::NUMBERS, SERVER),
];

fn desk(bounds: Bounds, broken: Option<Broken>) -> Desk {
    Desk { bounds, rules: Rules { broken, places: bounds.places } }
}

#[test]
fn the_protocol_keeps_its_promises() {
    let large = std::env::var_os("CLERK_MODEL").is_some_and(|size| size == "large");
    let mut reached = BTreeSet::new();
    for bounds in if large { &LARGE[..] } else { &SMALL[..] } {
        let begun = Instant::now();
        let checker = desk(*bounds, None).checker().finish_when(HasDiscoveries::AnyFailures);
        let checker = checker.threads(2).spawn_bfs().join();
        let (states, seconds) = (checker.unique_state_count(), begun.elapsed().as_secs_f32());
        println!("{states:8} states in {seconds:4.1} s: {bounds:?}");
        for (name, path) in checker.discoveries() {
            let actions = path.into_actions();
            assert!(!properties::ALWAYS.contains(&name), "broken: {name}, by {actions:#?}");
            reached.insert(name);
        }
    }
    // Else it holds of nothing.
    for property in properties::all() {
        if property.expectation == Expectation::Sometimes {
            assert!(reached.contains(property.name), "never reached: {}", property.name);
        }
    }
}

#[test]
fn each_protection_is_needed() {
    for (broken, property, bounds) in BROKEN {
        let begun = Instant::now();
        let Some(mut shortest) = counterexample(broken, property, bounds, usize::MAX) else {
            panic!("without {broken:?}, still: {property}");
        };
        while let Some(shorter) = counterexample(broken, property, bounds, shortest.len()) {
            shortest = shorter;
        }
        let (steps, seconds) = (shortest.len(), begun.elapsed().as_secs_f32());
        println!("{broken:?}: {steps} steps, {seconds:.1} s: not {property}: {shortest:?}");
    }
}

/// A run of fewer than `most` actions that breaks a property.
fn counterexample(
    broken: Broken,
    property: &'static str,
    bounds: Bounds,
    most: usize,
) -> Option<Vec<Action>> {
    let checker = desk(bounds, Some(broken)).checker();
    let checker = checker.finish_when(HasDiscoveries::AnyOf([property].into()));
    // A state counts as deep as the actions before it, and one.
    let checker = checker.target_max_depth(most.saturating_add(1)).spawn_bfs().join();
    checker.discovery(property).map(stateright::Path::into_actions)
}
