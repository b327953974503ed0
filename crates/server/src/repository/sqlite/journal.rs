//! Tables `scope`, `journal_entry` and `case_file`, which only ever change together, and with `licence`,
//! `journal_exception` and what makes a licence void.

use super::SqliteRepository;
use super::codec::{json_list, number, to_digest, to_u64};
use super::rows::{Insert, Statement};
use super::{exceptions, journals, licences, number_use, register};
use crate::error::{During as _, ServerError};
use crate::repository::{
    Append, Fork, Journals, Line, NewEntry, Result, ScopeEntry, ScopeHead, StoredCase,
};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, DepartmentId, EnquiryId, JournalId, Subject};
use clerk_protocol::JournalHead;
use sqlx::sqlite::SqliteConnection;

/// What the first of several entries follows.
struct Places {
    journal: JournalId,
    seq: u64,
    scope: DepartmentId,
    counter: u64,
}

/// Where a scope stands, by its row: there is none before its first entry.
pub(super) fn to_scope(row: Option<(i64, Vec<u8>)>) -> Result<ScopeHead> {
    let Some((counter, digest)) = row else {
        return Ok(ScopeHead { counter: 0, digest: Digest::ZERO });
    };
    Ok(ScopeHead { counter: to_u64(counter)?, digest: to_digest(digest)? })
}

async fn move_scope(
    connection: &mut SqliteConnection,
    scope: &DepartmentId,
    from: ScopeHead,
    to: ScopeHead,
) -> Result<bool> {
    let text = if from.counter == 0 {
        "INSERT INTO scope (id, counter, digest) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"
    } else {
        "UPDATE scope SET counter = ?2, digest = ?3 WHERE id = ?1 AND counter = ?4 AND digest = ?5"
    };
    let done = sqlx::query(text)
        .bind(scope.as_str())
        .bind(number(to.counter))
        .bind(to.digest.0.to_vec())
        .bind(number(from.counter))
        .bind(from.digest.0.to_vec())
        .execute(connection)
        .await
        .during("move a scope's counter")?;
    Ok(done.rows_affected() == 1)
}

async fn add_entries(
    connection: &mut SqliteConnection,
    places: &Places,
    entries: Vec<NewEntry>,
) -> Result<()> {
    const INSERT: Insert = Insert {
        during: "add journal entries",
        head: "INSERT INTO journal_entry
               (scope, counter, journal, seq, subject, hash, running, text)",
        columns: 8,
        tail: "",
    };
    let bind = |statement: Statement, (place, entry): (u64, NewEntry)| {
        statement
            .bind(places.scope.0.clone())
            .bind(number(places.counter + place))
            .bind(places.journal.0.clone())
            .bind(number(places.seq + place))
            .bind(entry.subject.to_string())
            .bind(entry.hash.0.to_vec())
            .bind(entry.running.0.to_vec())
            .bind(String::from(entry.text))
    };
    INSERT.all(connection, (1..).zip(entries).collect(), bind).await?;
    Ok(())
}

async fn put_cases(connection: &mut SqliteConnection, cases: Vec<StoredCase>) -> Result<()> {
    const INSERT: Insert = Insert {
        during: "put cases",
        head: "INSERT INTO case_file
               (scope, id, number, window, item, wanted, state, received_at, licence)",
        columns: 9,
        tail: "ON CONFLICT (scope, id) DO UPDATE SET
               state = excluded.state, licence = excluded.licence, wanted = excluded.wanted",
    };
    let bind = |statement: Statement, case: StoredCase| {
        statement
            .bind(case.scope.0)
            .bind(case.id.0.into_bytes().to_vec())
            .bind(case.number)
            .bind(case.window.0)
            .bind(case.item)
            .bind(case.wanted)
            .bind(case.state)
            .bind(case.received_at.timestamp_millis())
            .bind(case.licence)
    };
    INSERT.all(connection, cases, bind).await?;
    Ok(())
}

impl Journals for SqliteRepository {
    async fn begin_journal(&self, author: &Author) -> Result<()> {
        let mut connection = self.write.acquire().await.during("begin a journal")?;
        journals::begin(&mut connection, author).await
    }

    async fn lines(&self, author: &Author) -> Result<Vec<Line>> {
        type Row = (String, Option<String>, i64, i64, Vec<u8>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, parent, parent_seq, seq, head FROM journal WHERE author = ? ORDER BY rowid",
        )
        .bind(author.as_str())
        .fetch_all(&self.read)
        .await
        .during("read an author's journals")?;
        let to_line = |(id, parent, parent_seq, seq, head): Row| {
            let seq_of_fork = to_u64(parent_seq)?;
            let fork = |parent| Fork { parent: JournalId(parent), seq: seq_of_fork };
            let head = JournalHead { seq: to_u64(seq)?, hash: to_digest(head)? };
            Ok(Line { journal: JournalId(id), fork: parent.map(fork), head })
        };
        rows.into_iter().map(to_line).collect()
    }

    async fn hashes(
        &self,
        journal: &JournalId,
        first: u64,
        last: u64,
    ) -> Result<Vec<(u64, Digest)>> {
        let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(
        "SELECT seq, hash FROM journal_entry WHERE journal = ? AND seq BETWEEN ? AND ? ORDER BY seq",
    )
    .bind(journal.as_str())
    .bind(number(first))
    .bind(number(last))
    .fetch_all(&self.read)
    .await
    .during("read a journal's hashes")?;
        rows.into_iter().map(|(seq, hash)| Ok((to_u64(seq)?, to_digest(hash)?))).collect()
    }

