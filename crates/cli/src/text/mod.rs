//! How things read on a terminal: names of states and acts, cases, tables.

pub mod case;
pub mod status;
pub mod table;
pub mod verify;
pub mod words;
