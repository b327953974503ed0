//! `report`: what became of the acts of the last outage.

use super::{from_json, json};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use rusqlite::OptionalExtension as _;
use serde::Serialize;
use serde::de::DeserializeOwned;

impl Store {
    /// The report of the last outage; `None` before the first.
    ///
    /// # Errors
    /// Whatever reading gives, also where it is of another form.
    pub fn report<T: DeserializeOwned>(&self) -> Result<Option<T>, StoreError> {
        const DOING: &str = "read the report of the last outage";
        let text: Option<String> = self
            .db
            .query_row("SELECT text FROM report", [], |row| row.get(0))
            .optional()
            .doing(DOING)?;
        text.map(|text| from_json(0, &text)).transpose().doing(DOING)
    }

    /// Keeps the report in place of the one before.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn set_report<T: Serialize>(&mut self, report: &T) -> Result<(), StoreError> {
        const DOING: &str = "keep the report of an outage";
        let text = json(report).doing(DOING)?;
        let sql = "INSERT OR REPLACE INTO report (id, text) VALUES (1, ?)";
        self.db.execute(sql, [text]).map(drop).doing(DOING)
    }
}