    async fn scope(&self, scope: &DepartmentId) -> Result<ScopeHead> {
        let row: Option<(i64, Vec<u8>)> =
            sqlx::query_as("SELECT counter, digest FROM scope WHERE id = ?")
                .bind(scope.as_str())
                .fetch_optional(&self.read)
                .await
                .during("read a scope")?;
        to_scope(row)
    }

    async fn running_digest(&self, scope: &DepartmentId, counter: u64) -> Result<Option<Digest>> {
        let digest: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT running FROM journal_entry WHERE scope = ? AND counter = ?")
                .bind(scope.as_str())
                .bind(number(counter))
                .fetch_optional(&self.read)
                .await
                .during("read a running digest")?;
        digest.map(to_digest).transpose()
    }

    async fn entries_about(
        &self,
        scope: &DepartmentId,
        subjects: &[Subject],
    ) -> Result<Vec<String>> {
        // The + keeps the planner on the index by subject: a scope alone is far too many entries.
        sqlx::query_scalar(
            "SELECT e.text FROM json_each(?) s
         CROSS JOIN journal_entry e ON e.subject = s.value
         WHERE +e.scope = ? ORDER BY e.counter",
        )
        .bind(json_list(subjects.iter().map(Subject::to_string)))
        .bind(scope.as_str())
        .fetch_all(&self.read)
        .await
        .during("read the entries about subjects")
    }

    async fn entry(&self, journal: &JournalId, seq: u64) -> Result<Option<(DepartmentId, String)>> {
        let row: Option<(String, String)> =
            sqlx::query_as("SELECT scope, text FROM journal_entry WHERE journal = ? AND seq = ?")
                .bind(journal.as_str())
                .bind(number(seq))
                .fetch_optional(&self.read)
                .await
                .during("read a journal entry")?;
        Ok(row.map(|(scope, text)| (DepartmentId(scope), text)))
    }

    async fn enquiries(&self) -> Result<Vec<(DepartmentId, EnquiryId)>> {
        // A stroke's next character is the zero: what begins with `enquiry/` lies between the two.
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT scope, subject FROM journal_entry
             WHERE subject >= 'enquiry/' AND subject < 'enquiry0'
             GROUP BY scope, subject ORDER BY min(rowid)",
        )
        .fetch_all(&self.read)
        .await
        .during("read the enquiries")?;
        let to_enquiry = |(scope, subject): (String, String)| match subject.parse() {
            Ok(Subject::Enquiry(enquiry)) => Ok((DepartmentId(scope), enquiry)),
            Ok(Subject::Case(_) | Subject::Day(_)) | Err(_) => Err(ServerError::Damaged("subject")),
        };
        rows.into_iter().map(to_enquiry).collect()
    }

    async fn append(&self, plan: Append) -> Result<bool> {
        const DURING: &str = "append to a journal";
        let Some(last) = plan.entries.last() else { return Ok(true) };
        let count = plan.entries.len() as u64;
        let head = JournalHead { seq: plan.after.seq + count, hash: last.hash };
        let scope = ScopeHead { counter: plan.scope_after.counter + count, digest: last.running };
        let mut transaction = self.write.begin_with("BEGIN IMMEDIATE").await.during(DURING)?;
        let connection = &mut *transaction;
        // Dropped without a commit, the transaction is rolled back.
        if !journals::move_head(connection, &plan, head).await?
            || !move_scope(connection, &plan.scope, plan.scope_after, scope).await?
            || !licences::add(connection, &plan.scope, &plan.journal, plan.licences).await?
        {
            return Ok(false);
        }
        let places = Places {
            journal: plan.journal.clone(),
            seq: plan.after.seq,
            scope: plan.scope,
            counter: plan.scope_after.counter,
        };
        add_entries(connection, &places, plan.entries).await?;
        put_cases(connection, plan.cases).await?;
        number_use::add(connection, &plan.journal, plan.numbers).await?;
        let at = plan.at.timestamp_millis();
        exceptions::add(connection, &plan.journal, plan.exceptions, at).await?;
        register::carry_out(connection, &plan.effects, plan.at).await?;
        transaction.commit().await.during(DURING)?;
        Ok(true)
    }

    async fn entries_after(
        &self,
        scope: &DepartmentId,
        after: u64,
        limit: u32,
        (reader, up_to): (&JournalId, u64),
    ) -> Result<Vec<ScopeEntry>> {
        type Row = (i64, String, i64, Vec<u8>, Option<String>);
        let rows: Vec<Row> = sqlx::query_as(
        "SELECT counter, journal, seq, running, CASE WHEN journal = ?4 AND seq <= ?5 THEN NULL ELSE text END
         FROM journal_entry WHERE scope = ?1 AND counter > ?2 ORDER BY counter LIMIT ?3",
    )
    .bind(scope.as_str())
    .bind(number(after))
    .bind(limit)
    .bind(reader.as_str())
    .bind(number(up_to))
    .fetch_all(&self.read)
    .await
    .during("read a scope's entries")?;
        let to_entry = |(counter, journal, seq, running, text): Row| {
            Ok(ScopeEntry {
                counter: to_u64(counter)?,
                journal: JournalId(journal),
                seq: to_u64(seq)?,
                running: to_digest(running)?,
                text,
            })
        };
        rows.into_iter().map(to_entry).collect()
    }
}
