//! Tables `centre` and `rule_pack`.

use super::SqliteRepository;
use super::codec::to_u32;
use crate::error::During as _;
use crate::repository::{Packs, Result, StoredPack};
use chrono::{DateTime, Utc};

impl Packs for SqliteRepository {
    async fn pack_version(&self) -> Result<u32> {
        let version = sqlx::query_scalar("SELECT pack FROM published");
        to_u32(version.fetch_one(&self.read).await.during("read the pack's version")?)
    }

    async fn pack(&self, version: u32) -> Result<Option<StoredPack>> {
        let row = sqlx::query_as("SELECT text, signature FROM rule_pack WHERE version = ?")
            .bind(version)
            .fetch_optional(&self.read)
            .await
            .during("read a pack")?;
        Ok(row.map(|(text, signature)| StoredPack { text, signature }))
    }

    async fn add_pack(&self, version: u32, pack: &StoredPack, at: DateTime<Utc>) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO rule_pack (version, text, signature, published_at) SELECT ?1, ?2, ?3, ?4
         WHERE NOT EXISTS (SELECT 1 FROM rule_pack WHERE version >= ?1)",
        )
        .bind(version)
        .bind(&pack.text)
        .bind(&pack.signature)
        .bind(at.timestamp_millis())
        .execute(&self.write)
        .await
        .during("publish a pack")?;
        Ok(done.rows_affected() == 1)
    }
}
