//! The device behind the window.

/// A device.
pub struct Workstation;
