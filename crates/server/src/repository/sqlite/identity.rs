//! Table `centre`.

use super::SqliteRepository;
use super::codec::{number, to_bytes, to_u64};
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{CentreIdentity, Identity, Result};
use rusqlite::Connection;

/// epoch, restored, secret, signing key
type Row = (i64, bool, Vec<u8>, Vec<u8>);

fn make_once(db: &Connection, fresh: &Identity) -> rusqlite::Result<Row> {
    let made = "INSERT INTO centre (id, epoch, secret) VALUES (1, ?, ?) ON CONFLICT DO NOTHING";
    db.change(made, (number(fresh.epoch), fresh.secret))?;
    let signed = "UPDATE centre SET signing_key = ? WHERE signing_key IS NULL";
    db.change(signed, (fresh.signing_key,))?;
    db.one("SELECT epoch, restored, secret, signing_key FROM centre", ())
}

impl CentreIdentity for SqliteRepository {
    async fn identity(&self, fresh: Identity) -> Result<Identity> {
        const DURING: &str = "read the centre's identity";
        let row = self.write(DURING, move |db| make_once(db, &fresh).during(DURING));
        let (epoch, restored, secret, key) = row.await?;
        Ok(Identity {
            epoch: to_u64(epoch)?,
            restored,
            secret: to_bytes(secret)?,
            signing_key: to_bytes(key)?,
        })
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
