//! The server: a tree of entries a window, and the books of its leases.

use crate::broken::{Broken, Rules};
use crate::entries::{History, Set};
use crate::window::Block;

/// What a window asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Request {
    /// Take in these entries; none of them only asks for the status.
    Push { window: u8, entries: Set },
    /// Lease the block of this ordinal.
    Lease { window: u8, ordinal: u8, epoch: u8 },
}

/// What the server says of one window's journal: the tips of all its branches, and whatever of them
/// the window then asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ServerStatus {
    pub epoch: u8,
    pub held: Set,
}

/// What the server answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// To a push, and to a lease that was asked for under an epoch that is over.
    ServerStatus(ServerStatus),
    /// The block's epoch and first place.
    Leased { epoch: u8, first: u8 },
}

/// A line in the books of leases.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Lease {
    pub window: u8,
    pub ordinal: u8,
    pub epoch: u8,
    pub first: u8,
}

/// What lies in the server's database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Server {
    pub epoch: u8,
    pub held: Set,
    pub leases: Vec<Lease>,
}

impl Server {
    pub fn serve(&mut self, rules: Rules, history: &History, request: Request) -> Answer {
        match request {
            Request::Push { window, entries } => {
                self.take_in(rules, history, window, entries);
                Answer::ServerStatus(self.status(window))
            }
            Request::Lease { window, ordinal, epoch } => {
                let known = self.find(rules, window, ordinal).map(|l| (l.epoch, l.first));
                let fenced = epoch != self.epoch && !rules.lacks(Broken::LeaseWithoutFence);
                // The server as it was at first: a block is only leased if no ordinal is left out.
                let last = self.leases.iter().filter(|l| l.window == window).count();
                let gap =
                    rules.lacks(Broken::RefusesOrdinalGap) && usize::from(ordinal) != last + 1;
                match known {
                    Some((epoch, first)) => Answer::Leased { epoch, first },
                    None if fenced || gap => Answer::ServerStatus(self.status(window)),
                    None => self.lease(rules, window, ordinal),
                }
            }
        }
    }

    fn status(&self, window: u8) -> ServerStatus {
        ServerStatus { epoch: self.epoch, held: self.held.of_window(window) }
    }

    fn take_in(&mut self, rules: Rules, history: &History, window: u8, entries: Set) {
        let mut new: Vec<_> = entries.without(self.held).iter().collect();
        new.sort_by_key(|id| id.seq());
        for id in new {
            let held = self.held.of_window(window);
            let prev = history.prev(id);
            // What does not hang on anything is not kept: the window is told what is here, and sends
            // again from there.
            let hangs = prev.is_none_or(|prev| held.has(prev));
            let on_tip = match prev {
                Some(prev) => history.tips(held).has(prev),
                None => held.is_empty(),
            };
            let orphan = !hangs && !rules.lacks(Broken::KeepsOrphans);
            if orphan || (hangs && !on_tip && rules.lacks(Broken::RefusesForks)) {
                return;
            }
            self.held.insert(id);
        }
    }

    /// The block that was leased for this ordinal, in whatever epoch.
    pub fn find(&self, rules: Rules, window: u8, ordinal: u8) -> Option<&Lease> {
        if rules.lacks(Broken::LeaseNotIdempotent) {
            return None;
        }
        let mut leases = self.leases.iter();
        leases.find(|lease| {
            let epoch = lease.epoch == self.epoch || !rules.lacks(Broken::LeaseForgottenByEpoch);
            lease.window == window && lease.ordinal == ordinal && epoch
        })
    }

    fn lease(&mut self, rules: Rules, window: u8, ordinal: u8) -> Answer {
        let last = self.leases.iter().map(|lease| lease.first + rules.places - 1).max();
        let (epoch, first) = (self.epoch, last.unwrap_or(0) + 1);
        self.leases.push(Lease { window, ordinal, epoch, first });
        Answer::Leased { epoch, first }
    }
}

/// The block that an answer names, as new.
pub fn block(rules: Rules, epoch: u8, first: u8) -> Block {
    Block { epoch, first, last: first + rules.places - 1, next: first }
}
