//! 号段台账: where every number that was leased to this window is, counted from its blocks and its acts.

use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use crate::table::{meta, number_block, number_use};
use clerk_domain::number_book::{BlockStand, GivenNumbers, NumberBook, books};

const DOING: &str = "count the number books";

impl Store {
    /// The window's number books, a series and year each.
    ///
    /// # Errors
    /// `not_enrolled`, and whatever reading gives.
    pub fn number_books(&self) -> Result<Vec<NumberBook>, StoreError> {
        let tx = self.read(DOING)?;
        meta::window_id(&tx)?;
        let (numbers, void) = number_use::all(&tx).doing(DOING)?;
        let given = GivenNumbers::read(numbers.iter().map(String::as_str), &void);
        let blocks: Vec<BlockStand> = number_block::stands(&tx).doing(DOING)?;
        let lost = number_block::used(&tx).doing(DOING)?;
        Ok(books(&blocks, &given, &lost))
    }
}
