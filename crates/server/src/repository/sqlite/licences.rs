//! Table `licence`. It changes in the same transaction as the journal.

use super::SqliteRepository;
use super::codec::{json_list, number, to_bytes};
use super::rows::{Insert, Statement};
use crate::error::During as _;
use crate::repository::{Earlier, KnownLicence, Licences, NewLicence, Result};
use clerk_domain::ids::{CaseId, DepartmentId, JournalId};
use sqlx::sqlite::SqliteConnection;

/// `false` where one of the numbers is there already.
pub(super) async fn add(
    connection: &mut SqliteConnection,
    scope: &DepartmentId,
    journal: &JournalId,
    licences: Vec<NewLicence>,
) -> Result<bool> {
    const INSERT: Insert = Insert {
        during: "add licences",
        head: "INSERT INTO licence
               (number, scope, case_id, licence_type, journal, seq, item, applicant, issued_on, holder)",
        columns: 10,
        tail: "ON CONFLICT DO NOTHING",
    };
    let bind = |statement: Statement, licence: NewLicence| {
        statement
            .bind(licence.number)
            .bind(scope.0.clone())
            .bind(licence.case.0.into_bytes().to_vec())
            .bind(licence.licence_type)
            .bind(journal.0.clone())
            .bind(number(licence.seq))
            .bind(licence.item.0)
            .bind(licence.applicant)
            .bind(licence.issued_on.to_string())
            .bind(licence.holder)
    };
    let wanted = licences.len() as u64;
    Ok(INSERT.all(connection, licences, bind).await? == wanted)
}

impl Licences for SqliteRepository {
    async fn licences(&self, numbers: &[String]) -> Result<Vec<KnownLicence>> {
        let rows: Vec<(String, String, Vec<u8>, String)> = sqlx::query_as(
            "SELECT number, scope, case_id, holder FROM licence
             WHERE number IN (SELECT value FROM json_each(?))",
        )
        .bind(json_list(numbers.iter().cloned()))
        .fetch_all(&self.read)
        .await
        .during("read licences")?;
        let known = |(number, scope, case, holder): (String, String, Vec<u8>, String)| {
            let case = CaseId(uuid::Uuid::from_bytes(to_bytes(case)?));
            Ok(KnownLicence { number, scope: DepartmentId(scope), case, holder })
        };
        rows.into_iter().map(known).collect()
    }

    async fn earlier(&self, scope: &DepartmentId, earlier: &Earlier) -> Result<Vec<CaseId>> {
        let items = json_list(earlier.items.iter().map(|item| item.0.clone()));
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
        let cases: Vec<Vec<u8>> = sqlx::query_scalar(text)
            .bind(scope.as_str())
            .bind(items)
            .bind(earlier.since.to_string())
            .bind(applicants)
            .fetch_all(&self.read)
            .await
            .during("read earlier issues")?;
        cases.into_iter().map(|id| Ok(CaseId(uuid::Uuid::from_bytes(to_bytes(id)?)))).collect()
    }
}
