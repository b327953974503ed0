//! `report`: what became of the acts of the last outage. It is open until the round after the outage has
//! come to its end.

use super::{from_json, json};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use rusqlite::{OptionalExtension as _, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

const DOING: &str = "read the report of the last outage";

impl Store {
    /// The report that is still open.
    ///
    /// # Errors
    /// Whatever reading gives, also where it is of another form.
    pub fn open_report<T: DeserializeOwned>(&self) -> Result<Option<T>, StoreError> {
        self.report("SELECT text FROM report WHERE closed_at IS NULL")
    }

    /// The report that is closed.
    ///
    /// # Errors
    /// Whatever reading gives, also where it is of another form.
    pub fn closed_report<T: DeserializeOwned>(&self) -> Result<Option<T>, StoreError> {
        self.report("SELECT text FROM report WHERE closed_at IS NOT NULL")
    }

    fn report<T: DeserializeOwned>(&self, sql: &str) -> Result<Option<T>, StoreError> {
        let text: Option<String> =
            self.db.query_row(sql, [], |row| row.get(0)).optional().doing(DOING)?;
        text.map(|text| from_json(0, &text)).transpose().doing(DOING)
    }

    /// When the report was closed; `None` where none is.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn report_closed_at(&self) -> Result<Option<DateTime<FixedOffset>>, StoreError> {
        let sql = "SELECT closed_at FROM report WHERE closed_at IS NOT NULL";
        let text: Option<String> =
            self.db.query_row(sql, [], |row| row.get(0)).optional().doing(DOING)?;
        let read = |text: String| DateTime::parse_from_rfc3339(&text);
        text.map(read).transpose().map_err(|source| StoreError::Damaged {
            what: "the time of a report".to_owned(),
            source: Some(source.into()),
        })
    }

    /// Keeps the report in place of the one before.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn set_report<T: Serialize>(
        &mut self,
        report: &T,
        closed_at: Option<DateTime<FixedOffset>>,
    ) -> Result<(), StoreError> {
        const DOING: &str = "keep the report of an outage";
        let text = json(report).doing(DOING)?;
        let closed_at = closed_at.map(|at| at.to_rfc3339());
        let sql = "INSERT OR REPLACE INTO report (id, text, closed_at) VALUES (1, ?, ?)";
        self.db.execute(sql, params![text, closed_at]).map(drop).doing(DOING)
    }
}
