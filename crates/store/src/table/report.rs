//! `report` and `report_act`: what became of the acts of the last outage. It is open until the round
//! after the outage has come to its end. The acts themselves stand in the journal; kept is only which
//! they are and what is wrong with some. The forms of that are the sync engine's.

use super::journal;
use super::{from_json, json};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

const DOING: &str = "read the report of the last outage";

/// What an answer tells of acts of an outage.
#[derive(Clone, Debug)]
pub struct Told<T> {
    /// The first entry that is told of.
    pub first: u64,
    /// The last one.
    pub last: u64,
    /// What is said of those that were not just taken in, by their places.
    pub remarks: Vec<(u64, T)>,
}

impl Store {
    /// Whether a report is open.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn report_is_open(&self) -> Result<bool, StoreError> {
        is_open(&self.db).doing(DOING)
    }

    /// What the report tells; `None` where there is none.
    ///
    /// # Errors
    /// Whatever reading gives, also where a remark is of another form.
    pub fn reported<T: DeserializeOwned>(&self) -> Result<Option<Told<T>>, StoreError> {
        let ends = self
            .db
            .query_row("SELECT first, last FROM report", [], |row| Ok((row.get(0)?, row.get(1)?)));
        let Some((first, last)) = ends.optional().doing(DOING)? else { return Ok(None) };
        let sql = "SELECT seq, text FROM report_act ORDER BY seq";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        let rows = statement
            .query_map([], |row| Ok((row.get(0)?, from_json(1, row.get_ref(1)?.as_str()?)?)));
        let remarks = rows.and_then(Iterator::collect).doing(DOING)?;
        Ok(Some(Told { first, last, remarks }))
    }

    /// How both sides stood when the report was closed; `None` where none is closed.
    ///
    /// # Errors
    /// Whatever reading gives, also where it is of another form.
    pub fn report_closing<T: DeserializeOwned>(&self) -> Result<Option<T>, StoreError> {
        let sql = "SELECT text FROM report WHERE closed_at IS NOT NULL";
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

    /// Notes that the server holds all entries up to `seq`, and what it told of them; both or nothing. A
    /// report that was closed makes room for a new one.
    ///
    /// # Errors
    /// Those of [`Store::acknowledge`].
    pub fn acknowledge_and_report<T: Serialize>(
        &mut self,
        seq: u64,
        told: Option<&Told<T>>,
    ) -> Result<(), StoreError> {
        const DOING: &str = "keep the report of an outage";
        let tx = self.write(DOING)?;
        add(&tx, told).doing(DOING)?;
        journal::move_acknowledged(&tx, seq, u64::max)?;
        tx.commit().doing(DOING)
    }

    /// Closes the report that is open.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn close_report<T: Serialize>(
        &mut self,
        closing: &T,
        at: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        const DOING: &str = "close the report of an outage";
        let text = json(closing).doing(DOING)?;
        let sql = "UPDATE report SET text = ?, closed_at = ?";
        self.db.execute(sql, params![text, at.to_rfc3339()]).map(drop).doing(DOING)
    }
}

fn is_open(db: &Connection) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM report WHERE closed_at IS NULL)";
    db.prepare_cached(sql)?.query_row([], |row| row.get(0))
}

/// Adds to the report that is open; one that was closed makes room for a new one.
pub fn add<T: Serialize>(db: &Connection, told: Option<&Told<T>>) -> rusqlite::Result<()> {
    let Some(Told { first, last, remarks }) = told else { return Ok(()) };
    if is_open(db)? {
        let sql = "UPDATE report SET first = min(first, ?), last = max(last, ?)";
        db.execute(sql, (first, last))?;
    } else {
        db.execute("DELETE FROM report_act", [])?;
        let sql = "INSERT OR REPLACE INTO report (id, first, last, text, closed_at) \
                   VALUES (1, ?, ?, 'null', NULL)";
        db.execute(sql, (first, last))?;
    }
    let mut statement = db.prepare_cached("INSERT OR REPLACE INTO report_act VALUES (?, ?)")?;
    for (seq, remark) in remarks {
        statement.execute(params![seq, json(remark)?])?;
    }
    Ok(())
}
