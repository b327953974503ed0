//! Tables `centre` and `rule_pack`.

use super::codec::{number, to_bytes, to_u32, to_u64};
use crate::error::During as _;
use crate::repository::{Identity, Result};
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
    let (epoch, secret) =
        sqlx::query_as("SELECT epoch, secret FROM centre").fetch_one(pool).await.during(DURING)?;
    Ok(Identity { epoch: to_u64(epoch)?, secret: to_bytes(secret)? })
}

pub(super) async fn set_epoch(pool: &SqlitePool, epoch: u64) -> Result<()> {
    let done = sqlx::query("UPDATE centre SET epoch = ?").bind(number(epoch)).execute(pool).await;
    done.map(drop).during("begin a new epoch")
}

pub(super) async fn version(pool: &SqlitePool) -> Result<u32> {
    let version = sqlx::query_scalar("SELECT coalesce(max(version), 0) FROM rule_pack");
    to_u32(version.fetch_one(pool).await.during("read the pack's version")?)
}

pub(super) async fn find(pool: &SqlitePool, version: u32) -> Result<Option<String>> {
    sqlx::query_scalar("SELECT text FROM rule_pack WHERE version = ?")
        .bind(version)
        .fetch_optional(pool)
        .await
        .during("read a pack")
}

pub(super) async fn add(
    pool: &SqlitePool,
    version: u32,
    text: &str,
    at: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query(
        "INSERT INTO rule_pack (version, text, published_at) SELECT ?1, ?2, ?3
         WHERE NOT EXISTS (SELECT 1 FROM rule_pack WHERE version >= ?1)",
    )
    .bind(version)
    .bind(text)
    .bind(at.timestamp_millis())
    .execute(pool)
    .await
    .during("publish a pack")?;
    Ok(done.rows_affected() == 1)
}
