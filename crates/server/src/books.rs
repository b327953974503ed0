//! 号段台账 of every window, as the centre can count them: from the leases and from what it holds of the
//! windows' journals. A number that a window gave and has not sent yet counts as left.

use crate::error::ServerError;
use crate::repository::{GivenOnActs, Repository, StoredBlock};
use clerk_domain::ids::{SeriesCode, WindowId};
use clerk_domain::number_book::{BlockStand, GivenNumbers, NumberBook, books};
use serde::Serialize;
use std::collections::BTreeMap;

/// The books of a window.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WindowBooks {
    /// Whose.
    pub window: WindowId,
    /// A series and year each.
    pub books: Vec<NumberBook>,
}

impl WindowBooks {
    /// Whether all of them add up.
    pub fn add_up(&self) -> bool {
        self.books.iter().all(NumberBook::adds_up)
    }
}

/// The books of a window, or of every window that has numbers.
///
/// # Errors
/// [`ServerError::NoWindow`], and those of the repository.
pub async fn number_books<R: Repository>(
    repository: &R,
    window: Option<&WindowId>,
) -> Result<Vec<WindowBooks>, ServerError> {
    let windows = match window {
        Some(id) if repository.window(id).await?.is_none() => {
            return Err(ServerError::NoWindow(id.to_string()));
        }
        Some(id) => vec![id.clone()],
        None => repository.windows().await?.into_iter().map(|stored| stored.window.id).collect(),
    };
    let mut found = Vec::new();
    for window in windows {
        let books = of_window(repository, &window).await?;
        if !books.is_empty() {
            found.push(WindowBooks { window, books });
        }
    }
    Ok(found)
}

async fn of_window<R: Repository>(
    repository: &R,
    window: &WindowId,
) -> Result<Vec<NumberBook>, ServerError> {
    let GivenOnActs { numbers, void } = repository.given(window).await?;
    let given = GivenNumbers::read(numbers.iter().map(String::as_str), &void);
    // Where the window is in a block, the centre knows from the acts alone.
    let stand = |StoredBlock { block, returned_from }: StoredBlock| BlockStand {
        next: given.highest(&block).map_or(block.first, |place| place.saturating_add(1)),
        returned_from,
        block,
    };
    let blocks: Vec<_> = repository.blocks(window).await?.into_iter().map(stand).collect();
    // What lies below a number that came in and never came in itself was passed over.
    let keys = blocks.iter().map(|stand| (stand.block.series.clone(), stand.block.year));
    let passed: BTreeMap<(SeriesCode, i32), u32> = keys.map(|key| (key, u32::MAX)).collect();
    Ok(books(&blocks, &given, &passed))
}
