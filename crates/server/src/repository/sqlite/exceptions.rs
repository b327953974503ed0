//! Table `journal_exception`. An exception comes in with its entry, and is settled once.

use super::codec::{number, to_instant, to_u64};
use super::rows::{Insert, Statement};
use super::{SqliteRepository, register};
use crate::error::During as _;
use crate::repository::{Effects, ExceptionId, Exceptions, Result, Settlement, StoredException};
use clerk_domain::ids::{JournalId, PersonId, WindowId};
use clerk_protocol::PushException;
use sqlx::sqlite::SqliteConnection;

pub(super) async fn add(
    connection: &mut SqliteConnection,
    journal: &JournalId,
    exceptions: Vec<PushException>,
    at: i64,
) -> Result<()> {
    const INSERT: Insert = Insert {
        during: "add exceptions",
        head: "INSERT INTO journal_exception (journal, seq, code, opened_at)",
        columns: 4,
        tail: "",
    };
    let bind = |statement: Statement, exception: PushException| {
        statement.bind(journal.0.clone()).bind(number(exception.seq)).bind(exception.code).bind(at)
    };
    INSERT.all(connection, exceptions, bind).await?;
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
        let rows: Vec<(i64, String)> = sqlx::query_as(
            "SELECT seq, code FROM journal_exception
         WHERE journal = ? AND seq BETWEEN ? AND ? ORDER BY seq, code",
        )
        .bind(journal.as_str())
        .bind(number(first))
        .bind(number(last))
        .fetch_all(&self.read)
        .await
        .during("read exceptions")?;
        rows.into_iter().map(|(seq, code)| Ok(PushException { seq: to_u64(seq)?, code })).collect()
    }

    async fn all_exceptions(
        &self,
        window: Option<&WindowId>,
        open: bool,
    ) -> Result<Vec<StoredException>> {
        let rows: Vec<Row> = sqlx::query_as(
        "SELECT journal, seq, code, opened_at, settled_at, settled_by, remedy FROM journal_exception
         WHERE (?1 IS NULL OR journal = ?1 OR substr(journal, 1, length(?1) + 1) = ?1 || '~')
         AND NOT (?2 AND settled_at IS NOT NULL) ORDER BY opened_at, journal, seq, code",
    )
    .bind(window.map(WindowId::as_str))
    .bind(open)
    .fetch_all(&self.read)
    .await
    .during("read exceptions")?;
        rows.into_iter().map(stored).collect()
    }

    async fn exceptions_of(&self, journal: &JournalId, seq: u64) -> Result<Vec<StoredException>> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT journal, seq, code, opened_at, settled_at, settled_by, remedy
             FROM journal_exception WHERE journal = ? AND seq = ? ORDER BY code",
        )
        .bind(journal.as_str())
        .bind(number(seq))
        .fetch_all(&self.read)
        .await
        .during("read an entry's exceptions")?;
        rows.into_iter().map(stored).collect()
    }

    async fn settle(
        &self,
        id: &ExceptionId,
        settlement: &Settlement,
        effects: &Effects,
    ) -> Result<bool> {
        const DURING: &str = "settle an exception";
        let mut transaction = self.write.begin_with("BEGIN IMMEDIATE").await.during(DURING)?;
        let done = sqlx::query(
            "UPDATE journal_exception SET settled_at = ?4, settled_by = ?5, remedy = ?6
         WHERE journal = ?1 AND seq = ?2 AND code = ?3 AND settled_at IS NULL",
        )
        .bind(id.journal.as_str())
        .bind(number(id.seq))
        .bind(&id.code)
        .bind(settlement.at.timestamp_millis())
        .bind(settlement.by.as_str())
        .bind(&settlement.remedy)
        .execute(&mut *transaction)
        .await
        .during(DURING)?;
        if done.rows_affected() != 1 {
            return Ok(false);
        }
        register::carry_out(&mut transaction, effects, settlement.at).await?;
        transaction.commit().await.during(DURING)?;
        Ok(true)
    }
}
