//! What a window counts at the end of its day.

use crate::case::{CaseAct, CaseActKind};
use crate::enquiry::EnquiryActKind;
use crate::journal::{About, Entry};
use crate::paper::DocumentKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What a window did on one legal day, counted from its journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DayCounts {
    /// How many acts of each kind there were on cases.
    pub cases: BTreeMap<CaseActKind, u32>,
    /// The numbers that were given, by series.
    pub numbers: Vec<NumbersUsed>,
    /// The papers that came out.
    pub papers: Vec<PapersOut>,
    /// How many enquiries were answered.
    pub answered: u32,
}

/// The numbers of one series that were given on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NumbersUsed {
    /// The series.
    pub series: String,
    /// How many.
    pub count: u32,
    /// The first one given.
    pub first: String,
    /// The last one given.
    pub last: String,
}

/// The papers of one kind that came out on a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PapersOut {
    /// Which.
    pub document: DocumentKind,
    /// How many originals.
    pub originals: u32,
    /// How many copies.
    pub copies: u32,
}

impl DayCounts {
    /// Counts the entries of one window on one legal day.
    pub fn of<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        let mut counts = Self::default();
        for entry in entries {
            counts.add(&entry.about);
        }
        counts
    }

    fn add(&mut self, about: &About) {
        match about {
            About::Case(_, act) => {
                *self.cases.entry(act.kind()).or_default() += 1;
                if let CaseAct::Printed(printed) = act {
                    self.add_paper(printed.document, printed.copy);
                }
                if let Some(number) = act.number() {
                    self.add_number(number);
                }
            }
            About::Enquiry(_, act) => {
                self.answered += u32::from(act.kind() == EnquiryActKind::Answered);
            }
            About::Day(..) => {}
        }
    }

    fn add_number(&mut self, number: &str) {
        let series = number.split('-').next().unwrap_or(number);
        match self.numbers.iter_mut().find(|used| used.series == series) {
            Some(used) => {
                used.count += 1;
                number.clone_into(&mut used.last);
            }
            None => self.numbers.push(NumbersUsed {
                series: series.to_owned(),
                count: 1,
                first: number.to_owned(),
                last: number.to_owned(),
            }),
        }
    }

    fn add_paper(&mut self, document: DocumentKind, copy: u32) {
        let (originals, copies) = if copy == 0 { (1, 0) } else { (0, 1) };
        match self.papers.iter_mut().find(|out| out.document == document) {
            Some(out) => {
                out.originals += originals;
                out.copies += copies;
            }
            None => self.papers.push(PapersOut { document, originals, copies }),
        }
    }
}
