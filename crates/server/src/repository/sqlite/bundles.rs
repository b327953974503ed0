//! Table `bundle`: what was taken in as a file, so that it is taken in once.

use super::SqliteRepository;
use super::codec::to_instant;
use crate::error::During as _;
use crate::repository::{Bundles, Result, StoredBundle};
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;

impl Bundles for SqliteRepository {
    async fn bundle(&self, digest: Digest) -> Result<Option<StoredBundle>> {
        let row: Option<(String, i64, Vec<u8>)> =
            sqlx::query_as("SELECT window, taken_at, reply FROM bundle WHERE digest = ?")
                .bind(digest.0.to_vec())
                .fetch_optional(&self.read)
                .await
                .during("read a bundle")?;
        let Some((window, at, reply)) = row else { return Ok(None) };
        Ok(Some(StoredBundle { window: WindowId(window), at: to_instant(at)?, reply }))
    }

    async fn add_bundle(&self, digest: Digest, bundle: &StoredBundle) -> Result<bool> {
        let done = sqlx::query(
            "INSERT INTO bundle (digest, window, taken_at, reply) VALUES (?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
        )
        .bind(digest.0.to_vec())
        .bind(bundle.window.as_str())
        .bind(bundle.at.timestamp_millis())
        .bind(&bundle.reply)
        .execute(&self.write)
        .await
        .during("keep a bundle")?;
        Ok(done.rows_affected() == 1)
    }
}
