//! Table `number_lease`.

use super::SqliteRepository;
use super::codec::{number, to_u32, to_u64};
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
        let row: Option<(i64, i64, i64)> = sqlx::query_as(
            "SELECT id, first, last FROM number_lease
         WHERE window = ? AND series = ? AND year = ? AND ordinal = ?",
        )
        .bind(key.window.as_str())
        .bind(key.series.as_str())
        .bind(key.year)
        .bind(key.ordinal)
        .fetch_optional(&self.read)
        .await
        .during("read a lease")?;
        row.map(|(lease, first, last)| to_block(key, lease, first, last)).transpose()
    }

    async fn leased(&self, window: &WindowId, series: &SeriesCode, year: i32) -> Result<Leased> {
        let (last_number, last_ordinal): (i64, i64) = sqlx::query_as(
        "SELECT (SELECT coalesce(max(last), 0) FROM number_lease WHERE series = ?1 AND year = ?2),
         (SELECT coalesce(max(ordinal), 0) FROM number_lease
          WHERE window = ?3 AND series = ?1 AND year = ?2)",
    )
    .bind(series.as_str())
    .bind(year)
    .bind(window.as_str())
    .fetch_one(&self.read)
    .await
    .during("read the leases")?;
        Ok(Leased { last_number: to_u32(last_number)?, last_ordinal: to_u32(last_ordinal)? })
    }

    async fn blocks(&self, window: &WindowId) -> Result<Vec<StoredBlock>> {
        type Row = (i64, String, i32, i64, i64, Option<i64>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT id, series, year, first, last, returned_from FROM number_lease
         WHERE window = ? ORDER BY id",
        )
        .bind(window.as_str())
        .fetch_all(&self.read)
        .await
        .during("read a window's leases")?;
        let to_block = |(lease, series, year, first, last, returned_from): Row| {
            let (lease, series) = (to_u64(lease)?, SeriesCode(series));
            let block =
                NumberBlock { lease, series, year, first: to_u32(first)?, last: to_u32(last)? };
            Ok(StoredBlock { block, returned_from: returned_from.map(to_u32).transpose()? })
        };
        rows.into_iter().map(to_block).collect()
    }

    async fn give_back(
        &self,
        window: &WindowId,
        block: &NumberBlock,
        next: u32,
        at: DateTime<Utc>,
    ) -> Result<Option<u32>> {
        let from: Option<i64> = sqlx::query_scalar(
            "UPDATE number_lease SET returned_from = coalesce(returned_from, ?7),
             returned_at = coalesce(returned_at, ?8)
         WHERE id = ?1 AND window = ?2 AND series = ?3 AND year = ?4 AND first = ?5 AND last = ?6
         RETURNING returned_from",
        )
        .bind(number(block.lease))
        .bind(window.as_str())
        .bind(block.series.as_str())
        .bind(block.year)
        .bind(block.first)
        .bind(block.last)
        .bind(next)
        .bind(at.timestamp_millis())
        .fetch_optional(&self.write)
        .await
        .during("take numbers back")?;
        from.map(to_u32).transpose()
    }

    async fn add_lease(
        &self,
        key: &LeaseKey,
        first: u32,
        last: u32,
        at: DateTime<Utc>,
    ) -> Result<Option<NumberBlock>> {
        let lease: Option<i64> = sqlx::query_scalar(
            "INSERT INTO number_lease (series, year, first, last, window, ordinal, leased_at)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE NOT EXISTS
         (SELECT 1 FROM number_lease WHERE series = ?1 AND year = ?2 AND last >= ?3)
         ON CONFLICT DO NOTHING RETURNING id",
        )
        .bind(key.series.as_str())
        .bind(key.year)
        .bind(first)
        .bind(last)
        .bind(key.window.as_str())
        .bind(key.ordinal)
        .bind(at.timestamp_millis())
        .fetch_optional(&self.write)
        .await
        .during("lease numbers")?;
        lease.map(|lease| to_block(key, lease, first.into(), last.into())).transpose()
    }
}
