//! Tables `service_window`, `enrolment_code` and `device`.

use super::SqliteRepository;
use super::codec::{to_digest, to_instant, to_u32, to_u64};
use super::{journal, journals};
use crate::error::During as _;
use crate::repository::{Device, Result, StoredWindow, Versions, Windows};
use chrono::{DateTime, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, DepartmentId, WindowId};
use clerk_protocol::{JournalHead, Secret, Window};
use sqlx::Row as _;

/// id, name, department, recovery, seq, head
type WindowRow = (String, String, String, String, i64, Vec<u8>);

fn to_window(row: WindowRow) -> Result<StoredWindow> {
    let (id, name, department, recovery, seq, head) = row;
    let window = Window { id: WindowId(id), name, department: DepartmentId(department) };
    let head = JournalHead { seq: to_u64(seq)?, hash: to_digest(head)? };
    Ok(StoredWindow { window, recovery: Secret(recovery), head })
}

/// public key, when it was seen; counter and digest of the scope; pack, register
type DeviceRow = (String, Option<i64>, Option<i64>, Option<Vec<u8>>, i64, i64);

fn to_device(
    (public_key, seen, counter, digest, pack, register): DeviceRow,
    (id, name, department, recovery, seq, head): WindowRow,
) -> Result<Device> {
    let window = to_window((id, name, department, recovery, seq, head))?;
    let scope = journal::to_scope(counter.zip(digest))?;
    let versions = Versions { pack: to_u32(pack)?, register: to_u64(register)? };
    let seen_at = seen.map(to_instant).transpose()?;
    Ok(Device { window, public_key, scope, versions, seen_at })
}

impl Windows for SqliteRepository {
    async fn windows(&self) -> Result<Vec<StoredWindow>> {
        let rows: Vec<WindowRow> = sqlx::query_as(
            "SELECT w.id, name, department, recovery, seq, head
         FROM service_window w JOIN journal j ON j.id = w.id ORDER BY w.id",
        )
        .fetch_all(&self.read)
        .await
        .during("read the windows")?;
        rows.into_iter().map(to_window).collect()
    }

    async fn window(&self, id: &WindowId) -> Result<Option<StoredWindow>> {
        let row: Option<WindowRow> = sqlx::query_as(
            "SELECT w.id, name, department, recovery, seq, head
         FROM service_window w JOIN journal j ON j.id = w.id WHERE w.id = ?",
        )
        .bind(id.as_str())
        .fetch_optional(&self.read)
        .await
        .during("read a window")?;
        row.map(to_window).transpose()
    }

    async fn add_window(&self, window: &Window, recovery: &str) -> Result<bool> {
        const DURING: &str = "add a window";
        let mut transaction = self.write.begin_with("BEGIN IMMEDIATE").await.during(DURING)?;
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

    async fn token_hash(&self, window: &WindowId) -> Result<Option<Digest>> {
        let hash: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT token_hash FROM device WHERE window = ?")
                .bind(window.as_str())
                .fetch_optional(&self.read)
                .await
                .during("read a device's token")?;
        hash.map(to_digest).transpose()
    }

    async fn device(&self, token: Digest) -> Result<Option<Device>> {
        let row = sqlx::query(
            "SELECT d.public_key, d.seen_at, s.counter, s.digest, p.pack, p.register,
             w.id, w.name, w.department, w.recovery, j.seq, j.head
             FROM device d JOIN service_window w ON w.id = d.window JOIN journal j ON j.id = w.id
             LEFT JOIN scope s ON s.id = w.department JOIN published p
             WHERE d.token_hash = ?",
        )
        .bind(token.0.to_vec())
        .fetch_optional(&self.read)
        .await
        .during("read a device")?;
        let Some(row) = row else { return Ok(None) };
        let device = (row.get(0), row.get(1), row.get(2), row.get(3), row.get(4), row.get(5));
        let window = (row.get(6), row.get(7), row.get(8), row.get(9), row.get(10), row.get(11));
        to_device(device, window).map(Some)
    }

    async fn note_contact(&self, window: &WindowId, at: DateTime<Utc>) -> Result<()> {
        sqlx::query("UPDATE device SET seen_at = ? WHERE window = ?")
            .bind(at.timestamp_millis())
            .bind(window.as_str())
            .execute(&self.write)
            .await
            .during("note a window's contact")?;
        Ok(())
    }

    async fn last_contact(&self, window: &WindowId) -> Result<Option<DateTime<Utc>>> {
        let seen: Option<Option<i64>> =
            sqlx::query_scalar("SELECT seen_at FROM device WHERE window = ?")
                .bind(window.as_str())
                .fetch_optional(&self.read)
                .await
                .during("read a window's last contact")?;
        seen.flatten().map(to_instant).transpose()
    }
}
