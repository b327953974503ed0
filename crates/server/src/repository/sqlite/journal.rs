//! Tables `scope`, `journal_entry` and `case_file`, which only ever change together, and with `licence`,
//! `journal_exception` and what makes a licence void.

use super::SqliteRepository;
use super::codec::{json_list, number, to_digest, to_u64};
use super::sql::Sql as _;
use super::{administered, exceptions, journals, licences, number_use, register};
use crate::error::{During as _, ServerError};
use crate::repository::{
    Append, Fork, Journals, Line, NewEntry, Result, ScopeEntry, ScopeHead, StoredCase,
};
use clerk_domain::act_signature::ActSignature;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, DepartmentId, EnquiryId, JournalId, PersonId, Subject};
use clerk_protocol::JournalHead;
use rusqlite::Connection;

/// Where a scope stands, by its row: there is none before its first entry.
pub(super) fn to_scope(row: Option<(i64, Vec<u8>)>) -> Result<ScopeHead> {
    let Some((counter, digest)) = row else {
        return Ok(ScopeHead { counter: 0, digest: Digest::ZERO });
    };
    Ok(ScopeHead { counter: to_u64(counter)?, digest: to_digest(digest)? })
}

fn move_scope(
    db: &Connection,
    scope: &DepartmentId,
    from: ScopeHead,
    to: ScopeHead,
) -> Result<bool> {
    let (id, counter) = (scope.as_str(), number(to.counter));
    let done = if from.counter == 0 {
        let text =
            "INSERT INTO scope (id, counter, digest) VALUES (?, ?, ?) ON CONFLICT DO NOTHING";
        db.change(text, (id, counter, to.digest.0))
    } else {
        let text = "UPDATE scope SET counter = ?2, digest = ?3
                    WHERE id = ?1 AND counter = ?4 AND digest = ?5";
        db.change(text, (id, counter, to.digest.0, number(from.counter), from.digest.0))
    };
    Ok(done.during("move a scope's counter")? == 1)
}

fn add_entries(db: &Connection, plan: &Append) -> rusqlite::Result<()> {
    for (place, entry) in (1..).zip(&plan.entries) {
        db.change(
            "INSERT INTO journal_entry
             (scope, counter, journal, seq, subject, hash, running, text)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                plan.scope.as_str(),
                number(plan.scope_after.counter + place),
                plan.journal.as_str(),
                number(plan.after.seq + place),
                entry.subject.to_string(),
                entry.hash.0,
                entry.running.0,
                &entry.text,
            ),
        )?;
    }
    Ok(())
}

fn add_signatures(db: &Connection, plan: &Append) -> rusqlite::Result<()> {
    for ActSignature { person, first, seq, signature } in &plan.acts_signed {
        db.change(
            "INSERT INTO act_signature (journal, seq, person, first, signature)
             VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (plan.journal.as_str(), number(*seq), person.as_str(), number(*first), signature),
        )?;
    }
    Ok(())
}

fn put_cases(db: &Connection, cases: &[StoredCase]) -> rusqlite::Result<()> {
    for case in cases {
        db.change(
            "INSERT INTO case_file
             (scope, id, number, window, item, wanted, state, received_at, licence)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
             ON CONFLICT (scope, id) DO UPDATE SET
             state = excluded.state, licence = excluded.licence, wanted = excluded.wanted",
            (
                case.scope.as_str(),
                case.id.0.into_bytes(),
                &case.number,
                case.window.as_str(),
                &case.item,
                &case.wanted,
                &case.state,
                case.received_at.timestamp_millis(),
                &case.licence,
            ),
        )?;
    }
    Ok(())
}

/// `false` where it does not fit what is there; then all of it is to be undone.
fn append(db: &Connection, plan: &Append, last: &NewEntry) -> Result<bool> {
    let count = plan.entries.len() as u64;
    let head = JournalHead { seq: plan.after.seq + count, hash: last.hash };
    let scope = ScopeHead { counter: plan.scope_after.counter + count, digest: last.running };
    if !journals::move_head(db, plan, head)?
        || !move_scope(db, &plan.scope, plan.scope_after, scope)?
    {
        return Ok(false);
    }
    exceptions::add(db, &plan.journal, &plan.exceptions, plan.at.timestamp_millis())?;
    if !licences::add(db, &plan.scope, &plan.journal, &plan.licences)? {
        return Ok(false);
    }
    add_entries(db, plan).during("add journal entries")?;
    put_cases(db, &plan.cases).during("put cases")?;
    number_use::add(db, &plan.journal, &plan.numbers)?;
    register::carry_out(db, &plan.effects, plan.at)?;
    add_signatures(db, plan).during("keep signatures")?;
    administered::carry_out(db, &plan.administered, plan.at)
}

impl Journals for SqliteRepository {
    async fn begin_journal(&self, author: &Author) -> Result<()> {
        let author = author.clone();
        self.write("begin a journal", move |db| journals::begin(db, &author)).await
    }

    async fn lines(&self, author: &Author) -> Result<Vec<Line>> {
        type Row = (String, Option<String>, i64, i64, Vec<u8>);
        let rows = self.read(|db| {
            let text = "SELECT id, parent, parent_seq, seq, head FROM journal
                        WHERE author = ? ORDER BY rowid";
            db.all::<Row>(text, (author.as_str(),)).during("read an author's journals")
        });
        let to_line = |(id, parent, parent_seq, seq, head): Row| {
            let seq_of_fork = to_u64(parent_seq)?;
            let fork = |parent| Fork { parent: JournalId(parent), seq: seq_of_fork };
            let head = JournalHead { seq: to_u64(seq)?, hash: to_digest(head)? };
            Ok(Line { journal: JournalId(id), fork: parent.map(fork), head })
        };
        rows.await?.into_iter().map(to_line).collect()
    }

