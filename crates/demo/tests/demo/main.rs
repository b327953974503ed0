//! The real `clerk-demo` against a real `clerk-server`.

// `cfg(test)` tells clippy that these are tests, where a failed unwrap is a failed test.
#[cfg(test)]
mod day;
