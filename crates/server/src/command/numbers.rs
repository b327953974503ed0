//! `clerk-server numbers`: what became of every number that was leased.

use super::{Failure, print, print_json};
use clerk_domain::ids::WindowId;
use clerk_domain::number_book::NumberBook;
use clerk_server::SqliteRepository;
use clerk_server::books::{WindowBooks, number_books};
use std::path::Path;

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    /// Of this window alone.
    #[arg(long)]
    window: Option<String>,
    /// Prints one JSON value.
    #[arg(long)]
    json: bool,
}

/// Prints the books, also while the centre is being served; fails where one does not add up.
pub async fn run(data: &Path, arguments: Arguments) -> Result<(), Failure> {
    super::needs_centre(data)?;
    let repository = SqliteRepository::open_to_read(data).await?;
    let found = number_books(&repository, arguments.window.map(WindowId).as_ref()).await;
    repository.close().await;
    let found = found?;
    if arguments.json {
        print_json(&found)?
    } else {
        print(&table(&found))?
    }
    let wrong: Vec<_> =
        found.iter().filter(|one| !one.add_up()).map(|one| one.window.as_str()).collect();
    if wrong.is_empty() {
        return Ok(());
    }
    let wrong = wrong.join(" ");
    Err(Failure::CouldNot(anyhow::anyhow!("the number books of {wrong} do not add up")))
}

fn table(found: &[WindowBooks]) -> String {
    let heads = ["leased", "issued", "void", "returned", "skipped", "left", "outside"];
    let heads = heads.map(|head| format!("{head:>8}")).join(" ");
    let mut lines = vec![format!("{:<14} {:<8} year {heads}", "window", "series")];
    for WindowBooks { window, books } in found {
        lines.extend(books.iter().map(|book| line(window, book)));
    }
    lines.join("\n")
}

fn line(window: &WindowId, book: &NumberBook) -> String {
    let NumberBook { series, year, leased, issued, voided, returned, skipped, left, outside } =
        book;
    let figures = [leased, issued, voided, returned, skipped, left, outside];
    let figures = figures.map(|figure| format!("{figure:>8}")).join(" ");
    let mark = if book.adds_up() { "" } else { "  does not add up" };
    format!("{:<14} {:<8} {year} {figures}{mark}", window.as_str(), series.as_str())
}
