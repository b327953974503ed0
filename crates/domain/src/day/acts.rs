//! The acts on a window's day: one file each, and this list.

mod closed;
mod opened;

pub use closed::DayClosed;
pub use opened::DayOpened;

use super::Day;
use crate::act::acts;

acts! {
    /// One act on a window's day.
    DayAct, DayActKind of Day;
    Opened(DayOpened),
    Closed(DayClosed),
}
