//! Tables `service_window`, `enrolment_code` and `device`.

use super::SqliteRepository;
use super::codec::{to_digest, to_instant, to_u32, to_u64};
use super::sql::Sql as _;
use super::{journal, journals};
use crate::error::During as _;
use crate::repository::{Device, Result, StoredWindow, Versions, Windows};
use chrono::{DateTime, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{Author, DepartmentId, WindowId};
use clerk_protocol::{JournalHead, Secret, Window};

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
        let rows = self.read_aside(|db| {
            let text = "SELECT w.id, name, department, recovery, seq, head
                        FROM service_window w JOIN journal j ON j.id = w.id ORDER BY w.id";
            db.all(text, ()).during("read the windows")
        });
        rows.await?.into_iter().map(to_window).collect()
    }

    async fn window(&self, id: &WindowId) -> Result<Option<StoredWindow>> {
        let row = self.read(|db| {
            let text = "SELECT w.id, name, department, recovery, seq, head
                        FROM service_window w JOIN journal j ON j.id = w.id WHERE w.id = ?";
            db.first(text, (id.as_str(),)).during("read a window")
        });
        row.await?.map(to_window).transpose()
    }

    async fn add_window(&self, window: &Window, recovery: &str) -> Result<bool> {
        const DURING: &str = "add a window";
        let Window { id, name, department } = window.clone();
        let recovery = recovery.to_owned();
        self.write_if(DURING, move |db| {
            let text = "INSERT INTO service_window (id, name, department, recovery)
                        VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING";
            let done = db.change(text, (id.as_str(), name, department.as_str(), recovery));
            journals::begin(db, &Author::from(&id))?;
            Ok(done.during(DURING)? == 1)
        })
        .await
    }

    async fn token_hash(&self, window: &WindowId) -> Result<Option<Digest>> {
        let row = self.read(|db| {
            let text = "SELECT token_hash FROM device WHERE window = ?";
            db.first(text, (window.as_str(),)).during("read a device's token")
        });
        row.await?.map(|(hash,)| to_digest(hash)).transpose()
    }

    async fn device(&self, token: Digest) -> Result<Option<Device>> {
        let row = self.read(|db| {
            db.first(
                "SELECT d.public_key, d.seen_at, s.counter, s.digest, p.pack, p.register,
                 w.id, w.name, w.department, w.recovery, j.seq, j.head
                 FROM device d JOIN service_window w ON w.id = d.window
                 JOIN journal j ON j.id = w.id
                 LEFT JOIN scope s ON s.id = w.department JOIN published p
                 WHERE d.token_hash = ?",
                (token.0,),
            )
            .during("read a device")
        });
        let Some((a, b, c, d, e, f, g, h, i, j, k, l)) = row.await? else { return Ok(None) };
        to_device((a, b, c, d, e, f), (g, h, i, j, k, l)).map(Some)
    }

    async fn note_contact(&self, window: &WindowId, at: DateTime<Utc>) -> Result<()> {
        const DURING: &str = "note a window's contact";
        let window = window.clone();
        self.write(DURING, move |db| {
            let text = "UPDATE device SET seen_at = ? WHERE window = ?";
            db.change(text, (at.timestamp_millis(), window.as_str())).map(drop).during(DURING)
        })
        .await
    }

    async fn last_contact(&self, window: &WindowId) -> Result<Option<DateTime<Utc>>> {
        let row = self.read(|db| {
            let text = "SELECT seen_at FROM device WHERE window = ?";
            db.first::<(Option<i64>,)>(text, (window.as_str(),))
                .during("read a window's last contact")
        });
        row.await?.and_then(|(seen,)| seen).map(to_instant).transpose()
    }
}
