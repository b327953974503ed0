//! What can happen next.

use crate::broken::{Broken, Rules};
use crate::entries::End;
use crate::properties;
use crate::state::{Machine, State, Talk};
use stateright::{Model, Property};

/// How much may happen in one run.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Acts in the first window's journal, and in the second's, over all copies.
    pub acts: [u8; 2],
    /// Places in a block.
    pub places: u8,
    /// Blocks that a window asks for.
    pub blocks: u8,
    pub window_restores: u8,
    pub windows_copied: u8,
    pub server_restores: u8,
    /// Requests that come late or twice.
    pub late: u8,
    /// Copies taken for the above after the start; before that, there is one of the start.
    pub saves: u8,
    /// Whether the second window pushes; its journal does not touch the first one's.
    pub second_pushes: bool,
    /// Whether numbers only end on licences.
    pub only_issues: bool,
}

/// One thing that happens. Machines are named by their place; what is late, by its.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Act(usize, End),
    /// The power goes between two commits that should be one.
    CutAct(usize),
    AskPush(usize),
    AskLease(usize),
    /// The server gets a request; `again`, it will get it once more.
    Serve {
        at: usize,
        again: bool,
    },
    /// The server answers, and goes down before it has stored.
    ServeUnstored(usize),
    ServeLate(usize),
    Hear(usize),
    /// The question or its answer is lost, or the machine goes down; `late`, it still arrives.
    GiveUp {
        at: usize,
        late: bool,
    },
    /// A copy of the first window's folder is taken.
    SaveWindow,
    /// The folder is restored to that copy.
    PutWindowBack,
    /// Another machine begins to run from that copy.
    CopyWindow,
    SaveServer,
    PutServerBack,
}

/// The protocol within bounds.
#[derive(Clone, Debug)]
pub struct Desk {
    pub bounds: Bounds,
    pub rules: Rules,
}

impl Model for Desk {
    type State = State;
    type Action = Action;

    fn init_states(&self) -> Vec<State> {
        let mut state = State::start();
        self.forget_useless(&mut state);
        vec![state]
    }

    fn actions(&self, state: &State, actions: &mut Vec<Action>) {
        for (at, machine) in state.machines.iter().enumerate() {
            self.of_machine(state, at, machine, actions);
        }
        actions.extend((0..state.late.len()).map(Action::ServeLate));
        let (bounds, faults) = (self.bounds, state.faults);
        let quiet = state.machines.first().is_some_and(|machine| machine.talk == Talk::Quiet);
        if state.window_backup.is_some() && quiet {
            if faults.windows_saved < bounds.saves {
                actions.push(Action::SaveWindow);
            }
            if faults.window_restores < bounds.window_restores {
                actions.push(Action::PutWindowBack);
            }
            if faults.windows_copied < bounds.windows_copied {
                actions.push(Action::CopyWindow);
            }
        }
        if state.server_backup.is_some() {
            if faults.servers_saved < bounds.saves {
                actions.push(Action::SaveServer);
            }
            actions.push(Action::PutServerBack);
        }
    }

    fn next_state(&self, last: &State, action: Action) -> Option<State> {
        let mut state = last.clone();
        self.step(&mut state, action)?;
        let windows = state.at_windows();
        let seen = &mut state.seen;
        seen.gone_from_windows = seen.gone_from_windows.without(windows);
        seen.gone_from_server = seen.gone_from_server.without(state.server.held);
        self.forget_useless(&mut state);
        (state != *last).then_some(state)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        properties::all()
    }
}

impl Desk {
    fn of_machine(&self, state: &State, at: usize, machine: &Machine, actions: &mut Vec<Action>) {
        let (bounds, disk) = (self.bounds, &machine.disk);
        let acts = state.history.iter().filter(|entry| entry.id.window() == disk.window).count();
        let most = bounds.acts.get(usize::from(disk.window)).copied().unwrap_or(0);
        if disk.has_places() && acts < usize::from(most) {
            actions.push(Action::Act(at, End::Issued));
            if !bounds.only_issues {
                actions.extend([End::Voided, End::Returned].map(|end| Action::Act(at, end)));
            }
            if self.rules.lacks(Broken::TwoCommits) {
                actions.push(Action::CutAct(at));
            }
        }
        let more_late = state.faults.late < bounds.late;
        match machine.talk {
            Talk::Quiet => {
                if disk.window == 0 || bounds.second_pushes {
                    actions.push(Action::AskPush(at));
                }
                if !disk.has_places() && disk.blocks.len() < usize::from(bounds.blocks) {
                    actions.push(Action::AskLease(at));
                }
            }
            Talk::Asked(_) => {
                actions.push(Action::Serve { at, again: false });
                actions.push(Action::GiveUp { at, late: false });
                if self.rules.lacks(Broken::AnswersBeforeStoring) {
                    actions.push(Action::ServeUnstored(at));
                }
                if more_late {
                    actions.push(Action::Serve { at, again: true });
                    actions.push(Action::GiveUp { at, late: true });
                }
            }
            Talk::Answered(..) => {
                actions.push(Action::Hear(at));
                actions.push(Action::GiveUp { at, late: false });
                if more_late && self.rules.lacks(Broken::HearsLateAnswers) {
                    actions.push(Action::GiveUp { at, late: true });
                }
            }
        }
    }
}
