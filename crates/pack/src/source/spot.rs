//! A place in one file of a rule pack, and the small checks that fail there.

use super::place::join;
use super::problem::{Fault, PackProblem};
use std::collections::BTreeSet;

/// The outcome of a check: the first thing that is wrong.
pub type Checked = Result<(), Fault>;

/// A place in one file, from which a fault can be reported.
#[derive(Clone)]
pub struct Spot<'a> {
    file: &'a str,
    path: String,
}

impl<'a> Spot<'a> {
    pub fn file(file: &'a str) -> Self {
        Self { file, path: String::new() }
    }

    pub fn at(&self, step: &str) -> Self {
        Self { file: self.file, path: join(&self.path, step) }
    }

    pub fn nth(&self, index: usize) -> Self {
        self.at(&index.to_string())
    }

    pub fn fault(self, problem: PackProblem) -> Fault {
        Fault { file: self.file.to_owned(), path: self.path, problem }
    }

    pub fn require(
        &self,
        step: &str,
        holds: bool,
        problem: impl FnOnce() -> PackProblem,
    ) -> Checked {
        if holds { Ok(()) } else { Err(self.at(step).fault(problem())) }
    }

    pub fn within(&self, step: &str, holds: bool, bounds: &'static str) -> Checked {
        self.require(step, holds, || PackProblem::OutOfRange(bounds))
    }

    pub fn filled(&self, step: &str, text: &str) -> Checked {
        self.require(step, !text.trim().is_empty(), || PackProblem::Empty)
    }

    pub fn some<T>(&self, step: &str, list: &[T]) -> Checked {
        self.require(step, !list.is_empty(), || PackProblem::Empty)
    }

    /// A text that is filled in and not among those seen before.
    pub fn unique(&self, step: &str, text: &str, seen: &mut BTreeSet<String>) -> Checked {
        self.filled(step, text)?;
        self.require(step, seen.insert(text.to_owned()), || PackProblem::Twice(text.to_owned()))
    }
}
