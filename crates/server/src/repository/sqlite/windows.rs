//! Tables `service_window`, `enrolment_code` and `device`.

use super::codec::{to_digest, to_instant, to_u64};
use super::{journals, register};
use crate::error::{During as _, ServerError};
use crate::repository::{CodeUse, Device, Enrolment, NewCode, Result, StoredCode, StoredWindow};
use chrono::{DateTime, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, DepartmentId, PersonId, WindowId};
use clerk_protocol::{JournalHead, Secret, Window};
use sqlx::sqlite::SqlitePool;

/// id, name, department, recovery, seq, head
type WindowRow = (String, String, String, String, i64, Vec<u8>);

fn to_window(row: WindowRow) -> Result<StoredWindow> {
    let (id, name, department, recovery, seq, head) = row;
    let window = Window { id: WindowId(id), name, department: DepartmentId(department) };
    let head = JournalHead { seq: to_u64(seq)?, hash: to_digest(head)? };
    Ok(StoredWindow { window, recovery: Secret(recovery), head })
}

pub(super) async fn all(pool: &SqlitePool) -> Result<Vec<StoredWindow>> {
    let rows: Vec<WindowRow> = sqlx::query_as(
        "SELECT w.id, name, department, recovery, seq, head
         FROM service_window w JOIN journal j ON j.id = w.id ORDER BY w.id",
    )
    .fetch_all(pool)
    .await
    .during("read the windows")?;
    rows.into_iter().map(to_window).collect()
}

pub(super) async fn find(pool: &SqlitePool, id: &WindowId) -> Result<Option<StoredWindow>> {
    let row: Option<WindowRow> = sqlx::query_as(
        "SELECT w.id, name, department, recovery, seq, head
         FROM service_window w JOIN journal j ON j.id = w.id WHERE w.id = ?",
    )
    .bind(id.as_str())
    .fetch_optional(pool)
    .await
    .during("read a window")?;
    row.map(to_window).transpose()
}

pub(super) async fn add(pool: &SqlitePool, window: &Window, recovery: &str) -> Result<bool> {
    const DURING: &str = "add a window";
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await.during(DURING)?;
    let done = sqlx::query(
        "INSERT INTO service_window (id, name, department, recovery)
         VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
    )
    .bind(window.id.as_str())
    .bind(&window.name)
    .bind(window.department.as_str())
    .bind(recovery)
    .execute(&mut *transaction)
    .await
    .during(DURING)?;
    journals::begin(&mut transaction, &Author::from(&window.id)).await?;
    transaction.commit().await.during(DURING)?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn add_code(pool: &SqlitePool, hash: Digest, code: &NewCode) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO enrolment_code (hash, window, expires_at, sample) VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
    )
    .bind(hash.0.to_vec())
    .bind(code.window.as_str())
    .bind(code.expires_at.timestamp_millis())
    .bind(code.sample.as_deref())
    .execute(pool)
    .await
    .during("add a code")?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn code(pool: &SqlitePool, hash: Digest) -> Result<Option<StoredCode>> {
    type Row = (String, i64, Option<i64>, Option<String>, Option<String>);
    let row: Option<Row> = sqlx::query_as(
        "SELECT window, expires_at, used_at, used_key, used_by FROM enrolment_code WHERE hash = ?",
    )
    .bind(hash.0.to_vec())
    .fetch_optional(pool)
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

pub(super) async fn sample_code(
    pool: &SqlitePool,
    window: &WindowId,
    now: DateTime<Utc>,
) -> Result<Option<String>> {
    sqlx::query_scalar(
        "SELECT sample FROM enrolment_code WHERE window = ? AND sample IS NOT NULL
         AND used_at IS NULL AND expires_at > ? ORDER BY expires_at DESC LIMIT 1",
    )
    .bind(window.as_str())
    .bind(now.timestamp_millis())
    .fetch_optional(pool)
    .await
    .during("read a sample code")
}

pub(super) async fn enrol(pool: &SqlitePool, hash: Digest, enrolment: &Enrolment) -> Result<bool> {
    const DURING: &str = "enrol a device";
    let at = enrolment.at.timestamp_millis();
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await.during(DURING)?;
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

pub(super) async fn token_hash(pool: &SqlitePool, window: &WindowId) -> Result<Option<Digest>> {
    let hash: Option<Vec<u8>> =
        sqlx::query_scalar("SELECT token_hash FROM device WHERE window = ?")
            .bind(window.as_str())
            .fetch_optional(pool)
            .await
            .during("read a device's token")?;
    hash.map(to_digest).transpose()
}

pub(super) async fn device(pool: &SqlitePool, token: Digest) -> Result<Option<Device>> {
    type Row = (String, String, String, String, String, i64, Vec<u8>);
    let row: Option<Row> = sqlx::query_as(
        "SELECT d.public_key, w.id, w.name, w.department, w.recovery, j.seq, j.head
         FROM device d JOIN service_window w ON w.id = d.window JOIN journal j ON j.id = w.id
         WHERE d.token_hash = ?",
    )
    .bind(token.0.to_vec())
    .fetch_optional(pool)
    .await
    .during("read a device")?;
    let Some((public_key, id, name, department, recovery, seq, head)) = row else {
        return Ok(None);
    };
    let window = to_window((id, name, department, recovery, seq, head))?;
    Ok(Some(Device { window, public_key }))
}
