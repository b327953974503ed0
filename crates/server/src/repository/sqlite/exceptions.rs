//! Table `journal_exception`. An exception comes in with its entry, and is settled once.

use super::codec::{json_list, number, to_instant, to_u64};
use super::licences::DOUBTS;
use super::sql::Sql as _;
use super::{SqliteRepository, register};
use crate::error::During as _;
use crate::repository::{
    CONFIRMED, Effects, ExceptionId, Exceptions, Result, Settlement, StoredException,
};
use clerk_domain::ids::{CaseId, JournalId, PersonId, Subject, WindowId};
use clerk_protocol::{ExceptionCode, PushException};
use rusqlite::Connection;

pub(super) fn add(
    db: &Connection,
    journal: &JournalId,
    exceptions: &[PushException],
    at: i64,
) -> Result<()> {
    for PushException { seq, code } in exceptions {
        let text = "INSERT INTO journal_exception (journal, seq, code, opened_at)
                    VALUES (?, ?, ?, ?)";
        let done = db.change(text, (journal.as_str(), number(*seq), code, at));
        done.during("add exceptions")?;
    }
    Ok(())
}

type Row = (String, i64, String, i64, Option<i64>, Option<String>, Option<String>);

fn stored((journal, seq, code, opened_at, at, by, remedy): Row) -> Result<StoredException> {
    let settled = match (at, by, remedy) {
        (Some(at), Some(by), Some(remedy)) => {
            Some(Settlement { at: to_instant(at)?, by: PersonId(by), remedy })
        }
        _ => None,
    };
    let id = ExceptionId { journal: JournalId(journal), seq: to_u64(seq)?, code };
    Ok(StoredException { id, opened_at: to_instant(opened_at)?, settled })
}

impl Exceptions for SqliteRepository {
    async fn exceptions(
        &self,
        journal: &JournalId,
        first: u64,
        last: u64,
    ) -> Result<Vec<PushException>> {
        let journal = journal.clone();
        let rows = self.read_aside(move |db| {
            db.all(
                "SELECT seq, code FROM journal_exception
                 WHERE journal = ? AND seq BETWEEN ? AND ? ORDER BY seq, code",
                (journal.as_str(), number(first), number(last)),
            )
            .during("read exceptions")
        });
        let to_exception = |(seq, code)| Ok(PushException { seq: to_u64(seq)?, code });
        rows.await?.into_iter().map(to_exception).collect()
    }

    async fn all_exceptions(
        &self,
        window: Option<&WindowId>,
        open: bool,
    ) -> Result<Vec<StoredException>> {
        let window = window.cloned();
        let rows = self.read_aside(move |db| {
            db.all(
                "SELECT journal, seq, code, opened_at, settled_at, settled_by, remedy
                 FROM journal_exception
                 WHERE (?1 IS NULL OR journal = ?1 OR substr(journal, 1, length(?1) + 1) = ?1 || '~')
                 AND NOT (?2 AND settled_at IS NOT NULL) ORDER BY opened_at, journal, seq, code",
                (window.as_ref().map(WindowId::as_str), open),
            )
            .during("read exceptions")
        });
        rows.await?.into_iter().map(stored).collect()
    }

    async fn unconfirmed(&self, cases: &[CaseId]) -> Result<Vec<(String, String)>> {
        let subjects = json_list(cases.iter().map(|case| Subject::Case(*case).to_string()));
        let rows = self.read_aside(move |db| {
            db.all(
                "SELECT e.text, x.code FROM json_each(?1) s
                 CROSS JOIN journal_entry e ON e.subject = s.value
                 CROSS JOIN journal_exception x ON x.journal = e.journal AND x.seq = e.seq
                 WHERE x.remedy IS NOT ?2 AND NOT EXISTS (SELECT 1 FROM journal_exception r
                     WHERE r.journal = e.journal AND r.seq = e.seq AND r.code = ?3)",
                (subjects, CONFIRMED, ExceptionCode::CaseRule.as_str()),
            )
            .during("read what is wrong with acts on cases")
        });
        rows.await
    }

    async fn exceptions_of(&self, journal: &JournalId, seq: u64) -> Result<Vec<StoredException>> {
        let rows = self.read(|db| {
            db.all(
                "SELECT journal, seq, code, opened_at, settled_at, settled_by, remedy
                 FROM journal_exception WHERE journal = ? AND seq = ? ORDER BY code",
                (journal.as_str(), number(seq)),
            )
            .during("read an entry's exceptions")
        });
        rows.await?.into_iter().map(stored).collect()
    }

    async fn settle(
        &self,
        id: &ExceptionId,
        settlement: &Settlement,
        effects: &Effects,
    ) -> Result<bool> {
        const DURING: &str = "settle an exception";
        let ExceptionId { journal, seq, code } = id.clone();
        let Settlement { at, by, remedy } = settlement.clone();
        let effects = effects.clone();
        self.write_if(DURING, move |db| {
            // What is confirmed would stand, and of a number one alone does.
            let text = format!(
                "UPDATE journal_exception SET settled_at = ?4, settled_by = ?5, remedy = ?6
                 WHERE journal = ?1 AND seq = ?2 AND code = ?3 AND settled_at IS NULL
                 AND NOT (?6 = ?7 AND EXISTS (SELECT 1 FROM licence own JOIN licence l USING (number)
                     WHERE own.journal = ?1 AND own.seq = ?2
                     AND (l.journal, l.seq) <> (own.journal, own.seq)
                     AND NOT EXISTS (SELECT 1 {DOUBTS})))"
            );
            let done = db.change(
                &text,
                (
                    journal.as_str(),
                    number(seq),
                    &code,
                    at.timestamp_millis(),
                    by.as_str(),
                    &remedy,
                    CONFIRMED,
                ),
            );
            if done.during(DURING)? != 1 {
                return Ok(false);
            }
            register::carry_out(db, &effects, at)?;
            Ok(true)
        })
        .await
    }
}
