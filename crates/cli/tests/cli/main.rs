//! The real `clerk` against a real `clerk-server`.

// `cfg(test)` tells clippy that these are tests, where a failed unwrap is a failed test.
#[cfg(test)]
mod bundle;
#[cfg(test)]
mod case;
#[cfg(test)]
mod centre_acts;
#[cfg(test)]
mod certificates;
#[cfg(test)]
mod common;
#[cfg(test)]
mod decide;
#[cfg(test)]
mod papers;
#[cfg(unix)]
#[cfg(test)]
mod private;
#[cfg(test)]
mod products;
#[cfg(test)]
mod refusals;
#[cfg(test)]
mod staffed;
