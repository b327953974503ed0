//! Table `bundle`: what was taken in as a file, so that it is taken in once.

use super::SqliteRepository;
use super::codec::to_instant;
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{Bundles, Result, StoredBundle};
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;

impl Bundles for SqliteRepository {
    async fn bundle(&self, digest: Digest) -> Result<Option<StoredBundle>> {
        type Row = (String, i64, Vec<u8>);
        let row = self.read_aside(move |db| {
            let text = "SELECT window, taken_at, reply FROM bundle WHERE digest = ?";
            db.first::<Row>(text, (digest.0,)).during("read a bundle")
        });
        let Some((window, at, reply)) = row.await? else { return Ok(None) };
        Ok(Some(StoredBundle { window: WindowId(window), at: to_instant(at)?, reply }))
    }

    async fn add_bundle(&self, digest: Digest, bundle: &StoredBundle) -> Result<bool> {
        const DURING: &str = "keep a bundle";
        let StoredBundle { window, at, reply } = bundle.clone();
        self.write_if(DURING, move |db| {
            let done = db.change(
                "INSERT INTO bundle (digest, window, taken_at, reply) VALUES (?, ?, ?, ?)
                 ON CONFLICT DO NOTHING",
                (digest.0, window.as_str(), at.timestamp_millis(), &reply),
            );
            Ok(done.during(DURING)? == 1)
        })
        .await
    }
}
