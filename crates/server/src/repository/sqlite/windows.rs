//! Tables `service_window`, `enrolment_code` and `device`.

use super::SqliteRepository;
use super::codec::{to_digest, to_instant, to_u32, to_u64};
use super::journal;
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{Device, Result, StoredWindow, Versions, Windows};
use chrono::{DateTime, Utc};
use clerk_domain::contact::Contact;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{DepartmentId, WindowId};
use clerk_protocol::{JournalHead, Secret, Window};

/// id, name, department, recovery, seq, head
type WindowRow = (String, String, String, String, i64, Vec<u8>);

fn to_window(row: WindowRow) -> Result<StoredWindow> {
    let (id, name, department, recovery, seq, head) = row;
    let window = Window { id: WindowId(id), name, department: DepartmentId(department) };
    let head = JournalHead { seq: to_u64(seq)?, hash: to_digest(head)? };
    Ok(StoredWindow { window, recovery: Secret(recovery), head })
}

/// public key; when it was seen last, since when, and before; when it ended
type DeviceRow = (String, Option<i64>, Option<i64>, Option<i64>, Option<i64>);
/// counter and digest of the scope; pack, register
type StateRow = (Option<i64>, Option<Vec<u8>>, i64, i64);

fn to_device(
    (public_key, last, since, before, ended): DeviceRow,
    (counter, digest, pack, register): StateRow,
    (id, name, department, recovery, seq, head): WindowRow,
) -> Result<Device> {
    let window = to_window((id, name, department, recovery, seq, head))?;
    let scope = journal::to_scope(counter.zip(digest))?;
    let versions = Versions { pack: to_u32(pack)?, register: to_u64(register)? };
    let instant = |at: Option<i64>| at.map(to_instant).transpose();
    let contact =
        Contact { last: instant(last)?, since: instant(since)?, before: instant(before)? };
    Ok(Device { window, public_key, scope, versions, contact, ended_at: instant(ended)? })
}

/// The columns of a device, of the state of things, and of its window, side by side.
struct Joined(DeviceRow, StateRow, WindowRow);

impl TryFrom<&rusqlite::Row<'_>> for Joined {
    type Error = rusqlite::Error;

    fn try_from(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let device = (row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
        let state = (row.get(5)?, row.get(6)?, row.get(7)?, row.get(8)?);
        let window =
            (row.get(9)?, row.get(10)?, row.get(11)?, row.get(12)?, row.get(13)?, row.get(14)?);
        Ok(Self(device, state, window))
    }
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

    async fn token_hash(&self, window: &WindowId) -> Result<Option<Digest>> {
        let row = self.read(|db| {
            let text = "SELECT token_hash FROM device WHERE window = ? AND ended_at IS NULL";
            db.first(text, (window.as_str(),)).during("read a device's token")
        });
        row.await?.map(|(hash,)| to_digest(hash)).transpose()
    }

    async fn token_of_key(&self, window: &WindowId, public_key: &str) -> Result<Option<Digest>> {
        let row = self.read(|db| {
            let text = "SELECT token_hash FROM device WHERE public_key = ? AND window = ?";
            db.first(text, (public_key, window.as_str())).during("read a device's token")
        });
        row.await?.map(|(hash,)| to_digest(hash)).transpose()
    }

    async fn device(&self, token: Digest) -> Result<Option<Device>> {
        let row = self.read(|db| {
            let text = "SELECT d.public_key, d.seen_at, d.seen_since, d.seen_before, d.ended_at,
                        s.counter, s.digest, p.pack, p.register,
                        w.id, w.name, w.department, w.recovery, j.seq, j.head
                        FROM device d JOIN service_window w ON w.id = d.window
                        JOIN journal j ON j.id = w.id
                        LEFT JOIN scope s ON s.id = w.department JOIN published p
                        WHERE d.token_hash = ?";
            db.first::<Joined>(text, (token.0,)).during("read a device")
        });
        row.await?.map(|Joined(device, state, window)| to_device(device, state, window)).transpose()
    }

    async fn note_contact(&self, public_key: &str, contact: Contact) -> Result<()> {
        const DURING: &str = "note a window's contact";
        let public_key = public_key.to_owned();
        let millis = |at: Option<DateTime<Utc>>| at.map(|at| at.timestamp_millis());
        let Contact { last, since, before } = contact;
        self.write(DURING, move |db| {
            let text = "UPDATE device SET seen_at = ?, seen_since = ?, seen_before = ?
                        WHERE public_key = ?";
            let row = (millis(last), millis(since), millis(before), public_key);
            db.change(text, row).map(drop).during(DURING)
        })
        .await
    }

    async fn last_contact(&self, window: &WindowId) -> Result<Option<DateTime<Utc>>> {
        let row = self.read(|db| {
            let text = "SELECT max(seen_at) FROM device WHERE window = ?";
            db.first::<(Option<i64>,)>(text, (window.as_str(),))
                .during("read a window's last contact")
        });
        row.await?.and_then(|(seen,)| seen).map(to_instant).transpose()
    }
}
