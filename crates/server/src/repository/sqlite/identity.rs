//! Table `centre`.

use super::SqliteRepository;
use super::codec::{number, to_bytes, to_u64};
use crate::error::During as _;
use crate::repository::{CentreIdentity, Identity, Result};

impl CentreIdentity for SqliteRepository {
    async fn identity(&self, fresh: Identity) -> Result<Identity> {
        const DURING: &str = "read the centre's identity";
        sqlx::query(
            "INSERT INTO centre (id, epoch, secret) VALUES (1, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(number(fresh.epoch))
        .bind(fresh.secret.to_vec())
        .execute(&self.write)
        .await
        .during(DURING)?;
        sqlx::query("UPDATE centre SET signing_key = ? WHERE signing_key IS NULL")
            .bind(fresh.signing_key.to_vec())
            .execute(&self.write)
            .await
            .during(DURING)?;
        let (epoch, restored, secret, key) =
            sqlx::query_as("SELECT epoch, restored, secret, signing_key FROM centre")
                .fetch_one(&self.write)
                .await
                .during(DURING)?;
        Ok(Identity {
            epoch: to_u64(epoch)?,
            restored,
            secret: to_bytes(secret)?,
            signing_key: to_bytes(key)?,
        })
    }

    async fn set_epoch(&self, epoch: u64) -> Result<()> {
        let done = sqlx::query("UPDATE centre SET epoch = ?, restored = 1")
            .bind(number(epoch))
            .execute(&self.write)
            .await;
        done.map(drop).during("begin a new epoch")
    }
}