    async fn hashes(
        &self,
        journal: &JournalId,
        first: u64,
        last: u64,
    ) -> Result<Vec<(u64, Digest)>> {
        let journal = journal.clone();
        let rows = self.read_aside(move |db| {
            db.all(
                "SELECT seq, hash FROM journal_entry
                 WHERE journal = ? AND seq BETWEEN ? AND ? ORDER BY seq",
                (journal.as_str(), number(first), number(last)),
            )
            .during("read a journal's hashes")
        });
        let to_place = |(seq, hash)| Ok((to_u64(seq)?, to_digest(hash)?));
        rows.await?.into_iter().map(to_place).collect()
    }

    async fn scope(&self, scope: &DepartmentId) -> Result<ScopeHead> {
        let row = self.read(|db| {
            let text = "SELECT counter, digest FROM scope WHERE id = ?";
            db.first(text, (scope.as_str(),)).during("read a scope")
        });
        to_scope(row.await?)
    }

    async fn running_digest(&self, scope: &DepartmentId, counter: u64) -> Result<Option<Digest>> {
        let row = self.read(|db| {
            let text = "SELECT running FROM journal_entry WHERE scope = ? AND counter = ?";
            db.first(text, (scope.as_str(), number(counter))).during("read a running digest")
        });
        row.await?.map(|(digest,)| to_digest(digest)).transpose()
    }

    async fn entries_about(
        &self,
        scope: &DepartmentId,
        subjects: &[Subject],
    ) -> Result<Vec<String>> {
        let scope = scope.clone();
        let subjects = json_list(subjects.iter().map(Subject::to_string));
        let rows = self.read_aside(move |db| {
            // The + keeps the planner on the index by subject: a scope alone is far too many entries.
            db.all(
                "SELECT e.text FROM json_each(?) s
                 CROSS JOIN journal_entry e ON e.subject = s.value
                 WHERE +e.scope = ? ORDER BY e.counter",
                (subjects, scope.as_str()),
            )
            .during("read the entries about subjects")
        });
        Ok(rows.await?.into_iter().map(|(text,)| text).collect())
    }

    async fn acts_signed(&self, journal: &JournalId, seq: u64) -> Result<Vec<ActSignature>> {
        type Row = (i64, String, i64, String);
        let rows = self.read(|db| {
            let text = "SELECT seq, person, first, signature FROM act_signature
                        WHERE journal = ?1 AND seq >= ?2 AND first <= ?2 ORDER BY seq";
            db.all::<Row>(text, (journal.as_str(), number(seq))).during("read signatures")
        });
        let to_signature = |(seq, person, first, signature): Row| {
            let (first, seq) = (to_u64(first)?, to_u64(seq)?);
            Ok(ActSignature { person: PersonId(person), first, seq, signature })
        };
        rows.await?.into_iter().map(to_signature).collect()
    }

    async fn entry(&self, journal: &JournalId, seq: u64) -> Result<Option<(DepartmentId, String)>> {
        let row = self.read(|db| {
            let text = "SELECT scope, text FROM journal_entry WHERE journal = ? AND seq = ?";
            db.first(text, (journal.as_str(), number(seq))).during("read a journal entry")
        });
        Ok(row.await?.map(|(scope, text)| (DepartmentId(scope), text)))
    }

    async fn enquiries(&self) -> Result<Vec<(DepartmentId, EnquiryId)>> {
        let rows = self.read_aside(|db| {
            // A stroke's next character is the zero: what begins with `enquiry/` lies between the two.
            db.all(
                "SELECT scope, subject FROM journal_entry
                 WHERE subject >= 'enquiry/' AND subject < 'enquiry0'
                 GROUP BY scope, subject ORDER BY min(rowid)",
                (),
            )
            .during("read the enquiries")
        });
        let to_enquiry = |(scope, subject): (String, String)| match subject.parse() {
            Ok(Subject::Enquiry(enquiry)) => Ok((DepartmentId(scope), enquiry)),
            Ok(_) | Err(_) => Err(ServerError::Damaged("subject")),
        };
        rows.await?.into_iter().map(to_enquiry).collect()
    }

    async fn append(&self, plan: Append) -> Result<bool> {
        const DURING: &str = "append to a journal";
        self.write_if(DURING, move |db| match plan.entries.last() {
            Some(last) => append(db, &plan, last),
            None => Ok(true),
        })
        .await
    }

    async fn entries_after(
        &self,
        scope: &DepartmentId,
        after: u64,
        limit: u32,
        (reader, up_to): (&JournalId, u64),
    ) -> Result<Vec<ScopeEntry>> {
        type Row = (i64, String, i64, Vec<u8>, Option<String>);
        let (scope, reader) = (scope.clone(), reader.clone());
        let rows = self.read_aside(move |db| {
            db.all::<Row>(
                "SELECT counter, journal, seq, running,
                 CASE WHEN journal = ?4 AND seq <= ?5 THEN NULL ELSE text END
                 FROM journal_entry WHERE scope = ?1 AND counter > ?2 ORDER BY counter LIMIT ?3",
                (scope.as_str(), number(after), limit, reader.as_str(), number(up_to)),
            )
            .during("read a scope's entries")
        });
        let to_entry = |(counter, journal, seq, running, text): Row| {
            Ok(ScopeEntry {
                counter: to_u64(counter)?,
                journal: JournalId(journal),
                seq: to_u64(seq)?,
                running: to_digest(running)?,
                text,
            })
        };
        rows.await?.into_iter().map(to_entry).collect()
    }
}
