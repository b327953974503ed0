//! The acts on a window: one file each, and this list. All are done at the centre.

mod added;
mod device_disabled;
mod device_enrolled;

pub use added::WindowAdded;
pub use device_disabled::DeviceDisabled;
pub use device_enrolled::DeviceEnrolled;

use super::WindowRecord;
use crate::act::acts;

acts! {
    /// One act on a window.
    WindowAct, WindowActKind of WindowRecord;
    Added(WindowAdded),
    DeviceEnrolled(DeviceEnrolled),
    DeviceDisabled(DeviceDisabled),
}
