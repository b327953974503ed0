//! What a support person looks at: counts, a case by its number.

use super::SqliteRepository;
use super::codec::{to_bytes, to_instant, to_u64};
use crate::error::During as _;
use crate::repository::{Counts, Inspection, Result, StoredCase};
use clerk_domain::ids::{CaseId, CaseNumber, DepartmentId, WindowId};

impl Inspection for SqliteRepository {
    async fn counts(&self) -> Result<Counts> {
        let (cases, licences, entries, exceptions): (i64, i64, i64, i64) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM case_file), (SELECT count(*) FROM licence),
         (SELECT coalesce(sum(counter), 0) FROM scope), (SELECT count(*) FROM journal_exception)",
        )
        .fetch_one(&self.read)
        .await
        .during("count")?;
        Ok(Counts {
            cases: to_u64(cases)?,
            licences: to_u64(licences)?,
            entries: to_u64(entries)?,
            exceptions: to_u64(exceptions)?,
        })
    }

    async fn cases(&self, number: &CaseNumber) -> Result<Vec<StoredCase>> {
        type Row = (String, Vec<u8>, String, String, String, i64, Option<String>);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT scope, id, window, item, state, received_at, licence FROM case_file
         WHERE number = ? ORDER BY scope, id",
        )
        .bind(number.as_str())
        .fetch_all(&self.read)
        .await
        .during("read cases")?;
        let to_case = |(scope, id, window, item, state, received_at, licence): Row| {
            Ok(StoredCase {
                scope: DepartmentId(scope),
                id: CaseId(uuid::Uuid::from_bytes(to_bytes(id)?)),
                number: number.0.clone(),
                window: WindowId(window),
                item,
                state,
                received_at: to_instant(received_at)?,
                licence,
            })
        };
        rows.into_iter().map(to_case).collect()
    }
}
