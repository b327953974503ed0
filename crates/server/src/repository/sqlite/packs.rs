//! Tables `centre` and `rule_pack`.

use super::SqliteRepository;
use super::codec::to_u32;
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{Packs, Result, StoredPack};
use chrono::{DateTime, Utc};
use rusqlite::Connection;

impl Packs for SqliteRepository {
    async fn pack_version(&self) -> Result<u32> {
        let text = "SELECT pack FROM published";
        let read = self.read(|db| db.one(text, ()).during("read the pack's version"));
        let (version,) = read.await?;
        to_u32(version)
    }

    async fn pack(&self, version: u32) -> Result<Option<StoredPack>> {
        let text = "SELECT text, signature FROM rule_pack WHERE version = ?";
        let row = self.read_aside(move |db| db.first(text, (version,)).during("read a pack"));
        Ok(row.await?.map(|(text, signature)| StoredPack { text, signature }))
    }

    async fn add_pack(&self, version: u32, pack: &StoredPack, at: DateTime<Utc>) -> Result<bool> {
        let pack = pack.clone();
        self.write_if("publish a pack", move |db| add(db, version, &pack, at)).await
    }
}

/// Keeps a rule pack; `false` where one of this version or a newer one is there.
pub(super) fn add(
    db: &Connection,
    version: u32,
    pack: &StoredPack,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = db.change(
        "INSERT INTO rule_pack (version, text, signature, published_at) SELECT ?1, ?2, ?3, ?4
         WHERE NOT EXISTS (SELECT 1 FROM rule_pack WHERE version >= ?1)",
        (version, &pack.text, &pack.signature, at.timestamp_millis()),
    );
    Ok(done.during("publish a pack")? == 1)
}
