//! A window: its data folder, and what it makes of an answer.

use crate::broken::{Broken, Rules};
use crate::entries::{End, Entry, History, Id, Set};
use crate::server::{Request, ServerStatus};

/// A leased block; its places are `first` and so many after it as the bounds say.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    pub epoch: u8,
    pub first: u8,
    pub last: u8,
    /// The next place to use; beyond `last` once all are used.
    pub next: u8,
}

/// What lies in the data folder of one machine. Nothing else survives a crash.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Window {
    pub window: u8,
    /// Stands for the randomness that suffixes are drawn from: it differs between the copies of one
    /// folder. It need not differ between two windows.
    pub instance: u8,
    pub head: Option<Id>,
    /// 水位: up to where the server was seen to hold the own chain.
    pub acknowledged: u8,
    /// In the order in which they came; the next one's ordinal is one more than there are.
    pub blocks: Vec<Block>,
    /// Entries of the own journal that are not on the own chain.
    pub foreign: Set,
    /// Those of them that the server was last seen to lack.
    pub missing: Set,
    /// The server's epoch as it was last heard.
    pub epoch: u8,
}

/// What a window found out by an answer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Found {
    /// It says that the server was restored.
    pub server_rolled_back: bool,
    /// It took its lost acts into its own chain.
    pub fast_forwarded: bool,
}

impl Window {
    pub fn new(window: u8) -> Self {
        let (foreign, missing) = (Set::default(), Set::default());
        let (head, blocks) = (None, Vec::new());
        Self { window, instance: 0, head, acknowledged: 0, blocks, foreign, missing, epoch: 0 }
    }

    pub fn has_places(&self) -> bool {
        self.blocks.iter().any(|block| block.next <= block.last)
    }

    /// Every entry of the own journal that lies here.
    pub fn known(&self, history: &History) -> Set {
        history.chain(self.head).with(self.foreign)
    }

    /// Commits an act: the entry, and the number's place with it.
    pub fn act(&mut self, history: &mut History, end: End) {
        let Some(block) = self.blocks.iter_mut().find(|block| block.next <= block.last) else {
            return;
        };
        let (epoch, first) = (block.epoch, block.next);
        let last = if end == End::Returned { block.last } else { first };
        block.next = last + 1;
        let id = Id::new(self.window, self.instance, self.head.map_or(0, Id::seq) + 1);
        history.add(Entry { id, prev: self.head, end, epoch, first, last });
        self.head = Some(id);
    }

    pub fn push(&self, history: &History) -> Request {
        let chain = history.chain(self.head).iter();
        let mut entries = self.missing;
        chain.filter(|id| id.seq() > self.acknowledged).for_each(|id| entries.insert(id));
        Request::Push { window: self.window, entries }
    }

    pub fn lease(&self) -> Request {
        let ordinal = self.blocks.len() as u8 + 1;
        Request::Lease { window: self.window, ordinal, epoch: self.epoch }
    }

    /// Reads what the server holds of the own journal: unknown branches first, then how much of the
    /// own chain is there.
    pub fn hear(&mut self, rules: Rules, history: &History, status: &ServerStatus) -> Found {
        self.epoch = status.epoch;
        let mut found = Found::default();
        if let Some(tip) = self.ahead(history, status.held) {
            self.head = Some(tip);
            found.fast_forwarded = true;
            if !rules.lacks(Broken::FastForwardWithoutPlaces) {
                self.use_up(history);
            }
        }
        let chain = history.chain(self.head);
        self.foreign = self.foreign.with(status.held).without(chain);
        if !rules.lacks(Broken::KeepsLostBranch) {
            self.missing = self.foreign.without(status.held);
        }
        let there = if rules.lacks(Broken::LooksAtTipsOnly) {
            history.tips(status.held).and(chain)
        } else {
            status.held.and(chain)
        };
        let there = there.greatest_seq();
        found.server_rolled_back = there < self.acknowledged;
        if !(found.server_rolled_back && rules.lacks(Broken::KeepsWatermark)) {
            self.acknowledged = there;
        }
        found
    }

    /// The branch that goes on from the own head; the longest, where there are several.
    fn ahead(&self, history: &History, held: Set) -> Option<Id> {
        let follows = |tip: &Id| match self.head {
            Some(head) => *tip != head && history.chain(Some(*tip)).has(head),
            None => true,
        };
        history.tips(held).iter().filter(follows).max_by_key(|tip| (tip.seq(), *tip))
    }

    /// Keeps a block. The same one again changes nothing.
    pub fn keep_block(&mut self, rules: Rules, history: &History, block: Block) {
        let same = |known: &Block| (known.epoch, known.first) == (block.epoch, block.first);
        if self.blocks.iter().any(same) {
            return;
        }
        self.blocks.push(block);
        // Acts that came back may have used places of a block that was leased before they were lost.
        if !rules.lacks(Broken::BlockForgetsJournal) {
            self.use_up(history);
        }
    }

    fn use_up(&mut self, history: &History) {
        let chain = history.chain(self.head);
        for block in &mut self.blocks {
            let used = history.next_place(chain, block.epoch, block.first, block.last);
            block.next = block.next.max(used);
        }
    }
}
