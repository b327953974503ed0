//! What a support person looks at: counts, a case by its number.

use super::SqliteRepository;
use super::codec::{to_bytes, to_instant, to_u64};
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{Counts, Inspection, Result, StoredCase};
use clerk_domain::ids::{CaseId, CaseNumber, DepartmentId, WindowId};

impl Inspection for SqliteRepository {
    async fn counts(&self) -> Result<Counts> {
        let row = self.read_aside(|db| {
            db.one(
                "SELECT (SELECT count(*) FROM case_file), (SELECT count(*) FROM licence),
                 (SELECT coalesce(sum(counter), 0) FROM scope WHERE id <> 'centre'),
                 (SELECT count(*) FROM journal_exception)",
                (),
            )
            .during("count")
        });
        let (cases, licences, entries, exceptions) = row.await?;
        Ok(Counts {
            cases: to_u64(cases)?,
            licences: to_u64(licences)?,
            entries: to_u64(entries)?,
            exceptions: to_u64(exceptions)?,
        })
    }

    async fn cases(&self, number: &CaseNumber) -> Result<Vec<StoredCase>> {
        let number = number.clone();
        let rows = self.read_aside(move |db| {
            db.all(
                "SELECT scope, id, number, window, item, wanted, state, received_at, licence
                 FROM case_file WHERE number = ? ORDER BY scope, id",
                (number.as_str(),),
            )
            .during("read cases")
        });
        rows.await?.into_iter().map(to_case).collect()
    }

    async fn applied_for_twice(&self) -> Result<Vec<StoredCase>> {
        const OPEN: &str = "('received', 'correction_due', 'accepted', 'referred', 'issued')";
        let sql = format!(
            "SELECT scope, id, number, window, item, wanted, state, received_at, licence
         FROM case_file c WHERE state IN {OPEN} AND EXISTS (
             SELECT 1 FROM case_file o WHERE o.scope = c.scope AND o.item = c.item
             AND o.wanted = c.wanted AND o.id <> c.id AND o.state IN {OPEN})
         ORDER BY scope, item, wanted, received_at"
        );
        let during = "look for the same applications";
        let rows = self.read_aside(move |db| db.all(&sql, ()).during(during));
        rows.await?.into_iter().map(to_case).collect()
    }
}

type Row = (String, Vec<u8>, String, String, String, String, String, i64, Option<String>);

fn to_case(
    (scope, id, number, window, item, wanted, state, received_at, licence): Row,
) -> Result<StoredCase> {
    Ok(StoredCase {
        scope: DepartmentId(scope),
        id: CaseId(uuid::Uuid::from_bytes(to_bytes(id)?)),
        number,
        window: WindowId(window),
        item,
        wanted,
        state,
        received_at: to_instant(received_at)?,
        licence,
    })
}
