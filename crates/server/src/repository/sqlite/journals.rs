//! Table `journal`: the heads of all journals.

use super::codec::number;
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{Append, Fork, Result};
use clerk_domain::digest::Digest;
use clerk_domain::ids::Author;
use clerk_protocol::JournalHead;
use rusqlite::Connection;

/// Begins an author's journal, where it has none.
pub(super) fn begin(db: &Connection, author: &Author) -> Result<()> {
    db.change(
        "INSERT INTO journal (id, author, parent, parent_seq, seq, head)
         VALUES (?1, ?1, NULL, 0, 0, ?2) ON CONFLICT DO NOTHING",
        (author.as_str(), Digest::ZERO.0),
    )
    .map(drop)
    .during("begin a journal")
}

/// Moves the head of the plan's journal, which begins with it where it is a new branch; `false` where
/// the head is no longer where the plan found it.
pub(super) fn move_head(db: &Connection, plan: &Append, to: JournalHead) -> Result<bool> {
    let Append { journal, fork, after, .. } = plan;
    let Some(Fork { parent, seq }) = fork else { return advance(db, plan, to) };
    let done = db.change(
        "INSERT INTO journal (id, author, parent, parent_seq, seq, head)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE ?4 = 0 OR EXISTS
         (SELECT 1 FROM journal_entry WHERE journal = ?3 AND seq = ?4 AND hash = ?7)
         ON CONFLICT DO NOTHING",
        (
            journal.as_str(),
            journal.author().0,
            parent.as_str(),
            number(*seq),
            number(to.seq),
            to.hash.0,
            after.hash.0,
        ),
    );
    Ok(done.during("begin a branch")? == 1)
}

fn advance(db: &Connection, plan: &Append, to: JournalHead) -> Result<bool> {
    let Append { journal, after, .. } = plan;
    let done = db.change(
        "UPDATE journal SET seq = ?, head = ? WHERE id = ? AND seq = ? AND head = ?",
        (number(to.seq), to.hash.0, journal.as_str(), number(after.seq), after.hash.0),
    );
    Ok(done.during("move a journal's head")? == 1)
}
