//! Table `centre`.

use super::SqliteRepository;
use super::codec::{number, to_bytes, to_digest, to_u64};
use super::sql::Sql as _;
use crate::error::{During as _, ServerError};
use crate::keys::PublicKeys;
use crate::repository::{CentreIdentity, Identity, Result};

/// epoch, restored, secret; signing key, sealing key, digest of the clearance key
type Row = (i64, bool, Vec<u8>, String, String, Vec<u8>);

impl CentreIdentity for SqliteRepository {
    async fn known_identity(&self) -> Result<Option<Identity>> {
        let row = self.read(|db| {
            let text = "SELECT epoch, restored, secret, signing_public, sealing_public,
                        clearance_digest FROM centre";
            db.first::<Row>(text, ()).during("read the centre's identity")
        });
        let Some((epoch, restored, secret, signing, sealing, clearance)) = row.await? else {
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
        const DURING: &str = "keep the centre's identity";
        self.write(DURING, move |db| {
            let Identity { epoch, secret, keys, .. } = fresh;
            let text = "INSERT INTO centre
                        (id, epoch, secret, signing_public, sealing_public, clearance_digest)
                        VALUES (1, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
            let row = (number(epoch), secret, keys.signing, keys.sealing, keys.clearance.0);
            db.change(text, row).map(drop).during(DURING)
        })
        .await?;
        self.known_identity().await?.ok_or(ServerError::Damaged("centre"))
    }

    async fn set_epoch(&self, epoch: u64) -> Result<()> {
        const DURING: &str = "begin a new epoch";
        self.write(DURING, move |db| {
            let text = "UPDATE centre SET epoch = ?, restored = 1";
            db.change(text, (number(epoch),)).map(drop).during(DURING)
        })
        .await
    }
}
