//! `clerk numbers`: what became of every number that was leased to this window.

use crate::arguments::Lang;
use crate::context::Context;
use crate::error::CliError;
use crate::text::table::table;
use clerk_desk::api::{BookView, Nothing, NumberBooksView};

/// Shows the books, and fails where one does not add up.
pub fn run(context: &Context<'_>) -> Result<(), CliError> {
    let desk = context.open()?;
    let view = desk.workstation.number_books(Nothing {})?;
    context.give(&view, text)?;
    if view.add_up { Ok(()) } else { Err(CliError::BooksDiffer) }
}

fn text(view: &NumberBooksView, lang: Lang) -> String {
    if view.books.is_empty() {
        return lang.pick("还没有号段\n", "no numbers were leased yet\n").to_owned();
    }
    let row = |BookView { name, book, adds_up }: &BookView| {
        let figures = [
            book.leased,
            book.issued,
            book.voided,
            book.returned,
            book.skipped,
            book.left,
            book.outside,
        ];
        let mut cells = vec![book.year.to_string(), book.series.to_string()];
        cells.extend(figures.map(|figure| figure.to_string()));
        cells.push(if *adds_up { "✔" } else { "✘" }.to_owned());
        cells.push(name.clone());
        cells
    };
    let heads = lang.pick(
        ["年", "号段", "领用", "已用", "作废", "交回", "跳过", "剩余", "段外", "平", "用于"],
        [
            "Year", "Series", "Leased", "Issued", "Void", "Returned", "Skipped", "Left", "Outside",
            "Adds up", "For",
        ],
    );
    table(&heads, &view.books.iter().map(row).collect::<Vec<_>>())
}
