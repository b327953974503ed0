//! Tables `centre` and `rule_pack`.

use super::SqliteRepository;
use super::codec::to_u32;
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{Packs, Result, StoredPack};
use chrono::{DateTime, Utc};

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
        const DURING: &str = "publish a pack";
        let pack = pack.clone();
        self.write_if(DURING, move |db| {
            let done = db.change(
                "INSERT INTO rule_pack (version, text, signature, published_at) SELECT ?1, ?2, ?3, ?4
                 WHERE NOT EXISTS (SELECT 1 FROM rule_pack WHERE version >= ?1)",
                (version, &pack.text, &pack.signature, at.timestamp_millis()),
            );
            Ok(done.during(DURING)? == 1)
        })
        .await
    }
}
