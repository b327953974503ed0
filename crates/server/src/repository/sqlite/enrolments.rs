//! Tables `code` and `device`: how a device becomes a window.

use super::SqliteRepository;
use super::codec::to_instant;
use super::register;
use crate::error::{During as _, ServerError};
use crate::repository::{CodeUse, Enrolment, Enrolments, NewCode, Result, StoredCode};
use chrono::{DateTime, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{PersonId, WindowId};

impl Enrolments for SqliteRepository {
    async fn add_code(&self, hash: Digest, code: &NewCode) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO enrolment_code (hash, window, expires_at, sample) VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
        )
        .bind(hash.0.to_vec())
        .bind(code.window.as_str())
        .bind(code.expires_at.timestamp_millis())
        .bind(code.sample.as_deref())
        .execute(&self.write)
        .await
        .during("add a code")?;
        Ok(done.rows_affected() == 1)
    }

    async fn code(&self, hash: Digest) -> Result<Option<StoredCode>> {
        type Row = (String, i64, Option<i64>, Option<String>, Option<String>);
        let row: Option<Row> = sqlx::query_as(
        "SELECT window, expires_at, used_at, used_key, used_by FROM enrolment_code WHERE hash = ?",
    )
    .bind(hash.0.to_vec())
    .fetch_optional(&self.read)
    .await
    .during("read a code")?;
        let Some((window, expires_at, used_at, used_key, used_by)) = row else { return Ok(None) };
        let used = match (used_at, used_key, used_by) {
            (None, None, None) => None,
            (Some(at), Some(public_key), Some(by)) => {
                Some(CodeUse { at: to_instant(at)?, public_key, person: PersonId(by) })
            }
            _ => return Err(ServerError::Damaged("code")),
        };
        Ok(Some(StoredCode { window: WindowId(window), expires_at: to_instant(expires_at)?, used }))
    }

    async fn sample_code(&self, window: &WindowId, now: DateTime<Utc>) -> Result<Option<String>> {
        sqlx::query_scalar(
            "SELECT sample FROM enrolment_code WHERE window = ? AND sample IS NOT NULL
         AND used_at IS NULL AND expires_at > ? ORDER BY expires_at DESC LIMIT 1",
        )
        .bind(window.as_str())
        .bind(now.timestamp_millis())
        .fetch_optional(&self.read)
        .await
        .during("read a sample code")
    }

    async fn enrol(&self, hash: Digest, enrolment: &Enrolment) -> Result<bool> {
        const DURING: &str = "enrol a device";
        let at = enrolment.at.timestamp_millis();
        let mut transaction = self.write.begin_with("BEGIN IMMEDIATE").await.during(DURING)?;
        let used = sqlx::query(
            "UPDATE enrolment_code SET used_at = ?, used_key = ?, used_by = ?
         WHERE hash = ? AND window = ? AND used_at IS NULL",
        )
        .bind(at)
        .bind(&enrolment.public_key)
        .bind(enrolment.person.as_str())
        .bind(hash.0.to_vec())
        .bind(enrolment.window.as_str())
        .execute(&mut *transaction)
        .await
        .during(DURING)?;
        if used.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query(
        "INSERT INTO device (window, public_key, token_hash, enrolled_at) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (window) DO UPDATE SET public_key = ?2, token_hash = ?3, enrolled_at = ?4",
    )
    .bind(enrolment.window.as_str())
    .bind(&enrolment.public_key)
    .bind(enrolment.token.0.to_vec())
    .bind(at)
    .execute(&mut *transaction)
    .await
    .during(DURING)?;
        register::add_certificate(&mut transaction, &enrolment.certificate, enrolment.at).await?;
        transaction.commit().await.during(DURING)?;
        Ok(true)
    }
}
