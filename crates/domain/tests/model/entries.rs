//! Journal entries as the model sees them: small values in a set of bits.

/// An entry's hash. No two acts share one, so who wrote it where is enough: the window, the instance of
/// its data folder (a copy that is restored or cloned begins a new one), and the place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(u8);

impl Id {
    pub fn new(window: u8, instance: u8, seq: u8) -> Self {
        debug_assert!(window < 2 && instance < 4 && seq < 8, "beyond what the bits hold");
        Self((window << 5) | (instance << 3) | seq)
    }

    pub fn window(self) -> u8 {
        self.0 >> 5
    }

    pub fn instance(self) -> u8 {
        (self.0 >> 3) & 3
    }

    pub fn seq(self) -> u8 {
        self.0 & 7
    }
}

/// A set of entries.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Set(u64);

impl Set {
    pub fn insert(&mut self, id: Id) {
        self.0 |= 1 << id.0;
    }

    pub fn remove(&mut self, id: Id) {
        self.0 &= !(1 << id.0);
    }

    pub fn has(self, id: Id) -> bool {
        self.0 & (1 << id.0) != 0
    }

    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub fn len(self) -> u32 {
        self.0.count_ones()
    }

    /// Those of one window's journal, whichever copy wrote them.
    pub fn of_window(self, window: u8) -> Self {
        Self(self.0 & (0xffff_ffff << (32 * u32::from(window))))
    }

    pub fn iter(self) -> impl Iterator<Item = Id> {
        (0..64).filter(move |bit| self.0 & (1 << bit) != 0).map(Id)
    }

    /// The furthest place of all.
    pub fn greatest_seq(self) -> u8 {
        self.iter().map(Id::seq).max().unwrap_or(0)
    }
}

impl std::fmt::Debug for Set {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.iter().map(|i| (i.window(), i.instance(), i.seq()))).finish()
    }
}

/// How a number ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// It stands on a licence.
    Issued,
    /// Its act was given up.
    Voided,
    /// It, and all places after it in the block, are given back.
    Returned,
}

/// An act as it was committed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    pub id: Id,
    /// `None` for a journal's first entry.
    pub prev: Option<Id>,
    pub end: End,
    pub epoch: u8,
    /// The places that it ends; more than one only where they are returned.
    pub first: u8,
    pub last: u8,
}

/// Every act that was ever committed, by id: what truly happened, whoever still knows of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct History(Vec<Entry>);

impl History {
    pub fn add(&mut self, entry: Entry) {
        let at = self.0.partition_point(|other| other.id < entry.id);
        self.0.insert(at, entry);
    }

    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter()
    }

    pub fn prev(&self, id: Id) -> Option<Id> {
        self.get(id).and_then(|entry| entry.prev)
    }

    fn get(&self, id: Id) -> Option<&Entry> {
        self.0.iter().find(|entry| entry.id == id)
    }

    /// The entry and all before it.
    pub fn chain(&self, head: Option<Id>) -> Set {
        let mut chain = Set::default();
        let mut at = head;
        while let Some(id) = at {
            chain.insert(id);
            at = self.prev(id);
        }
        chain
    }

    /// Those that no other entry of the set follows.
    pub fn tips(&self, held: Set) -> Set {
        let mut tips = held;
        for prev in held.iter().filter_map(|id| self.prev(id)) {
            tips.remove(prev);
        }
        tips
    }

    /// One beyond the last place of a block that a chain has used; the first if it used none.
    pub fn next_place(&self, chain: Set, epoch: u8, first: u8, last: u8) -> u8 {
        let used = self.0.iter().filter(|entry| chain.has(entry.id) && entry.epoch == epoch);
        let used = used.filter(|entry| (first..=last).contains(&entry.last));
        used.map(|entry| entry.last + 1).max().unwrap_or(first)
    }
}
