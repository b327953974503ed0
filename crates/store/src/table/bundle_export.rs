//! `bundle_export`: the exchange files that this window wrote, and whether their replies came.

use super::{from_json, json, unreadable};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use clerk_domain::digest::Digest;
use rusqlite::{OptionalExtension as _, Row, params};

/// A file that this window wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleExport {
    /// Its digest.
    pub digest: Digest,
    /// When it was written, by the device's clock.
    pub made_at: DateTime<FixedOffset>,
    /// The place of the entry before the first one in it, then that of the last one of each push.
    pub places: Vec<u64>,
    /// When it no longer waited for its reply; `None` while it waits.
    pub ended_at: Option<DateTime<FixedOffset>>,
    /// Whether its own reply ended the wait: else a later file's reply or a sync did.
    pub answered: bool,
}

const COLUMNS: &str = "SELECT digest, made_at, places, ended_at, answered FROM bundle_export";

impl Store {
    /// Notes a file that is about to be written.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn add_bundle_export(
        &mut self,
        digest: Digest,
        made_at: &DateTime<FixedOffset>,
        places: &[u64],
    ) -> Result<(), StoreError> {
        const DOING: &str = "note an exchange file";
        let places = json(&places).doing(DOING)?;
        let sql = "INSERT INTO bundle_export (digest, made_at, places) VALUES (?, ?, ?)";
        let row = params![digest.0, made_at.to_rfc3339(), places];
        self.db.execute(sql, row).map(drop).doing(DOING)
    }

    /// Forgets a file that could not be written after all.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn forget_bundle_export(&mut self, digest: Digest) -> Result<(), StoreError> {
        let sql = "DELETE FROM bundle_export WHERE digest = ? AND ended_at IS NULL";
        self.db.execute(sql, [digest.0]).map(drop).doing("forget an exchange file")
    }

    /// A file that this window wrote.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn bundle_export(&self, digest: Digest) -> Result<Option<BundleExport>, StoreError> {
        let sql = format!("{COLUMNS} WHERE digest = ?");
        self.db.query_row(&sql, [digest.0], read).optional().doing("read an exchange file")
    }

    /// The files that wait for their replies, oldest first.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn bundles_waiting(&self) -> Result<Vec<BundleExport>, StoreError> {
        const DOING: &str = "read the exchange files";
        let sql = format!("{COLUMNS} WHERE ended_at IS NULL ORDER BY id");
        let mut statement = self.db.prepare_cached(&sql).doing(DOING)?;
        let rows = statement.query_map([], read);
        rows.and_then(Iterator::collect).doing(DOING)
    }

    /// When the last reply to a file was taken in, by the device's clock.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn last_bundle_reply(&self) -> Result<Option<DateTime<FixedOffset>>, StoreError> {
        const DOING: &str = "find the last reply to an exchange file";
        let sql = "SELECT ended_at FROM bundle_export WHERE answered = 1 ORDER BY id DESC LIMIT 1";
        let found = self.db.prepare_cached(sql).doing(DOING)?.query_row([], |row| row.get(0));
        let found: Option<String> = found.optional().doing(DOING)?;
        found.map(|text| time(0, &text)).transpose().doing(DOING)
    }

    /// Notes that the reply to a file was taken in. Nor does an earlier file wait any longer: what it
    /// asked was asked again.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn end_bundle_export(
        &mut self,
        digest: Digest,
        at: &DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE bundle_export SET ended_at = ?2, answered = (digest = ?1) \
                   WHERE ended_at IS NULL \
                   AND id <= (SELECT id FROM bundle_export WHERE digest = ?1)";
        let row = params![digest.0, at.to_rfc3339()];
        self.db.execute(sql, row).map(drop).doing("note the reply to an exchange file")
    }

    /// Notes that a sync over the network did all that was asked in files.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn end_bundle_exports(&mut self, at: &DateTime<FixedOffset>) -> Result<(), StoreError> {
        let sql = "UPDATE bundle_export SET ended_at = ? WHERE ended_at IS NULL";
        const DOING: &str = "note a sync past exchange files";
        // It seldom changes a row, and is asked at each round.
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        statement.execute([at.to_rfc3339()]).map(drop).doing(DOING)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<BundleExport> {
    let places: String = row.get(2)?;
    let ended_at: Option<String> = row.get(3)?;
    Ok(BundleExport {
        digest: Digest(row.get(0)?),
        made_at: time(1, &row.get::<_, String>(1)?)?,
        places: from_json(2, &places)?,
        ended_at: ended_at.map(|text| time(3, &text)).transpose()?,
        answered: row.get(4)?,
    })
}

fn time(column: usize, text: &str) -> rusqlite::Result<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).map_err(|error| unreadable(column, error))
}

#[cfg(test)]
mod tests {
    use crate::sample::Window;
    use clerk_domain::digest::Digest;

    #[test]
    fn a_reply_ends_the_wait_of_its_file_and_of_the_earlier_ones() {
        let mut store = Window::new("shangwu-03");
        let at = "2026-11-23T09:00:00+08:00".parse().unwrap();
        let digests = [b"a", b"b", b"c", b"d"].map(|name| Digest::of(name));
        for digest in digests {
            store.add_bundle_export(digest, &at, &[3, 9]).unwrap();
        }
        let waiting = |store: &crate::Store| {
            let waiting = store.bundles_waiting().unwrap();
            waiting.into_iter().map(|export| export.digest).collect::<Vec<_>>()
        };
        store.forget_bundle_export(digests[3]).unwrap();
        assert_eq!(waiting(&store), digests[..3]);
        store.end_bundle_export(digests[1], &at).unwrap();
        assert_eq!(waiting(&store), digests[2..3]);
        // Neither a reply that comes twice nor one to an earlier file changes what ended.
        let later = "2026-11-24T09:00:00+08:00".parse().unwrap();
        store.end_bundle_export(digests[0], &later).unwrap();
        let [first, second] =
            [0, 1].map(|place| store.bundle_export(digests[place]).unwrap().unwrap());
        assert_eq!((first.ended_at, first.answered), (Some(at), false));
        assert_eq!((second.ended_at, second.answered), (Some(at), true));
        assert_eq!((second.made_at, second.places), (at, vec![3, 9]));
        store.end_bundle_exports(&later).unwrap();
        assert!(waiting(&store).is_empty());
        assert_eq!(store.bundle_export(digests[3]).unwrap(), None);
    }
}
