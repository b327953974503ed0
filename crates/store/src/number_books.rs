//! 号段台账: where every number that was leased to this window is, counted from its blocks and its journal.

use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use crate::table::{meta, number_block};
use clerk_domain::ids::WindowId;
use clerk_domain::number_book::{BlockStand, GivenNumbers, NumberBook, books};
use rusqlite::Connection;
use std::collections::BTreeSet;

const DOING: &str = "count the number books";

/// Numbers on acts: of this instance of the window, and of those that it lost.
pub const GIVEN: &str = "
    SELECT coalesce(json_extract(text, '$.act.licence.number'), json_extract(text, '$.act.receipt'))
    FROM (SELECT text FROM journal
          UNION ALL SELECT text FROM foreign_entry WHERE journal LIKE ?1 || '~%')
    WHERE json_extract(text, '$.act.kind') IN ('issued', 'fee_charged')";

/// The numbers that those acts made void. One that its case's rule refused made none void.
const VOID: &str = "
    SELECT json_extract(text, '$.act.number')
    FROM (SELECT text, refused FROM journal
          UNION ALL SELECT text, refused FROM foreign_entry WHERE journal LIKE ?1 || '~%')
    WHERE json_extract(text, '$.act.kind') = 'voided' AND refused IS NULL";

impl Store {
    /// The window's number books, a series and year each. Some 5 µs an entry of its journal.
    ///
    /// # Errors
    /// `not_enrolled`, and whatever reading gives.
    pub fn number_books(&self) -> Result<Vec<NumberBook>, StoreError> {
        let tx = self.read(DOING)?;
        let window = meta::window_id(&tx)?;
        let numbers = column(&tx, GIVEN, &window)?;
        let void: BTreeSet<String> = column(&tx, VOID, &window)?.into_iter().collect();
        let given = GivenNumbers::read(numbers.iter().map(String::as_str), &void);
        let blocks: Vec<BlockStand> = number_block::stands(&tx).doing(DOING)?;
        let lost = number_block::used(&tx).doing(DOING)?;
        Ok(books(&blocks, &given, &lost))
    }
}

fn column(db: &Connection, sql: &str, window: &WindowId) -> Result<Vec<String>, StoreError> {
    let mut statement = db.prepare(sql).doing(DOING)?;
    let rows = statement.query_map([window.as_str()], |row| row.get::<_, Option<String>>(0));
    let rows: Vec<_> = rows.and_then(Iterator::collect).doing(DOING)?;
    Ok(rows.into_iter().flatten().collect())
}
