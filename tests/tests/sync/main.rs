//! Windows and server under faults: a network that fails, and folders that are restored or run twice.
//! One program, so that its long tests, which mostly wait for the disk, run side by side.

mod faulty_network;
mod numbers;
mod overtaken;
mod requests;
mod restored;
#[path = "../rig/mod.rs"]
mod rig;
mod same_folds;
