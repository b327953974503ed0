//! What the window has at stake when a case is decided, counted from its journal and its cases.
//!
//! Only what the rules ask about is counted: without an offline limit the journal is not looked
//! through, without a cumulative one no case.

use super::case_search::applicant_token;
use super::{case_file, meta};
use crate::act::ActTransaction;
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, NaiveDate, NaiveTime};
use clerk_domain::case::CaseAct;
use clerk_domain::clock::china;
use clerk_domain::exposure::{Exposure, Lookback};
use clerk_domain::grant::Grant;
use clerk_domain::ids::{CaseId, ItemCode};
use clerk_domain::journal::Entry;
use clerk_domain::pack::RulePack;
use clerk_domain::search::normalise;
use rusqlite::Connection;
use std::collections::BTreeSet;

const DOING: &str = "count what is at stake";

/// What an exposure is counted for.
#[derive(Clone, Copy, Debug)]
pub struct Stake<'a> {
    /// The rules.
    pub pack: &'a RulePack,
    /// The item of the case.
    pub item: &'a ItemCode,
    /// The applicant's number; empty where it is not known.
    pub applicant: &'a str,
    /// The legal date.
    pub today: NaiveDate,
}

impl Store {
    /// What is at stake when a case is decided now.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn exposure(&self, stake: Stake<'_>) -> Result<Exposure, StoreError> {
        exposure(&*self.read(DOING)?, stake)
    }

    /// What is at stake whatever is decided next: how long the window has been alone, and what it
    /// issued meanwhile.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn outstanding(&self, pack: &RulePack) -> Result<Exposure, StoreError> {
        let db = self.read(DOING)?;
        let mut exposure = alone(&db)?;
        add_unacknowledged(&db, pack, &mut exposure)?;
        Ok(exposure)
    }
}

impl ActTransaction<'_> {
    /// What is at stake when a case is decided in this transaction.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn exposure(&self, stake: Stake<'_>) -> Result<Exposure, StoreError> {
        exposure(self.connection(), stake)
    }
}

fn exposure(db: &Connection, stake: Stake<'_>) -> Result<Exposure, StoreError> {
    let mut exposure = alone(db)?;
    let grants = || grants_on(stake);
    if grants().any(|g| g.offline.hard_count.is_some() || !g.offline.hard_totals.is_empty()) {
        add_unacknowledged(db, stake.pack, &mut exposure)?;
    }
    if let Some(lookback) = Lookback::of(stake.pack, stake.item) {
        let number = normalise(stake.applicant);
        for id in issued_lately(db, &lookback, &number, stake.today)? {
            if let Some(case) = case_file::find(db, id)? {
                let same =
                    !number.is_empty() && normalise(&case.parties.applicant.number) == number;
                exposure.add_earlier(&case, same);
            }
        }
    }
    Ok(exposure)
}

fn alone(db: &Connection) -> Result<Exposure, StoreError> {
    // A window that never had contact has been alone for ever.
    let never = DateTime::UNIX_EPOCH.with_timezone(&china());
    let offline_since = Some(meta::server_time(db)?.unwrap_or(never));
    Ok(Exposure { offline_since, ..Exposure::default() })
}

fn add_unacknowledged(
    db: &Connection,
    pack: &RulePack,
    exposure: &mut Exposure,
) -> Result<(), StoreError> {
    for id in unacknowledged_issues(db)? {
        if let Some(case) = case_file::find(db, id)? {
            exposure.add_unacknowledged(&case, pack);
        }
    }
    Ok(())
}

/// The grants with a clause on the item.
fn grants_on<'a>(stake: Stake<'a>) -> impl Iterator<Item = &'a Grant> {
    let names = |grant: &&Grant| grant.clauses.iter().any(|c| c.items.contains(stake.item));
    stake.pack.grants.iter().filter(names)
}

/// The cases of the issues that the server is not known to hold, each once: one whose licence was void
/// may have been issued more than once, and what it has now counts.
fn unacknowledged_issues(db: &Connection) -> Result<BTreeSet<CaseId>, StoreError> {
    let acknowledged: u64 = meta::number(db, meta::Fact::Acknowledged).doing(DOING)?;
    // Inside a JSON text the quotes would be escaped: the pattern finds every issue.
    let sql = "SELECT text FROM journal WHERE seq > ? AND text LIKE '%\"kind\":\"issued\"%'";
    let mut statement = db.prepare_cached(sql).doing(DOING)?;
    let texts = statement.query_map([acknowledged], |row| row.get::<_, String>(0)).doing(DOING)?;
    let mut cases = BTreeSet::new();
    for text in texts {
        let entry = Entry::read(&text.doing(DOING)?, acknowledged).map_err(|source| {
            StoreError::Damaged { what: "a journal entry".to_owned(), source: Some(source.into()) }
        })?;
        if let Some((case, CaseAct::Issued(_))) = entry.about.case() {
            cases.insert(case);
        }
    }
    Ok(cases)
}

/// The cases that were issued since its first day: the applicant's, or everybody's.
fn issued_lately(
    db: &Connection,
    lookback: &Lookback,
    number: &str,
    today: NaiveDate,
) -> Result<Vec<CaseId>, StoreError> {
    let since = lookback.since(today).and_time(NaiveTime::MIN).and_utc().timestamp_millis();
    let (sql, token) = match applicant_token(number) {
        _ if lookback.projects => (
            "SELECT case_id, item FROM case_file \
             WHERE licence IS NOT NULL AND updated_ms >= ?1 AND ?2 = ''",
            String::new(),
        ),
        Some(token) => (
            "SELECT case_id, item FROM case_search CROSS JOIN case_file \
             ON row = case_search.rowid \
             WHERE case_search MATCH ?2 AND licence IS NOT NULL AND updated_ms >= ?1",
            token,
        ),
        None => return Ok(Vec::new()),
    };
    let mut statement = db.prepare_cached(sql).doing(DOING)?;
    let rows = statement.query_map((since, token), |row| {
        Ok((case_file::case_id(row.get(0)?), ItemCode(row.get(1)?)))
    });
    let rows: Vec<_> = rows.and_then(Iterator::collect).doing(DOING)?;
    let counted = rows.into_iter().filter(|(_, item)| lookback.items.contains(item));
    Ok(counted.map(|(id, _)| id).collect())
}

#[cfg(test)]
mod tests;
