//! What a window counts at the end of its day.

use crate::case::acts::FeeCharged;
use crate::case::{CaseAct, CaseActKind};
use crate::enquiry::EnquiryActKind;
use crate::journal::{About, Entry};
use crate::money::Money;
use crate::number;
use crate::paper::DocumentKind;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What a window did, counted from its journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DayCounts {
    /// How many acts of each kind there were on cases.
    pub cases: BTreeMap<CaseActKind, u32>,
    /// The numbers that were given, by series.
    pub numbers: Vec<NumbersUsed>,
    /// The papers that came out.
    pub papers: Vec<PapersOut>,
    /// What was charged, a sum a currency.
    pub charged: Vec<Money>,
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
    /// How many of both were spoiled, and came out once more.
    pub spoiled: u32,
}

impl DayCounts {
    /// Counts entries of one window, oldest first.
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
                    self.count_paper(printed.document, |out| match printed.copy {
                        0 => out.originals += 1,
                        _ => out.copies += 1,
                    });
                }
                if let CaseAct::PaperSpoiled(spoiled) = act {
                    self.count_paper(spoiled.document, |out| out.spoiled += 1);
                }
                if let CaseAct::FeeCharged(FeeCharged { amount, .. }) = act {
                    self.add_charge(amount);
                }
                act.numbers().into_iter().for_each(|number| self.add_number(number));
            }
            About::Enquiry(_, act) => {
                self.answered += u32::from(act.kind() == EnquiryActKind::Answered);
            }
            About::Day(..) | About::Person(..) | About::Window(..) | About::Centre(_) => {}
        }
    }

    fn add_number(&mut self, number: &str) {
        let first = || number.split('-').next().unwrap_or(number).to_owned();
        let series = number::read(number).map_or_else(first, |(series, ..)| series.to_string());
        match self.numbers.iter_mut().find(|used| used.series == series) {
            Some(used) => {
                used.count += 1;
                number.clone_into(&mut used.last);
            }
            None => self.numbers.push(NumbersUsed {
                series,
                count: 1,
                first: number.to_owned(),
                last: number.to_owned(),
            }),
        }
    }

    /// A sum that is larger than any money stays apart: nothing charged is lost.
    fn add_charge(&mut self, amount: &Money) {
        let sum = |charged: &Money| {
            let sum = charged.hundredths().checked_add(amount.hundredths())?;
            Money::from_hundredths(sum, amount.currency()).ok()
        };
        let same =
            self.charged.iter_mut().filter(|charged| charged.currency() == amount.currency());
        match same.last().and_then(|charged| Some((sum(charged)?, charged))) {
            Some((sum, charged)) => *charged = sum,
            None => self.charged.push(amount.clone()),
        }
    }

    fn count_paper(&mut self, document: DocumentKind, count: impl FnOnce(&mut PapersOut)) {
        match self.papers.iter_mut().find(|out| out.document == document) {
            Some(out) => count(out),
            None => {
                let mut out = PapersOut { document, originals: 0, copies: 0, spoiled: 0 };
                count(&mut out);
                self.papers.push(out);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::DayCounts;
    use crate::case::CaseActKind;
    use crate::journal::Entry;
    use crate::sample::{about_each, entry, licence, money, received};

    #[test]
    fn what_was_done_is_counted_once_each() {
        let of = |about| Entry { about, ..entry(received()) };
        let entries: Vec<_> = about_each().into_iter().map(of).collect();
        let counts = DayCounts::of(&entries);
        assert!(CaseActKind::ALL.iter().all(|kind| counts.cases.get(kind) == Some(&1)));
        assert_eq!(counts.answered, 1);
        let twice = DayCounts::of(entries.iter().chain(&entries));
        assert!(twice.cases.values().all(|count| *count == 2));
        let [one, both] = [&counts, &twice].map(|counts| counts.charged.clone());
        assert_eq!(both[0].hundredths(), 2 * one[0].hundredths());
        assert_eq!((one.len(), both.len()), (1, 1));
        let series = |counts: &DayCounts| counts.numbers.iter().map(|used| used.count).sum::<u32>();
        assert_eq!(series(&twice), 2 * series(&counts));
        assert!(counts.numbers.iter().any(|used| used.first == licence().number));
    }

    #[test]
    fn sums_beyond_all_money_are_kept_apart() {
        let mut counts = DayCounts::default();
        let most = money("999999999999999.99", "CNY");
        for _ in 0..20_000 {
            counts.add_charge(&most);
        }
        let charged: i128 = counts.charged.iter().map(|money| i128::from(money.hundredths())).sum();
        assert_eq!(charged, 20_000 * i128::from(most.hundredths()));
    }
}
