//! Facts and rules of a service window.
//!
//! Everything here is a value or a pure function: no file, no network, no clock and no randomness.
//! What a function needs to know of the world (the time, the rule pack) is a parameter.

pub mod act;
pub mod act_signature;
pub mod appointment;
pub mod calendar;
pub mod case;
pub mod centre;
pub mod clock;
pub mod contact;
pub mod day;
pub mod decide;
pub mod digest;
pub mod enquiry;
pub mod exposure;
pub mod fee;
pub mod form;
pub mod grant;
pub mod identity;
pub mod ids;
pub mod item;
pub mod item_codes;
pub mod journal;
pub mod lack;
pub mod licence;
pub mod licence_code;
pub mod licence_identifier;
pub mod licence_terms;
pub mod money;
pub mod number;
pub mod number_book;
pub mod pack;
pub mod paper;
pub mod period;
pub mod person;
pub mod product;
pub mod register;
pub mod search;
pub mod template;
pub mod text;
pub mod why_not;
pub mod window;

#[cfg(test)]
mod histories;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod serialised;
