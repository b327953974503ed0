//! What must always hold, and what must be reached for that to mean anything.

use crate::actions::Desk;
use crate::broken::{Broken, Rules};
use crate::entries::{End, Entry};
use crate::server::Answer;
use crate::state::State;
use stateright::Property;

pub const ONE_LICENCE: &str = "no number is on two licences";
pub const ENDS_ONCE: &str = "a number ends once";
pub const NOT_LEAKED: &str = "every leased number has ended or is held by a window";
pub const NUMBERS: &str = "a window that reaches the server gets numbers";
pub const NOT_LOST: &str = "no acknowledged act is lost";
pub const COMES_BACK: &str = "after contact the server holds every act";
pub const NO_FALSE_ALARM: &str = "the server is said to be restored only if it was";

/// What no run may break.
pub const ALWAYS: [&str; 7] =
    [ONE_LICENCE, ENDS_ONCE, NOT_LEAKED, NUMBERS, NOT_LOST, COMES_BACK, NO_FALSE_ALARM];

pub fn all() -> Vec<Property<Desk>> {
    vec![
        Property::always(ONE_LICENCE, |desk: &Desk, state| one_licence(desk.rules, state)),
        Property::always(ENDS_ONCE, |_, state| ends_once(state)),
        Property::always(NOT_LEAKED, |desk: &Desk, state| not_leaked(desk.rules, state)),
        Property::always(NUMBERS, |desk: &Desk, state| gets_numbers(desk.rules, state)),
        Property::always(NOT_LOST, |_, state| not_lost(state)),
        Property::always(COMES_BACK, |desk: &Desk, state| comes_back(desk.rules, state)),
        Property::always(NO_FALSE_ALARM, |_, state: &State| {
            !state.seen.server_rollback_was_said || state.faults.server_restores > 0
        }),
        Property::sometimes("a journal forks", |_, state: &State| branches(state) > 1),
        Property::sometimes("a journal has three branches", |_, s: &State| branches(s) > 2),
        Property::sometimes("a window notices that the server was restored", |_, s: &State| {
            s.seen.server_rollback_was_said
        }),
        Property::sometimes("a window fast-forwards", |_, s: &State| s.seen.fast_forwarded),
        Property::sometimes("lost acts come back as foreign ones", |_, state: &State| {
            state.machines.iter().any(|machine| !machine.disk.foreign.is_empty())
        }),
        Property::sometimes("a lost branch is sent again", |_, state: &State| {
            state.machines.iter().any(|machine| !machine.disk.missing.is_empty())
        }),
        Property::sometimes("a place is on two licences by suffix", |_, state: &State| {
            pairs(state).any(|(a, b)| both_issued(a, b) && a.epoch == b.epoch && a.first == b.first)
        }),
        Property::sometimes("a place is on two licences by epoch", |_, state: &State| {
            pairs(state).any(|(a, b)| both_issued(a, b) && a.epoch != b.epoch && a.first == b.first)
        }),
        Property::sometimes("both are restored past one act", |_, state: &State| {
            !state.excused().and(state.seen.acknowledged).is_empty()
        }),
    ]
}

/// Looks at what truly happened, destroyed records included: the paper is out of the house.
fn one_licence(rules: Rules, state: &State) -> bool {
    let same = |a: &Entry, b: &Entry| {
        a.first == b.first
            && (a.epoch == b.epoch || rules.lacks(Broken::NoEpoch))
            && (a.id.instance() == b.id.instance() || rules.lacks(Broken::NoSuffix))
    };
    !pairs(state).any(|(a, b)| both_issued(a, b) && same(a, b))
}

/// A place ends once in one line of a journal, and in one window's journal. On two branches of it,
/// it may end twice: with two suffixes, and in front of a supervisor.
fn ends_once(state: &State) -> bool {
    !pairs(state).any(|(a, b)| {
        let overlap = a.epoch == b.epoch && a.first <= b.last && b.first <= a.last;
        let other_branch = a.id.window() == b.id.window()
            && !state.history.chain(Some(a.id)).has(b.id)
            && !state.history.chain(Some(b.id)).has(a.id);
        overlap && !other_branch
    })
}

/// Once settled: by the server's books no place is leased that neither ended nor is held.
fn not_leaked(rules: Rules, state: &State) -> bool {
    let Some(state) = state.settled(rules) else { return false };
    let ended = |window, epoch, place| {
        state.history.iter().any(|entry| {
            entry.id.window() == window
                && state.server.held.has(entry.id)
                && entry.epoch == epoch
                && (entry.first..=entry.last).contains(&place)
        })
    };
    let held = |window, epoch, place| {
        state.machines.iter().filter(|machine| machine.disk.window == window).any(|machine| {
            let mut blocks = machine.disk.blocks.iter();
            blocks.any(|b| b.epoch == epoch && (b.next..=b.last).contains(&place))
        })
    };
    state.server.leases.iter().all(|lease| {
        (lease.first..lease.first + rules.places).all(|place| {
            ended(lease.window, lease.epoch, place) || held(lease.window, lease.epoch, place)
        })
    })
}

fn gets_numbers(rules: Rules, state: &State) -> bool {
    let Some(mut state) = state.settled(rules) else { return false };
    state.machines.iter().all(|machine| {
        let answer = state.server.serve(rules, &state.history, machine.disk.lease());
        matches!(answer, Answer::Leased { .. })
    })
}

/// At every moment, unless both were restored past it. A window that holds an act keeps it for as
/// long as the server's backups reach back.
fn not_lost(state: &State) -> bool {
    let somewhere = state.server.held.with(state.at_windows());
    state.seen.acknowledged.without(somewhere).without(state.excused()).is_empty()
}

/// Once settled: what lies at a window lies at the server, whatever was acknowledged does, and each
/// machine knows all of its own journal.
fn comes_back(rules: Rules, state: &State) -> bool {
    let Some(state) = state.settled(rules) else { return false };
    let expected = state.seen.acknowledged.without(state.excused()).with(state.at_windows());
    expected.without(state.server.held).is_empty()
        && state.machines.iter().all(|machine| {
            let own = state.server.held.of_window(machine.disk.window);
            own.without(machine.disk.known(&state.history)).is_empty()
        })
}

fn branches(state: &State) -> u32 {
    state.history.tips(state.server.held.of_window(0)).len()
}

fn both_issued(a: &Entry, b: &Entry) -> bool {
    a.end == End::Issued && b.end == End::Issued
}

fn pairs(state: &State) -> impl Iterator<Item = (&Entry, &Entry)> {
    let entries = state.history.iter().enumerate();
    entries.flat_map(|(at, a)| state.history.iter().skip(at + 1).map(move |b| (a, b)))
}
