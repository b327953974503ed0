//! Tables `window_device`, `appointment`, `person_key`, `revocation` and `replacement`: what the register is
//! made from.

use super::SqliteRepository;
use super::codec::{json_list, number, statement, to_u64};
use super::licences::DOUBTS;
use super::sql::Sql as _;
use crate::error::{During as _, ServerError};
use crate::repository::register::page;
use crate::repository::{Effects, IssuingEntry, Register, RegisterLine, Result};
use chrono::{DateTime, NaiveDate, Utc};
use clerk_domain::appointment::{Appointment, Attested, PersonKey, WindowDevice};
use clerk_domain::ids::{JournalId, PersonId, WindowId};
use clerk_domain::register::{RegisterPage, Revocation};
use rusqlite::Connection;
use serde::Serialize;

/// Milliseconds since 1970; 0 before the first change.
fn last_change(db: &Connection) -> Result<u64> {
    let row = db.one("SELECT register FROM published", ());
    let (last,) = row.during("read the register's version")?;
    to_u64(last)
}

/// The version that a change makes: now, and after the last one whatever the clock says.
fn next_change(db: &Connection, at: DateTime<Utc>) -> Result<i64> {
    let last = number(last_change(db)?);
    Ok(at.timestamp_millis().max(last + 1))
}

/// Keeps what the register says anew; it takes the place of what it said by the same key.
pub(super) fn put(db: &Connection, line: &RegisterLine, at: DateTime<Utc>) -> Result<()> {
    let changed = next_change(db, at)?;
    let done = match line {
        RegisterLine::Device(device) => db.change(
            "INSERT OR REPLACE INTO window_device (public_key, window, from_ms, text, changed)
             VALUES (?, ?, ?, ?, ?)",
            (
                &device.of.public_key,
                device.of.window.as_str(),
                device.of.term.from.timestamp_millis(),
                text(device)?,
                changed,
            ),
        ),
        RegisterLine::Appointment(appointment) => db.change(
            "INSERT OR REPLACE INTO appointment (person, from_ms, text, changed)
             VALUES (?, ?, ?, ?)",
            (
                appointment.of.person.as_str(),
                appointment.of.term.from.timestamp_millis(),
                text(appointment)?,
                changed,
            ),
        ),
        RegisterLine::Key(key) => db.change(
            "INSERT OR REPLACE INTO person_key (public_key, window, from_ms, text, changed)
             VALUES (?, ?, ?, ?, ?)",
            (
                &key.of.public_key,
                key.of.window.as_str(),
                key.of.term.from.timestamp_millis(),
                text(key)?,
                changed,
            ),
        ),
        RegisterLine::Revoked(revocation) => {
            return add_revocation(db, revocation, at).map(drop);
        }
    };
    done.map(drop).during("keep the register")
}

fn text(line: &impl Serialize) -> Result<String> {
    serde_json::to_string(line).map_err(|_| ServerError::Damaged("register"))
}

/// `false` where the licence was revoked before.
pub(super) fn add_revocation(
    db: &Connection,
    revocation: &Revocation,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = db.change(
        "INSERT INTO revocation (number, day, reason, replaced_by, cancelled, changed)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        (
            &revocation.number,
            revocation.on.to_string(),
            &revocation.reason,
            &revocation.replaced_by,
            revocation.cancelled,
            next_change(db, at)?,
        ),
    );
    Ok(done.during("revoke a licence")? == 1)
}

/// Notes which licence stands in a void one's place; the first one is kept.
fn add_replacement(
    db: &Connection,
    number: &str,
    replaced_by: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    let done = db.change(
        "INSERT INTO replacement (number, replaced_by, changed) VALUES (?, ?, ?)
         ON CONFLICT DO NOTHING",
        (number, replaced_by, next_change(db, at)?),
    );
    done.map(drop).during("note a replacement")
}

fn to_day(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| ServerError::Damaged("day"))
}

/// Carries out what acts do beyond their cases.
pub(super) fn carry_out(db: &Connection, effects: &Effects, at: DateTime<Utc>) -> Result<()> {
    for revocation in &effects.revocations {
        add_revocation(db, revocation, at)?;
    }
    for (number, by) in &effects.replacements {
        add_replacement(db, number, by, at)?;
    }
    Ok(())
}

const REVOKED: &str =
    "SELECT v.number, day, reason, coalesce(v.replaced_by, p.replaced_by), cancelled";
const FROM_REVOKED: &str = "FROM revocation v LEFT JOIN replacement p USING (number)";

/// number, day, reason, replaced by, cancelled
type RevokedRow = (String, String, String, Option<String>, bool);

fn to_revocation((number, day, reason, replaced_by, cancelled): RevokedRow) -> Result<Revocation> {
    Ok(Revocation { number, on: to_day(&day)?, reason, replaced_by, cancelled })
}

