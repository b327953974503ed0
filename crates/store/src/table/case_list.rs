//! Lists of cases, newest first. A page costs the same whether a state holds ten cases or a million.

use super::case_file::{CaseRow, ROW, case_row};
use super::{date_number, from_word, word};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::NaiveDate;
use clerk_domain::case::CaseState;
use clerk_domain::search::ListTotal;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

/// The number of the first state's parameter in a list's SQL; the ones before are the row to go on
/// from, the limit and the day.
const FIRST_STATE: usize = 4;
/// A list that was cut is counted so far: as far as no one waits for it.
const COUNTED: u64 = 10_000;
/// Above any row.
const NO_ROW_ABOVE: i64 = i64::MAX;

/// The newest cases of a list or a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CasePage {
    /// Newest first.
    pub rows: Vec<CaseRow>,
    /// How many there are, these counted in.
    pub total: ListTotal,
}

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

    /// The rows of the page are found first, from an index, and looked up then.
    fn sql(&self) -> String {
        format!(
            "SELECT {ROW} FROM ({}) CROSS JOIN case_file ON row = found ORDER BY found DESC",
            self.found()
        )
    }

    fn found(&self) -> String {
        let in_any = |wanted: &dyn Fn(&CaseState) -> bool| {
            let states = self.states.iter().zip(FIRST_STATE..).filter(|(state, _)| wanted(state));
            states.map(|(_, i)| format!("?{i}")).collect::<Vec<_>>().join(", ")
        };
        let rows = if self.day.is_some() {
            let states = in_any(&|_| true);
            let of_state =
                if states.is_empty() { String::new() } else { format!("AND +state IN ({states})") };
            newest("INDEXED BY case_file_day", &format!("day = ?3 {of_state}"))
        } else if self.states.is_empty() {
            newest("", "?3 = 0")
        } else {
            let open = Some(in_any(&|state| !state.is_closed())).filter(|open| !open.is_empty());
            let open = open.map(|open| format!("?3 = 0 AND closed = 0 AND +state IN ({open})"));
            let open = open.map(|open| newest("INDEXED BY case_file_open", &open));
            let closed = self.states.iter().zip(FIRST_STATE..).filter(|(s, _)| s.is_closed());
            let closed = closed.map(|(_, i)| format!("?3 = 0 AND closed = 1 AND state = ?{i}"));
            let closed = closed.map(|of_state| newest("INDEXED BY case_file_closed", &of_state));
            open.into_iter().chain(closed).collect::<Vec<_>>().join(" UNION ALL ")
        };
        format!("SELECT row AS found FROM ({rows}) ORDER BY found DESC LIMIT ?2")
    }

    /// What stands for the parameters of the SQL.
    fn values(&self, limit: u64) -> rusqlite::Result<Vec<Value>> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let day = self.day.map_or(0, date_number);
        let numbers = [self.before.unwrap_or(NO_ROW_ABOVE), limit, day];
        let states: Vec<_> = self.states.iter().map(word).collect::<rusqlite::Result<_>>()?;
        Ok(numbers
            .into_iter()
            .map(Value::from)
            .chain(states.into_iter().map(Value::from))
            .collect())
    }
}

/// The newest rows under a condition. The open cases are few, and looked through; a closed state's
/// come in order from its index.
fn newest(index: &str, condition: &str) -> String {
    format!(
        "SELECT row FROM (SELECT row FROM case_file {index} WHERE {condition} AND row < ?1 \
         ORDER BY row DESC LIMIT ?2)"
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
        self.list_up_to(filter, filter.limit.into()).doing("list the cases")
    }

    /// Cases, newest first, and how many there are. A list that is cut is counted up to ten thousand.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn page(&self, filter: &CaseFilter) -> Result<CasePage, StoreError> {
        const DOING: &str = "list the cases with their count";
        let limit = u64::from(filter.limit);
        let mut rows = self.list_up_to(filter, limit + 1).doing(DOING)?;
        let found = rows.len() as u64;
        if found <= limit {
            return Ok(CasePage { rows, total: ListTotal::Exactly(found) });
        }
        rows.pop();
        if limit >= COUNTED {
            return Ok(CasePage { rows, total: ListTotal::MoreThan(limit) });
        }
        let sql = format!("SELECT count(*) FROM ({})", filter.found());
        let values = filter.values(COUNTED + 1).doing(DOING)?;
        let mut statement = self.db.prepare_cached(&sql).doing(DOING)?;
        let counted = statement.query_row(params_from_iter(values), |row| row.get(0));
        let total = match counted.doing(DOING)? {
            more if more > COUNTED => ListTotal::MoreThan(COUNTED),
            all => ListTotal::Exactly(all),
        };
        Ok(CasePage { rows, total })
    }

    fn list_up_to(&self, filter: &CaseFilter, limit: u64) -> rusqlite::Result<Vec<CaseRow>> {
        let mut statement = self.db.prepare_cached(&filter.sql())?;
        statement.query_map(params_from_iter(filter.values(limit)?), case_row)?.collect()
    }

    /// How many cases stand in each state, of one legal date or of all; states without one are left
    /// out. The closed ones of all days are counted from their index, the open ones looked through.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn counts(&self, day: Option<NaiveDate>) -> Result<Vec<(CaseState, u64)>, StoreError> {
        const DOING: &str = "count the cases";
        let sql = match day {
            Some(_) => "SELECT state, count(*) FROM case_file WHERE day = ? GROUP BY +state",
            None => {
                "SELECT state, count(*) FROM case_file WHERE closed = 0 AND ? IS NULL GROUP BY +state
                 UNION ALL SELECT state, count(*) FROM case_file WHERE closed = 1 GROUP BY state"
            }
        };
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        let rows = statement
            .query_map([day.map(date_number)], |row| Ok((from_word(0, row.get(0)?)?, row.get(1)?)));
        rows.and_then(Iterator::collect).doing(DOING)
    }
}
