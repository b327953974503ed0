use crate::act::{ActRule, By, Doer, Name};
use crate::day::{Closing, Day, DayCounts, NumbersUsed};
use crate::item::Item;
use crate::journal::Entry;
use crate::text::{Limited, NUMBER_MOST};
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 日结: the window's day ends, with what was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DayClosed {
    /// What was counted: the window's entries after the closing before, as far as they are of this day
    /// or an earlier one.
    pub counts: DayCounts,
    /// The last entry that was counted.
    #[ts(type = "number")]
    pub through: u64,
}

impl ActRule<Day> for DayClosed {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "日结", en: "closed" };
    const BY: By = By::STAFF;

    fn follows(day: &Day, _doer: &Doer) -> Result<(), WhyNot> {
        if day.closing.is_none() { Ok(()) } else { Err(WhyNot::Closed) }
    }

    fn carry(&self, day: &mut Day, entry: &Entry) {
        day.closing = Some(Closing {
            counts: self.counts.clone(),
            through: self.through,
            by: entry.actor.clone(),
            at: entry.time.legal(),
        });
    }

    fn texts<'a>(&'a self, _item: Option<&'a Item>) -> Vec<Limited<'a>> {
        let texts = |used: &'a NumbersUsed| [&used.series, &used.first, &used.last];
        let all = self.counts.numbers.iter().flat_map(texts);
        all.map(|text| (text.as_str(), NUMBER_MOST)).collect()
    }
}
