//! The numbers that acts gave.

use super::Result;
use clerk_domain::ids::WindowId;
use std::collections::BTreeSet;

/// A number on an act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberUse {
    /// The place of the act in its journal.
    pub seq: u64,
    /// The number.
    pub number: String,
    /// Whether the act made it void; else it gave it.
    pub is_void: bool,
}

/// The numbers on a window's acts, in all its journals.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GivenOnActs {
    /// Licences' and receipts' numbers.
    pub numbers: Vec<String>,
    /// Those that the window made void; not where the case's rule forbade it.
    pub void: BTreeSet<String>,
}

/// The numbers that acts gave.
#[trait_variant::make(Send)]
pub trait NumbersOnActs: Sync + 'static {
    /// The numbers on the acts of a window.
    async fn given(&self, window: &WindowId) -> Result<GivenOnActs>;

    /// The numbers on the acts of a window that begin with one of these places and a hyphen, such as
    /// `SWWZ-2026-000123`.
    async fn given_at(&self, window: &WindowId, places: &[String]) -> Result<Vec<String>>;
}
