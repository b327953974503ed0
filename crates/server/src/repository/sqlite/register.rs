//! Tables `window_key`, `revocation` and `replacement`: what the register is made from.

use super::SqliteRepository;
use super::codec::{number, to_u64};
use super::sql::Sql as _;
use crate::error::{During as _, ServerError};
use crate::repository::{CONFIRMED, Effects, IssuingEntry, Register, Result};
use chrono::{DateTime, NaiveDate, Utc};
use clerk_domain::ids::WindowId;
use clerk_domain::register::{Certificate, Revocation};
use rusqlite::Connection;

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

pub(super) fn add_certificate(
    db: &Connection,
    certificate: &Certificate,
    at: DateTime<Utc>,
) -> Result<()> {
    let done = db.change(
        "INSERT INTO window_key (window, public_key, day, signature, changed)
         VALUES (?, ?, ?, ?, ?)",
        (
            certificate.window.as_str(),
            &certificate.public_key,
            certificate.from.to_string(),
            &certificate.signature,
            next_change(db, at)?,
        ),
    );
    done.map(drop).during("keep a window's key")
}

/// `false` where the licence was revoked before.
fn add_revocation(db: &Connection, revocation: &Revocation, at: DateTime<Utc>) -> Result<bool> {
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

impl Register for SqliteRepository {
    async fn register_version(&self) -> Result<u64> {
        self.read(last_change).await
    }

    async fn certificates(&self) -> Result<Vec<Certificate>> {
        type Row = (String, String, String, String);
        let rows = self.read_aside(|db| {
            let text = "SELECT window, public_key, day, signature FROM window_key ORDER BY changed";
            db.all::<Row>(text, ()).during("read the windows' keys")
        });
        let to_certificate = |(window, public_key, day, signature): Row| {
            let (window, from) = (WindowId(window), to_day(&day)?);
            Ok(Certificate { window, public_key, from, until: None, signature })
        };
        rows.await?.into_iter().map(to_certificate).collect()
    }

    async fn revocations(&self) -> Result<Vec<Revocation>> {
        type Row = (String, String, String, Option<String>, bool);
        let rows = self.read_aside(|db| {
            db.all::<Row>(
                "SELECT v.number, day, reason, coalesce(v.replaced_by, p.replaced_by), cancelled
                 FROM revocation v LEFT JOIN replacement p USING (number) ORDER BY v.changed",
                (),
            )
            .during("read the revocations")
        });
        let to_revocation = |(number, day, reason, replaced_by, cancelled): Row| {
            Ok(Revocation { number, on: to_day(&day)?, reason, replaced_by, cancelled })
        };
        rows.await?.into_iter().map(to_revocation).collect()
    }

    async fn revoke(&self, revocation: &Revocation, at: DateTime<Utc>) -> Result<bool> {
        let revocation = revocation.clone();
        self.write_if("revoke a licence", move |db| add_revocation(db, &revocation, at)).await
    }

    async fn newest_issuing_entry(&self, number: &str) -> Result<Option<IssuingEntry>> {
        self.issuing(
            "l.number = ?1 OR (l.number > ?1 || '/' AND l.number < ?1 || '0')
             ORDER BY length(l.number) DESC, l.number DESC LIMIT 1",
            number,
        )
        .await
    }

    async fn issuing_entry(&self, id: &str) -> Result<Option<IssuingEntry>> {
        self.issuing("l.number = ?1", id).await
    }
}

impl SqliteRepository {
    async fn issuing(&self, which: &'static str, of: &str) -> Result<Option<IssuingEntry>> {
        // Only constants of this program go into the text.
        let text = format!(
            "SELECT e.text, EXISTS (SELECT 1 FROM journal_exception x
                 WHERE x.journal = l.journal AND x.seq = l.seq AND x.remedy IS NOT ?2)
             FROM licence l JOIN journal_entry e ON e.journal = l.journal AND e.seq = l.seq
             WHERE {which}"
        );
        let row = self.read(|db| db.first(&text, (of, CONFIRMED)).during("read a licence"));
        Ok(row.await?.map(|(text, withheld)| IssuingEntry { text, withheld }))
    }
}