fn line(table: &str, text: &str) -> Result<RegisterLine> {
    Ok(match table {
        "window_device" => RegisterLine::Device(statement(text)?),
        "appointment" => RegisterLine::Appointment(statement(text)?),
        _ => RegisterLine::Key(statement(text)?),
    })
}

impl Register for SqliteRepository {
    async fn register_version(&self) -> Result<u64> {
        self.read(last_change).await
    }

    async fn register_page(&self, after: u64, most: u32) -> Result<RegisterPage> {
        self.read_aside(move |db| {
            let last = last_change(db)?;
            // One more than fit, to know whether there are more.
            let range = (number(after), i64::from(most) + 1);
            let mut changed = Vec::new();
            for table in ["window_device", "appointment", "person_key"] {
                let rows = db.all::<(i64, String)>(
                    &format!(
                        "SELECT changed, text FROM {table} WHERE changed > ? ORDER BY changed LIMIT ?"
                    ),
                    range,
                );
                for (version, text) in rows.during("read the register")? {
                    changed.push((to_u64(version)?, line(table, &text)?));
                }
            }
            let revoked = format!(
                "{REVOKED}, max(v.changed, coalesce(p.changed, 0)) AS last {FROM_REVOKED}
                 WHERE v.changed > ?1 OR p.changed > ?1 ORDER BY last LIMIT ?2"
            );
            type Row = (String, String, String, Option<String>, bool, i64);
            for row in db.all::<Row>(&revoked, range).during("read the revocations")? {
                let (number, day, reason, replaced_by, cancelled, version) = row;
                let revocation = to_revocation((number, day, reason, replaced_by, cancelled))?;
                changed.push((to_u64(version)?, RegisterLine::Revoked(revocation)));
            }
            let most = usize::try_from(most).unwrap_or(usize::MAX);
            Ok(page(after, last, most, changed))
        })
        .await
    }

    async fn devices_of(&self, window: &WindowId) -> Result<Vec<Attested<WindowDevice>>> {
        let rows = self.read(|db| {
            let text = "SELECT text FROM window_device WHERE window = ? ORDER BY from_ms";
            db.all(text, (window.as_str(),)).during("read a window's devices")
        });
        rows.await?.into_iter().map(|(text,): (String,)| statement(&text)).collect()
    }

    async fn appointments(&self, persons: &[PersonId]) -> Result<Vec<Attested<Appointment>>> {
        let persons = json_list(persons.iter().map(PersonId::to_string));
        let rows = self.read(|db| {
            let text = "SELECT a.text FROM json_each(?) s
                        CROSS JOIN appointment a ON a.person = s.value ORDER BY from_ms";
            db.all(text, (persons,)).during("read appointments")
        });
        rows.await?.into_iter().map(|(text,): (String,)| statement(&text)).collect()
    }

    async fn keys_at(&self, window: &WindowId) -> Result<Vec<Attested<PersonKey>>> {
        let rows = self.read(|db| {
            let text = "SELECT text FROM person_key WHERE window = ? ORDER BY from_ms";
            db.all(text, (window.as_str(),)).during("read the keys at a window")
        });
        rows.await?.into_iter().map(|(text,): (String,)| statement(&text)).collect()
    }

    async fn revocation(&self, id: &str) -> Result<Option<Revocation>> {
        let row = self.read(|db| {
            let text = format!("{REVOKED} {FROM_REVOKED} WHERE v.number = ?");
            db.first(&text, (id,)).during("read a revocation")
        });
        row.await?.map(to_revocation).transpose()
    }

    async fn newest_issuing_entry(&self, number: &str) -> Result<Option<IssuingEntry>> {
        let found = self.issuing(
            "l.number = ?1 OR (l.number > ?1 || '/' AND l.number < ?1 || '0')
             ORDER BY withheld, length(l.number) DESC, l.number DESC LIMIT 1",
            number,
        );
        Ok(found.await?.pop())
    }

    async fn issuing_entries(&self, id: &str) -> Result<Vec<IssuingEntry>> {
        self.issuing("l.number = ?1 ORDER BY withheld", id).await
    }
}

impl SqliteRepository {
    async fn issuing(&self, which: &'static str, of: &str) -> Result<Vec<IssuingEntry>> {
        // Only constants of this program go into the text.
        let text = format!(
            "SELECT l.journal, e.text, EXISTS (SELECT 1 {DOUBTS}) AS withheld
             FROM licence l JOIN journal_entry e ON e.journal = l.journal AND e.seq = l.seq
             WHERE {which}"
        );
        let rows = self.read(|db| db.all(&text, (of,)).during("read a licence"));
        let entry = |(journal, text, withheld): (String, String, bool)| {
            let journal = JournalId(journal);
            IssuingEntry { journal, text, withheld }
        };
        Ok(rows.await?.into_iter().map(entry).collect())
    }
}
