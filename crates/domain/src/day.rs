//! 窗口的一天: opened, and closed with its counts.

pub mod acts;
mod counts;

pub use acts::{DayAct, DayActKind};
pub use counts::{DayCounts, NumbersUsed, PapersOut};

use crate::act::{Actor, Doer, Offer};
use crate::ids::{DayId, WindowId};
use crate::journal::Entry;
use crate::why_not::WhyNot;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 窗口的一天
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Day {
    /// The window.
    pub window: WindowId,
    /// The legal day.
    #[ts(type = "string")]
    pub day: NaiveDate,
    /// Who opened it.
    pub opened_by: Actor,
    /// When.
    #[ts(type = "string")]
    pub opened_at: DateTime<FixedOffset>,
    /// How it was closed, once it was.
    pub closing: Option<Closing>,
}

/// How a day was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Closing {
    /// What was counted.
    pub counts: DayCounts,
    /// The last entry that was counted.
    #[ts(type = "number")]
    pub through: u64,
    /// Who closed it.
    pub by: Actor,
    /// When.
    #[ts(type = "string")]
    pub at: DateTime<FixedOffset>,
}

/// Whether the closing of a day counts an entry of the window, the closing before having counted up to
/// `through`; `None` where there was none. So each entry is counted once, also one that came after its
/// day was closed.
pub fn counted_on(day: NaiveDate, entry: &Entry, through: Option<u64>) -> bool {
    match through {
        Some(through) => entry.seq > through && entry.legal_day() <= day,
        None => entry.legal_day() == day,
    }
}

impl Day {
    /// The day that its first entry begins.
    ///
    /// # Errors
    /// [`WhyNot::NotTheBeginning`] where the entry opens no day, [`WhyNot::OtherWindow`] where it opens
    /// another window's; who may not open one.
    pub fn begin(entry: &Entry) -> Result<Self, WhyNot> {
        let Some((DayId { window, day }, DayAct::Opened(_))) = entry.about.day() else {
            return Err(WhyNot::NotTheBeginning);
        };
        DayActKind::Opened.by().check(&entry.doer())?;
        if !entry.author.is(window) {
            return Err(WhyNot::OtherWindow { window: window.clone() });
        }
        Ok(Self {
            window: window.clone(),
            day: *day,
            opened_by: entry.actor.clone(),
            opened_at: entry.time.legal(),
            closing: None,
        })
    }

    /// Its identifier.
    pub fn id(&self) -> DayId {
        DayId { window: self.window.clone(), day: self.day }
    }

    /// Whether an act of this kind is possible now, from this person here.
    ///
    /// # Errors
    /// Why not.
    pub fn check(&self, kind: DayActKind, doer: &Doer) -> Result<(), WhyNot> {
        kind.by().check(doer)?;
        if !doer.author.is(&self.window) {
            return Err(WhyNot::OtherWindow { window: self.window.clone() });
        }
        kind.follows(self, doer)
    }

    /// Every act that may follow: possible, or why not.
    pub fn offers(&self, doer: &Doer) -> Vec<Offer<DayActKind>> {
        let offer = |&act: &DayActKind| Offer { act, why_not: self.check(act, doer).err() };
        DayActKind::FOLLOWING.iter().map(offer).collect()
    }

    /// Carries one more entry into the day.
    ///
    /// # Errors
    /// Why the act does not follow; the day is then unchanged.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), WhyNot> {
        let Some((id, act)) = entry.about.day() else { return Err(WhyNot::OtherSubject) };
        if *id != self.id() {
            return Err(WhyNot::OtherSubject);
        }
        self.check(act.kind(), &entry.doer())?;
        act.fits(self)?;
        act.carry(self, entry);
        Ok(())
    }
}
