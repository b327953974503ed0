//! Windows that never have a network after their enrolment: real desks and the real centre exchange
//! files carried by hand.

mod exchange;
mod killed;
mod refusals;
mod stopped;
#[path = "../rig/town.rs"]
mod town;
mod valley;
