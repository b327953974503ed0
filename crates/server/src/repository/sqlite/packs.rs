//! Tables `centre` and `rule_pack`.

use super::codec::{number, to_bytes, to_u32, to_u64};
use crate::error::During as _;
use crate::repository::{Identity, Result, StoredPack};
use chrono::{DateTime, Utc};
use sqlx::sqlite::SqlitePool;

pub(super) async fn identity(pool: &SqlitePool, fresh: Identity) -> Result<Identity> {
    const DURING: &str = "read the centre's identity";
    sqlx::query("INSERT INTO centre (id, epoch, secret) VALUES (1, ?, ?) ON CONFLICT DO NOTHING")
        .bind(number(fresh.epoch))
        .bind(fresh.secret.to_vec())
        .execute(pool)
        .await
        .during(DURING)?;
    sqlx::query("UPDATE centre SET signing_key = ? WHERE signing_key IS NULL")
        .bind(fresh.signing_key.to_vec())
        .execute(pool)
        .await
        .during(DURING)?;
    let (epoch, secret, key) = sqlx::query_as("SELECT epoch, secret, signing_key FROM centre")
        .fetch_one(pool)
        .await
        .during(DURING)?;
    Ok(Identity { epoch: to_u64(epoch)?, secret: to_bytes(secret)?, signing_key: to_bytes(key)? })
}

pub(super) async fn set_epoch(pool: &SqlitePool, epoch: u64) -> Result<()> {
    let done = sqlx::query("UPDATE centre SET epoch = ?").bind(number(epoch)).execute(pool).await;
    done.map(drop).during("begin a new epoch")
}

pub(super) async fn version(pool: &SqlitePool) -> Result<u32> {
    let version = sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM rule_pack");
    to_u32(version.fetch_one(pool).await.during("read the pack's version")?)
}

pub(super) async fn find(pool: &SqlitePool, version: u32) -> Result<Option<StoredPack>> {
    let row = sqlx::query_as("SELECT text, signature FROM rule_pack WHERE version = ?")
        .bind(version)
        .fetch_optional(pool)
        .await
        .during("read a pack")?;
    Ok(row.map(|(text, signature)| StoredPack { text, signature }))
}

pub(super) async fn add(
    pool: &SqlitePool,
    version: u32,
    pack: &StoredPack,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO rule_pack (version, text, signature, published_at) SELECT ?1, ?2, ?3, ?4
         WHERE NOT EXISTS (SELECT 1 FROM rule_pack WHERE version >= ?1)",
    )
    .bind(version)
    .bind(&pack.text)
    .bind(&pack.signature)
    .bind(at.timestamp_millis())
    .execute(pool)
    .await
    .during("publish a pack")?;
    Ok(done.rows_affected() == 1)
}
