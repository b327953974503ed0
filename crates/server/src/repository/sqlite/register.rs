//! Tables `window_key`, `revocation` and `replacement`: what the register is made from.

use super::SqliteRepository;
use super::codec::{number, to_u64};
use crate::error::{During as _, ServerError};
use crate::repository::{CONFIRMED, Effects, IssuingEntry, Register, Result};
use chrono::{DateTime, NaiveDate, Utc};
use clerk_domain::ids::WindowId;
use clerk_domain::register::{Certificate, Revocation};
use sqlx::AssertSqlSafe;
use sqlx::sqlite::SqliteConnection;

/// Milliseconds since 1970; 0 before the first change.
async fn last_change(connection: &mut SqliteConnection) -> Result<u64> {
    let last = sqlx::query_scalar("SELECT register FROM published");
    to_u64(last.fetch_one(connection).await.during("read the register's version")?)
}

/// The version that a change makes: now, and after the last one whatever the clock says.
async fn next_change(connection: &mut SqliteConnection, at: DateTime<Utc>) -> Result<i64> {
    let last = number(last_change(connection).await?);
    Ok(at.timestamp_millis().max(last + 1))
}

pub(super) async fn add_certificate(
    connection: &mut SqliteConnection,
    certificate: &Certificate,
    at: DateTime<Utc>,
) -> Result<()> {
    let changed = next_change(connection, at).await?;
    sqlx::query(
        "INSERT INTO window_key (window, public_key, day, signature, changed)
         VALUES (?, ?, ?, ?, ?)",
    )
    .bind(certificate.window.as_str())
    .bind(&certificate.public_key)
    .bind(certificate.from.to_string())
    .bind(&certificate.signature)
    .bind(changed)
    .execute(connection)
    .await
    .during("keep a window's key")?;
    Ok(())
}

/// `false` where the licence was revoked before.
async fn add_revocation(
    connection: &mut SqliteConnection,
    revocation: &Revocation,
    at: DateTime<Utc>,
) -> Result<bool> {
    let changed = next_change(connection, at).await?;
    let done = sqlx::query(
        "INSERT INTO revocation (number, day, reason, replaced_by, cancelled, changed)
         VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(&revocation.number)
    .bind(revocation.on.to_string())
    .bind(&revocation.reason)
    .bind(revocation.replaced_by.as_deref())
    .bind(revocation.cancelled)
    .bind(changed)
    .execute(connection)
    .await
    .during("revoke a licence")?;
    Ok(done.rows_affected() == 1)
}

/// Notes which licence stands in a void one's place; the first one is kept.
async fn add_replacement(
    connection: &mut SqliteConnection,
    number: &str,
    replaced_by: &str,
    at: DateTime<Utc>,
) -> Result<()> {
    let changed = next_change(connection, at).await?;
    sqlx::query(
        "INSERT INTO replacement (number, replaced_by, changed) VALUES (?, ?, ?)
         ON CONFLICT DO NOTHING",
    )
    .bind(number)
    .bind(replaced_by)
    .bind(changed)
    .execute(connection)
    .await
    .during("note a replacement")?;
    Ok(())
}

fn to_day(text: &str) -> Result<NaiveDate> {
    text.parse().map_err(|_| ServerError::Damaged("day"))
}

/// Carries out what acts do beyond their cases.
pub(super) async fn carry_out(
    connection: &mut SqliteConnection,
    effects: &Effects,
    at: DateTime<Utc>,
) -> Result<()> {
    for revocation in &effects.revocations {
        add_revocation(connection, revocation, at).await?;
    }
    for (number, by) in &effects.replacements {
        add_replacement(connection, number, by, at).await?;
    }
    Ok(())
}

impl Register for SqliteRepository {
    async fn register_version(&self) -> Result<u64> {
        let mut connection = self.read.acquire().await.during("read the register's version")?;
        last_change(&mut connection).await
    }

    async fn certificates(&self) -> Result<Vec<Certificate>> {
        type Row = (String, String, String, String);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT window, public_key, day, signature FROM window_key ORDER BY changed",
        )
        .fetch_all(&self.read)
        .await
        .during("read the windows' keys")?;
        let to_certificate = |(window, public_key, day, signature): Row| {
            let (window, from) = (WindowId(window), to_day(&day)?);
            Ok(Certificate { window, public_key, from, until: None, signature })
        };
        rows.into_iter().map(to_certificate).collect()
    }

    async fn revocations(&self) -> Result<Vec<Revocation>> {
        type Row = (String, String, String, Option<String>, bool);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT v.number, day, reason, coalesce(v.replaced_by, p.replaced_by), cancelled
             FROM revocation v LEFT JOIN replacement p USING (number) ORDER BY v.changed",
        )
        .fetch_all(&self.read)
        .await
        .during("read the revocations")?;
        let to_revocation = |(number, day, reason, replaced_by, cancelled): Row| {
            Ok(Revocation { number, on: to_day(&day)?, reason, replaced_by, cancelled })
        };
        rows.into_iter().map(to_revocation).collect()
    }

    async fn revoke(&self, revocation: &Revocation, at: DateTime<Utc>) -> Result<bool> {
        const DURING: &str = "revoke a licence";
        let mut transaction = self.write.begin_with("BEGIN IMMEDIATE").await.during(DURING)?;
        let done = add_revocation(&mut transaction, revocation, at).await?;
        transaction.commit().await.during(DURING)?;
        Ok(done)
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
        let row: Option<(String, bool)> = sqlx::query_as(AssertSqlSafe(format!(
            "SELECT e.text, EXISTS (SELECT 1 FROM journal_exception x
                 WHERE x.journal = l.journal AND x.seq = l.seq AND x.remedy IS NOT ?2)
             FROM licence l JOIN journal_entry e ON e.journal = l.journal AND e.seq = l.seq
             WHERE {which}"
        )))
        .bind(of)
        .bind(CONFIRMED)
        .fetch_optional(&self.read)
        .await
        .during("read a licence")?;
        Ok(row.map(|(text, withheld)| IssuingEntry { text, withheld }))
    }
}
