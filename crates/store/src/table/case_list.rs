//! Lists of cases, newest first. A page costs the same whether a state holds ten cases or a million.

use super::case_file::{CaseRow, ROW, case_row};
use super::{date_number, from_word, word};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::NaiveDate;
use clerk_domain::case::CaseState;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

/// Above any row.
const NO_ROW_ABOVE: i64 = i64::MAX;

/// Which cases a list shows, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseFilter {
    /// In any of these states; none for all.
    pub states: Vec<CaseState>,
    /// Received on this legal date.
    pub day: Option<NaiveDate>,
    /// Older than this [`CaseRow::row`].
    pub before: Option<i64>,
    /// At most so many.
    pub limit: u32,
}

impl CaseFilter {
    /// The newest cases.
    pub fn newest(limit: u32) -> Self {
        Self { states: Vec::new(), day: None, before: None, limit }
    }

    /// The newest cases with which the window is not done.
    pub fn open(limit: u32) -> Self {
        let open = CaseState::ALL.into_iter().filter(|state| !state.is_closed());
        Self { states: open.collect(), ..Self::newest(limit) }
    }

    fn sql(&self) -> String {
        let rows = match (self.day, self.states.as_slice()) {
            (Some(_), []) => "SELECT row FROM case_file WHERE day = ?3 AND row < ?1".to_owned(),
            (Some(_), states) => {
                let states: Vec<_> = (4..states.len() + 4).map(|i| format!("?{i}")).collect();
                let states = states.join(", ");
                format!(
                    "SELECT row FROM case_file WHERE day = ?3 AND row < ?1 AND +state IN ({states})"
                )
            }
            (None, []) => "SELECT row FROM case_file WHERE ?3 = 0 AND row < ?1".to_owned(),
            (None, states) => {
                let newest = states.iter().zip(4..).map(|(state, i)| newest_of(*state, i));
                newest.collect::<Vec<_>>().join(" UNION ALL ")
            }
        };
        format!(
            "SELECT {ROW} FROM case_file WHERE row IN ({rows} ORDER BY row DESC LIMIT ?2) \
             ORDER BY row DESC"
        )
    }
}

/// A state's newest rows come in order from its index.
fn newest_of(state: CaseState, parameter: usize) -> String {
    let (index, closed) =
        if state.is_closed() { ("case_file_closed", 1) } else { ("case_file_open", 0) };
    format!(
        "SELECT row FROM (SELECT row FROM case_file INDEXED BY {index} WHERE ?3 = 0 \
         AND closed = {closed} AND state = ?{parameter} AND row < ?1 ORDER BY row DESC LIMIT ?2)"
    )
}

impl Store {
    /// The cases of a legal date, of all windows held, newest first.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn received_on(&self, day: NaiveDate) -> Result<Vec<CaseRow>, StoreError> {
        self.list(&CaseFilter { day: Some(day), ..CaseFilter::newest(u32::MAX) })
    }

    /// Cases, newest first.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn list(&self, filter: &CaseFilter) -> Result<Vec<CaseRow>, StoreError> {
        const DOING: &str = "list the cases";
        let states: rusqlite::Result<Vec<_>> = filter.states.iter().map(word).collect();
        let day = filter.day.map_or(0, date_number);
        let numbers = [filter.before.unwrap_or(NO_ROW_ABOVE), i64::from(filter.limit), day];
        let states = states.doing(DOING)?.into_iter().map(Value::from);
        let values = numbers.into_iter().map(Value::from).chain(states);
        let mut statement = self.db.prepare_cached(&filter.sql()).doing(DOING)?;
        let rows = statement.query_map(params_from_iter(values), case_row);
        rows.and_then(Iterator::collect).doing(DOING)
    }

    /// How many cases stand in each state, of one legal date or of all; states without one are left
    /// out. All of a million cases take some 50 ms.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn counts(&self, day: Option<NaiveDate>) -> Result<Vec<(CaseState, u64)>, StoreError> {
        const DOING: &str = "count the cases";
        let sql = match day {
            Some(_) => "SELECT state, count(*) FROM case_file WHERE day = ? GROUP BY +state",
            None => {
                "SELECT state, count(*) FROM case_file WHERE closed = 0 AND ? IS NULL GROUP BY state
                 UNION ALL SELECT state, count(*) FROM case_file WHERE closed = 1 GROUP BY state"
            }
        };
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        let rows = statement
            .query_map([day.map(date_number)], |row| Ok((from_word(0, row.get(0)?)?, row.get(1)?)));
        rows.and_then(Iterator::collect).doing(DOING)
    }
}
