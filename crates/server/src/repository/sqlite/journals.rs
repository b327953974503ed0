//! Table `journal`: the heads of all journals.

use super::codec::number;
use crate::error::During as _;
use crate::repository::{Append, Fork, Result};
use clerk_domain::digest::Digest;
use clerk_domain::ids::Author;
use clerk_protocol::JournalHead;
use sqlx::sqlite::SqliteConnection;

/// Begins an author's journal, where it has none.
pub(super) async fn begin(connection: &mut SqliteConnection, author: &Author) -> Result<()> {
    sqlx::query(
        "INSERT INTO journal (id, author, parent, parent_seq, seq, head)
         VALUES (?1, ?1, NULL, 0, 0, ?2) ON CONFLICT DO NOTHING",
    )
    .bind(author.as_str())
    .bind(Digest::ZERO.0.to_vec())
    .execute(connection)
    .await
    .during("begin a journal")?;
    Ok(())
}

/// Moves the head of the plan's journal, which begins with it where it is a new branch; `false` where
/// the head is no longer where the plan found it.
pub(super) async fn move_head(
    connection: &mut SqliteConnection,
    plan: &Append,
    to: JournalHead,
) -> Result<bool> {
    let Append { journal, fork, after, .. } = plan;
    let Some(Fork { parent, seq }) = fork else { return advance(connection, plan, to).await };
    let done = sqlx::query(
        "INSERT INTO journal (id, author, parent, parent_seq, seq, head)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?4 = 0 OR EXISTS
         (SELECT 1 FROM journal_entry WHERE journal = ?3 AND seq = ?4 AND hash = ?7)
         ON CONFLICT DO NOTHING",
    )
    .bind(journal.as_str())
    .bind(journal.author().0)
    .bind(parent.as_str())
    .bind(number(*seq))
    .bind(number(to.seq))
    .bind(to.hash.0.to_vec())
    .bind(after.hash.0.to_vec())
    .execute(connection)
    .await
    .during("begin a branch")?;
    Ok(done.rows_affected() == 1)
}

async fn advance(
    connection: &mut SqliteConnection,
    plan: &Append,
    to: JournalHead,
) -> Result<bool> {
    let Append { journal, after, .. } = plan;
    let text = "UPDATE journal SET seq = ?, head = ? WHERE id = ? AND seq = ? AND head = ?";
    let done = sqlx::query(text)
        .bind(number(to.seq))
        .bind(to.hash.0.to_vec())
        .bind(journal.as_str())
        .bind(number(after.seq))
        .bind(after.hash.0.to_vec())
        .execute(connection)
        .await
        .during("move a journal's head")?;
    Ok(done.rows_affected() == 1)
}
