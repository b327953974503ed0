//! 号段台账: what became of every number that was leased to this window.

use crate::api::{ApiError, BookView, Nothing, NumberBooksView};
use crate::workstation::Workstation;
use std::cmp::Reverse;

impl Workstation {
    /// The window's number books, the newest year first.
    pub fn number_books(&self, _: Nothing) -> Result<NumberBooksView, ApiError> {
        self.at_desk(|desk| {
            let mut books = desk.store.number_books()?;
            books.sort_by_key(|book| Reverse(book.year));
            let view = |book: clerk_domain::number_book::NumberBook| BookView {
                name: desk.series_name(&book.series),
                adds_up: book.adds_up(),
                book,
            };
            let books: Vec<_> = books.into_iter().map(view).collect();
            Ok(NumberBooksView { add_up: books.iter().all(|book| book.adds_up), books })
        })
    }
}
