//! Looking whether the database is what it should be: its pages, its journal, and that each case is
//! what its entries make of it.

mod numbers;

use crate::connection;
use crate::error::{Doing as _, StoreError};
use crate::history::{folded, recorded};
use crate::store::Store;
use crate::table::case_file::{self, ROW};
use crate::table::meta::{self, Fact};
use crate::table::void_licence;
use crate::table::{journal, subject_file};
use clerk_domain::day::Day;
use clerk_domain::digest::Digest;
use clerk_domain::enquiry::Enquiry;
use clerk_domain::ids::JournalId;
use clerk_domain::journal::{Chain, Entry, JournalError};
use rusqlite::Connection;

/// Entries read at once.
const AT_ONCE: u32 = 1000;

/// What was looked at and found right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CheckReport {
    /// Own entries.
    pub entries: u64,
    /// Other windows' entries.
    pub foreign_entries: u64,
    /// Cases.
    pub cases: u64,
}

impl Store {
    /// Looks at everything: each page's cipher, SQLite's own structure, the journal's chain from the
    /// first entry on, other windows' entries, the number book, and each case against its entries. Some 20 µs an
    /// entry.
    ///
    /// # Errors
    /// `database_damaged` or `journal_broken`, with what was found first.
    pub fn check(&self) -> Result<CheckReport, StoreError> {
        let tx = self.read("check the database")?;
        if let Some(fault) = connection::cipher_faults(&tx)?.into_iter().next() {
            return Err(StoreError::damaged(fault));
        }
        check_structure(&tx)?;
        let window = match meta::window_id(&tx) {
            Err(StoreError::NotEnrolled) => None,
            window => Some(window?),
        };
        let chain = window.as_ref().map(|window| Chain::new(window.into()));
        let entries = chain.map_or(Ok(0), |chain| check_journal(&tx, chain))?;
        let foreign_entries = check_foreign_entries(&tx)?;
        window.as_ref().map_or(Ok(()), |window| numbers::check(&tx, window))?;
        let journal = window.as_ref().map(JournalId::from);
        let (cases, mut own) = check_cases(&tx)?;
        own += subject_file::check::<Enquiry>(&tx, journal.as_ref())?;
        own += subject_file::check::<Day>(&tx, journal.as_ref())?;
        if own != entries {
            let what = format!("{entries} entries, {own} of them about something");
            return Err(StoreError::damaged(what));
        }
        Ok(CheckReport { entries, foreign_entries, cases })
    }

    /// Verifies the window's own chain after an entry that is known to be right (0 for all of it):
    /// what a start can afford.
    ///
    /// # Errors
    /// `journal_broken`, `not_enrolled`.
    pub fn verify_journal(&self, after: u64) -> Result<Chain, StoreError> {
        let tx = self.read("verify the journal")?;
        let window = meta::window_id(&tx)?;
        let head = journal::hash(&tx, after).doing("verify the journal")?.unwrap_or(Digest::ZERO);
        let seq = if head == Digest::ZERO { 0 } else { after };
        check_journal(&tx, Chain { author: (&window).into(), seq, head })?;
        journal::head(&tx, window)
    }
}

fn check_structure(db: &Connection) -> Result<(), StoreError> {
    const DOING: &str = "check the database's structure";
    let found: String =
        db.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).doing(DOING)?;
    if found == "ok" { Ok(()) } else { Err(StoreError::damaged(found)) }
}

/// Follows the chain to its end; the number of entries followed.
fn check_journal(db: &Connection, mut chain: Chain) -> Result<u64, StoreError> {
    const DOING: &str = "verify the journal";
    let first = chain.seq;
    let author = chain.author.clone();
    let broken = |source| StoreError::JournalBroken { author: author.clone(), source };
    loop {
        let rows = journal::rows_after(db, chain.seq, AT_ONCE).doing(DOING)?;
        if rows.is_empty() {
            break;
        }
        for row in rows {
            let sealed = chain.read_next(&row.text).map_err(broken)?;
            if sealed.hash != row.hash || row.seq != sealed.entry.seq {
                return Err(broken(JournalError::Broken { seq: row.seq }));
            }
            chain.advance(&sealed);
        }
    }
    let acknowledged: u64 = meta::number(db, Fact::Acknowledged).doing(DOING)?;
    if chain.seq < acknowledged {
        return Err(broken(JournalError::Gap { expected: acknowledged, found: chain.seq }));
    }
    Ok(chain.seq - first)
}

fn check_foreign_entries(db: &Connection) -> Result<u64, StoreError> {
    const DOING: &str = "verify other windows' entries";
    let sql = "SELECT journal, seq, hash, text FROM foreign_entry ORDER BY journal, seq";
    let mut statement = db.prepare(sql).doing(DOING)?;
    let mut rows = statement.query([]).doing(DOING)?;
    let (mut count, mut before) = (0, None::<(JournalId, u64, Digest)>);
    while let Some(row) = rows.next().doing(DOING)? {
        let journal = JournalId(row.get(0).doing(DOING)?);
        let seq: u64 = row.get(1).doing(DOING)?;
        let hash = Digest(row.get(2).doing(DOING)?);
        let broken = |source| StoreError::JournalBroken { author: journal.author(), source };
        // As bytes: a changed one may leave no UTF-8, and the entry is to be named all the same.
        let text = row.get_ref(3).doing(DOING)?.as_bytes().unwrap_or_default();
        let text = std::str::from_utf8(text).map_err(|_| broken(JournalError::Broken { seq }))?;
        let entry = Entry::read(text, seq).map_err(broken)?;
        let follows = before.filter(|(of, last, _)| *of == journal && last + 1 == seq);
        let linked = follows.is_none_or(|(_, _, head)| head == entry.prev);
        if !linked || Digest::of(text.as_bytes()) != hash || entry.seq != seq {
            return Err(broken(JournalError::Broken { seq }));
        }
        before = Some((journal, seq, hash));
        count += 1;
    }
    Ok(count)
}

/// Folds each case, and compares what lists show of it; how many there are, and how many own entries
/// they hold.
fn check_cases(db: &Connection) -> Result<(u64, u64), StoreError> {
    const DOING: &str = "check the cases";
    let own = meta::window_id(db).map(|window| JournalId::from(&window));
    let is_own = |journal: &JournalId| own.as_ref().is_ok_and(|own| own == journal);
    let sql = format!("SELECT {ROW}, entries FROM case_file");
    let mut statement = db.prepare(&sql).doing(DOING)?;
    let mut rows = statement.query([]).doing(DOING)?;
    let (mut cases, mut own_entries) = (0, 0);
    while let Some(row) = rows.next().doing(DOING)? {
        let places = case_file::places(15, row).doing(DOING)?;
        let shown = case_file::case_row(row).doing(DOING)?;
        let entries = recorded(db, &places)?;
        let conflict = entries.iter().any(|recorded| recorded.refused.is_some());
        let case = folded(&entries, shown.id)?;
        let voids = void_licence::shows(db, shown.row, &case).doing(DOING)?;
        if !case_file::shows(&shown, &case) || !voids || shown.conflict != conflict {
            let number = shown.number;
            return Err(StoreError::damaged(format!("{number} is not what its entries make it")));
        }
        cases += 1;
        own_entries += places.iter().filter(|(journal, _)| is_own(journal)).count() as u64;
    }
    Ok((cases, own_entries))
}

#[cfg(test)]
mod tests;
