//! The use-cases of a window: everything that its faces, the window and the command line, can do.

pub mod api;
pub mod workstation;
