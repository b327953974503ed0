//! Windows that never have a network after their enrolment: real desks and the real centre exchange
//! files carried by hand.

#[path = "../rig/test_centre.rs"]
mod centre;
mod exchange;
mod killed;
mod pair;
mod refusals;
mod stopped;
