//! The real `clerk` against a real `clerk-server`.

mod common;
mod day;
mod life;
mod refusals;
