//! Table `licence`. It changes in the same transaction as the journal.

use super::SqliteRepository;
use super::codec::{json_list, number, to_bytes};
use super::sql::Sql as _;
use crate::error::{During as _, ServerError};
use crate::repository::{Earlier, KnownLicence, Licences, NewLicence, Result};
use clerk_domain::ids::{CaseId, DepartmentId, JournalId};
use rusqlite::Connection;

/// Of a licence `l`: the exceptions of its issue that no supervisor confirmed.
pub(super) const DOUBTS: &str =
    "FROM journal_exception x WHERE x.journal = l.journal AND x.seq = l.seq
    AND x.remedy IS NOT 'confirm'";

/// `false` where one of the numbers is that of a licence that stands. What is wrong with them is kept before.
pub(super) fn add(
    db: &Connection,
    scope: &DepartmentId,
    journal: &JournalId,
    licences: &[NewLicence],
) -> Result<bool> {
    let mut added = 0;
    let text = format!(
        "INSERT INTO licence
         (number, scope, case_id, licence_type, journal, seq, item, applicant, issued_on, holder)
         SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE NOT EXISTS (
             SELECT 1 FROM licence l WHERE l.number = ?1 AND NOT EXISTS (SELECT 1 {DOUBTS}))
         ON CONFLICT DO NOTHING"
    );
    for licence in licences {
        let done = db.change(
            &text,
            (
                &licence.number,
                scope.as_str(),
                licence.case.0.into_bytes(),
                &licence.licence_type,
                journal.as_str(),
                number(licence.seq),
                licence.item.as_str(),
                &licence.applicant,
                licence.issued_on.to_string(),
                &licence.holder,
            ),
        );
        added += done.during("add licences")?;
    }
    Ok(added == licences.len())
}

impl Licences for SqliteRepository {
    async fn licences(&self, numbers: &[String]) -> Result<Vec<KnownLicence>> {
        type Row = (String, String, Vec<u8>, String, String);
        let numbers = json_list(numbers.iter().cloned());
        let rows = self.read_aside(move |db| {
            db.all::<Row>(
                &format!(
                    "SELECT number, scope, case_id, holder, (SELECT json_group_array(x.code) {DOUBTS})
                     FROM licence l WHERE number IN (SELECT value FROM json_each(?))"
                ),
                (numbers,),
            )
            .during("read licences")
        });
        let known = |(number, scope, case, holder, doubts): Row| {
            let case = CaseId(uuid::Uuid::from_bytes(to_bytes(case)?));
            let damaged = |_| ServerError::Damaged("exceptions");
            let doubts = serde_json::from_str(&doubts).map_err(damaged)?;
            Ok(KnownLicence { number, scope: DepartmentId(scope), case, holder, doubts })
        };
        rows.await?.into_iter().map(known).collect()
    }

    async fn earlier(&self, scope: &DepartmentId, earlier: &Earlier) -> Result<Vec<CaseId>> {
        let scope = scope.clone();
        let items = json_list(earlier.items.iter().map(|item| item.0.clone()));
        let since = earlier.since.to_string();
        let applicants = earlier.applicants.as_ref().map(|list| json_list(list.iter().cloned()));
        let text = match applicants {
            Some(_) => {
                "SELECT l.case_id FROM json_each(?2) i CROSS JOIN json_each(?4) a
             CROSS JOIN licence l ON l.scope = ?1 AND l.item = i.value AND l.applicant = a.value
             AND l.issued_on >= ?3"
            }
            None => {
                "SELECT l.case_id FROM json_each(?2) i
             CROSS JOIN licence l ON l.scope = ?1 AND l.item = i.value
             AND l.issued_on >= ?3 AND ?4 IS NULL"
            }
        };
        let cases = self.read_aside(move |db| {
            db.all(text, (scope.as_str(), items, since, applicants)).during("read earlier issues")
        });
        let to_id = |(id,)| Ok(CaseId(uuid::Uuid::from_bytes(to_bytes(id)?)));
        cases.await?.into_iter().map(to_id).collect()
    }
}
