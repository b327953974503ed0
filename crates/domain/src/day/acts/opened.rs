use crate::act::{ActRule, By, Doer, Name};
use crate::day::Day;
use crate::journal::Entry;
use crate::why_not::WhyNot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// 开窗: the window's day begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DayOpened {}

impl ActRule<Day> for DayOpened {
    type Context<'a> = Doer;
    const NAME: Name = Name { zh: "开窗", en: "opened" };
    const BY: By = By::STAFF;

    /// Nothing comes before it, so it never follows.
    fn follows(_day: &Day, _doer: &Doer) -> Result<(), WhyNot> {
        Err(WhyNot::NotTheBeginning)
    }

    /// What it makes is made by [`Day::begin`].
    fn carry(&self, _day: &mut Day, _entry: &Entry) {}
}
