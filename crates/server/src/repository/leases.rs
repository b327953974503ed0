//! The blocks of numbers that are leased.

use super::Result;
use chrono::{DateTime, Utc};
use clerk_domain::ids::{SeriesCode, WindowId};
use clerk_domain::number::NumberBlock;

/// Names a block of numbers by whose it is.
#[derive(Clone, Debug)]
pub struct LeaseKey {
    /// Whose.
    pub window: WindowId,
    /// The series.
    pub series: SeriesCode,
    /// The year.
    pub year: i32,
    /// Which of the window's blocks of this series and year, from 1 on.
    pub ordinal: u32,
}

/// A block of a window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredBlock {
    /// The block.
    pub block: NumberBlock,
    /// The first number that was given back; `None` where none was.
    pub returned_from: Option<u32>,
}

/// How far the leases of a series and year have come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The last number that is leased to anyone; 0 for none.
    pub last_number: u32,
    /// The window's last block; 0 for none.
    pub last_ordinal: u32,
}

/// The blocks of numbers that are leased.
#[trait_variant::make(Send)]
pub trait Leases: Sync + 'static {
    /// A block that was leased before.
    async fn lease(&self, key: &LeaseKey) -> Result<Option<NumberBlock>>;

    /// How far the leases of a series and year have come, for all windows and for this one.
    async fn leased(&self, window: &WindowId, series: &SeriesCode, year: i32) -> Result<Leased>;

    /// Every block that is leased to a window.
    async fn blocks(&self, window: &WindowId) -> Result<Vec<StoredBlock>>;

    /// Takes the numbers of a window's block back from `next` on, once; from where they were. `None`
    /// where no such block is leased to it.
    async fn give_back(
        &self,
        window: &WindowId,
        block: &NumberBlock,
        next: u32,
        at: DateTime<Utc>,
    ) -> Result<Option<u32>>;

    /// Leases the numbers from `first` to `last`; `None` where one of them, or the place of the
    /// block among the window's, is leased by now.
    async fn add_lease(
        &self,
        key: &LeaseKey,
        first: u32,
        last: u32,
        at: DateTime<Utc>,
    ) -> Result<Option<NumberBlock>>;
}
