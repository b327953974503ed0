//! Table `centre`.

use super::SqliteRepository;
use super::codec::{number, to_bytes, to_digest, to_u64};
use crate::error::{During as _, ServerError};
use crate::keys::PublicKeys;
use crate::repository::{CentreIdentity, Identity, Result};

impl CentreIdentity for SqliteRepository {
    async fn known_identity(&self) -> Result<Option<Identity>> {
        let row = sqlx::query_as(
            "SELECT epoch, restored, secret, signing_public, sealing_public, clearance_digest
             FROM centre",
        )
        .fetch_optional(&self.write)
        .await
        .during("read the centre's identity")?;
        let Some((epoch, restored, secret, signing, sealing, clearance)) = row else {
            return Ok(None);
        };
        Ok(Some(Identity {
            epoch: to_u64(epoch)?,
            restored,
            secret: to_bytes(secret)?,
            keys: PublicKeys { signing, sealing, clearance: to_digest(clearance)? },
        }))
    }

    async fn identity(&self, fresh: Identity) -> Result<Identity> {
        sqlx::query(
            "INSERT INTO centre
                 (id, epoch, secret, signing_public, sealing_public, clearance_digest)
             VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        )
        .bind(number(fresh.epoch))
        .bind(fresh.secret.to_vec())
        .bind(fresh.keys.signing)
        .bind(fresh.keys.sealing)
        .bind(fresh.keys.clearance.0.to_vec())
        .execute(&self.write)
        .await
        .during("keep the centre's identity")?;
        self.known_identity().await?.ok_or(ServerError::Damaged("centre"))
    }

    async fn set_epoch(&self, epoch: u64) -> Result<()> {
        let done = sqlx::query("UPDATE centre SET epoch = ?, restored = 1")
            .bind(number(epoch))
            .execute(&self.write)
            .await;
        done.map(drop).during("begin a new epoch")
    }
}
