//! The state of the whole: machines, server, what is under way, and what only the checker knows.

use crate::broken::Rules;
use crate::entries::{History, Set};
use crate::server::{Answer, Request, Server};
use crate::window::{Found, Window};

/// Where a machine's question is. A machine asks one thing at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Talk {
    Quiet,
    Asked(Request),
    /// The question stays, for the server may get it twice.
    Answered(Request, Answer),
}

/// A window's machine, and its talk with the server.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Machine {
    pub disk: Window,
    pub talk: Talk,
}

/// What still travels though nobody waits for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Late {
    Request(Request),
    /// To a machine; only where windows listen to it.
    Answer(usize, Answer),
}

/// How often each fault has happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Faults {
    pub window_restores: u8,
    pub windows_copied: u8,
    pub server_restores: u8,
    pub late: u8,
    pub windows_saved: u8,
    pub servers_saved: u8,
}

/// What only the checker knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Seen {
    /// Acts that a window's watermark ever covered after the server answered.
    pub acknowledged: Set,
    /// Acts that a window was restored past, and that no window has learned again.
    pub gone_from_windows: Set,
    /// Acts that the server was restored past, and that it has not got again.
    pub gone_from_server: Set,
    pub server_rollback_was_said: bool,
    pub fast_forwarded: bool,
}

/// Everything.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct State {
    pub history: History,
    /// The first window's, the second's, then copies of the first.
    pub machines: Vec<Machine>,
    pub server: Server,
    /// Kept sorted by age alone; there are few.
    pub late: Vec<Late>,
    /// Earlier copies; `None` once none can be restored any more.
    pub window_backup: Option<Window>,
    pub server_backup: Option<Server>,
    pub newest_epoch: u8,
    pub newest_instance: u8,
    pub faults: Faults,
    pub seen: Seen,
}

impl State {
    pub fn start() -> Self {
        let machine = |window| Machine { disk: Window::new(window), talk: Talk::Quiet };
        Self {
            history: History::default(),
            machines: vec![machine(0), machine(1)],
            server: Server::default(),
            late: Vec::new(),
            window_backup: Some(Window::new(0)),
            server_backup: Some(Server::default()),
            newest_epoch: 0,
            newest_instance: 0,
            faults: Faults::default(),
            seen: Seen::default(),
        }
    }

    /// The acts that both a window and the server were restored past before either had learned them
    /// from the other again. Against that the protocol has nothing: both must be backed up.
    pub fn excused(&self) -> Set {
        self.seen.gone_from_windows.and(self.seen.gone_from_server)
    }

    /// Every entry that lies at some window.
    pub fn at_windows(&self) -> Set {
        let known = self.machines.iter().map(|machine| machine.disk.known(&self.history));
        known.fold(Set::default(), Set::with)
    }

    /// An answer arrives at a machine.
    pub fn hear(&mut self, rules: Rules, at: usize, answer: Answer) {
        let Some(machine) = self.machines.get_mut(at) else { return };
        let disk = &mut machine.disk;
        match answer {
            Answer::Leased { epoch, first } => {
                disk.keep_block(rules, &self.history, crate::server::block(rules, epoch, first));
            }
            Answer::ServerStatus(status) => {
                let found = disk.hear(rules, &self.history, &status);
                let Found { server_rolled_back, fast_forwarded } = found;
                self.seen.server_rollback_was_said |= server_rolled_back;
                self.seen.fast_forwarded |= fast_forwarded;
                let chain = self.history.chain(disk.head).iter();
                for id in chain.filter(|id| id.seq() <= disk.acknowledged) {
                    self.seen.acknowledged.insert(id);
                }
            }
        }
    }

    /// What would stand if everybody now talked to the server, with nothing lost, until nothing
    /// changes any more; `None` if that never is.
    pub fn settled(&self, rules: Rules) -> Option<Self> {
        const ROUNDS: u32 = 6;
        let mut state = self.clone();
        state.late.clear();
        for _ in 0..ROUNDS {
            let mut changed = false;
            for at in 0..state.machines.len() {
                changed |= state.contact(rules, at);
            }
            if !changed {
                return Some(state);
            }
        }
        None
    }

    /// One undisturbed round of a machine: push, then the blocks that are leased to it already.
    fn contact(&mut self, rules: Rules, at: usize) -> bool {
        let Some(before) = self.machines.get(at).map(|machine| machine.disk.clone()) else {
            return false;
        };
        let held = self.server.held;
        let answer = self.server.serve(rules, &self.history, before.push(&self.history));
        self.hear(rules, at, answer);
        let Some(disk) = self.machines.get_mut(at).map(|machine| &mut machine.disk) else {
            return false;
        };
        let ordinal = disk.blocks.len() as u8 + 1;
        if let Some(lease) = self.server.find(rules, disk.window, ordinal) {
            let block = crate::server::block(rules, lease.epoch, lease.first);
            disk.keep_block(rules, &self.history, block);
        }
        *disk != before || self.server.held != held
    }
}
