//! The papers as others see them: poppler reads the text, zbar the codes, qpdf the file.
//! A missing tool fails the test; `./dev test` installs poppler-utils, zbar-tools and qpdf.

// `cfg(test)` tells clippy that these are tests, where a failed unwrap is a failed test.
#[cfg(test)]
mod reading;
#[cfg(test)]
mod refusals;
#[cfg(test)]
#[path = "../samples/mod.rs"]
mod samples;
#[cfg(test)]
#[path = "../samples/templates.rs"]
mod template_samples;
#[cfg(test)]
mod templated;
#[cfg(test)]
mod tools;
#[cfg(test)]
mod working;
#[cfg(test)]
#[path = "../samples/working.rs"]
mod working_samples;
