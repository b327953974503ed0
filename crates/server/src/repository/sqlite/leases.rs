//! Table `number_lease`.

use super::SqliteRepository;
use super::codec::{number, to_u32, to_u64};
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{LeaseKey, Leased, Leases, Result, StoredBlock};
use chrono::{DateTime, Utc};
use clerk_domain::ids::{SeriesCode, WindowId};
use clerk_domain::number::NumberBlock;

fn to_block(key: &LeaseKey, lease: i64, first: i64, last: i64) -> Result<NumberBlock> {
    Ok(NumberBlock {
        lease: to_u64(lease)?,
        series: key.series.clone(),
        year: key.year,
        first: to_u32(first)?,
        last: to_u32(last)?,
    })
}

impl Leases for SqliteRepository {
    async fn lease(&self, key: &LeaseKey) -> Result<Option<NumberBlock>> {
        let row = self.read(|db| {
            db.first(
                "SELECT id, first, last FROM number_lease
                 WHERE window = ? AND series = ? AND year = ? AND ordinal = ?",
                (key.window.as_str(), key.series.as_str(), key.year, key.ordinal),
            )
            .during("read a lease")
        });
        row.await?.map(|(lease, first, last)| to_block(key, lease, first, last)).transpose()
    }

    async fn leased(&self, window: &WindowId, series: &SeriesCode, year: i32) -> Result<Leased> {
        let row = self.read(|db| {
            db.one(
                "SELECT
                 (SELECT coalesce(max(last), 0) FROM number_lease WHERE series = ?1 AND year = ?2),
                 (SELECT coalesce(max(ordinal), 0) FROM number_lease
                  WHERE window = ?3 AND series = ?1 AND year = ?2)",
                (series.as_str(), year, window.as_str()),
            )
            .during("read the leases")
        });
        let (last_number, last_ordinal) = row.await?;
        Ok(Leased { last_number: to_u32(last_number)?, last_ordinal: to_u32(last_ordinal)? })
    }

    async fn blocks(&self, window: &WindowId) -> Result<Vec<StoredBlock>> {
        type Row = (i64, String, i32, i64, i64, Option<i64>);
        let window = window.clone();
        let rows = self.read_aside(move |db| {
            db.all::<Row>(
                "SELECT id, series, year, first, last, returned_from FROM number_lease
                 WHERE window = ? ORDER BY id",
                (window.as_str(),),
            )
            .during("read a window's leases")
        });
        let to_block = |(lease, series, year, first, last, returned_from): Row| {
            let (lease, series) = (to_u64(lease)?, SeriesCode(series));
            let block =
                NumberBlock { lease, series, year, first: to_u32(first)?, last: to_u32(last)? };
            Ok(StoredBlock { block, returned_from: returned_from.map(to_u32).transpose()? })
        };
        rows.await?.into_iter().map(to_block).collect()
    }

    async fn give_back(
        &self,
        window: &WindowId,
        block: &NumberBlock,
        next: u32,
        at: DateTime<Utc>,
    ) -> Result<Option<u32>> {
        const DURING: &str = "take numbers back";
        let (window, block) = (window.clone(), block.clone());
        let row = self.write(DURING, move |db| {
            db.first(
                "UPDATE number_lease SET returned_from = coalesce(returned_from, ?7),
                 returned_at = coalesce(returned_at, ?8)
                 WHERE id = ?1 AND window = ?2 AND series = ?3 AND year = ?4 AND first = ?5
                 AND last = ?6 RETURNING returned_from",
                (
                    number(block.lease),
                    window.as_str(),
                    block.series.as_str(),
                    block.year,
                    block.first,
                    block.last,
                    next,
                    at.timestamp_millis(),
                ),
            )
            .during(DURING)
        });
        row.await?.map(|(from,)| to_u32(from)).transpose()
    }

    async fn add_lease(
        &self,
        key: &LeaseKey,
        first: u32,
        last: u32,
        at: DateTime<Utc>,
    ) -> Result<Option<NumberBlock>> {
        const DURING: &str = "lease numbers";
        let LeaseKey { window, series, year, ordinal } = key.clone();
        let row = self.write(DURING, move |db| {
            db.first(
                "INSERT INTO number_lease (series, year, first, last, window, ordinal, leased_at)
                 SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS
                 (SELECT 1 FROM number_lease WHERE series = ?1 AND year = ?2 AND last >= ?3)
                 ON CONFLICT DO NOTHING RETURNING id",
                (
                    series.as_str(),
                    year,
                    first,
                    last,
                    window.as_str(),
                    ordinal,
                    at.timestamp_millis(),
                ),
            )
            .during(DURING)
        });
        row.await?.map(|(lease,)| to_block(key, lease, first.into(), last.into())).transpose()
    }
}
