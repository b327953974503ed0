//! Tables `person` and `login_attempts`.

use super::SqliteRepository;
use super::codec::{name, to_enum, to_instant, to_u32};
use crate::error::During as _;
use crate::repository::{Attempts, People, Result, StoredPerson};
use chrono::{DateTime, Utc};
use clerk_domain::ids::{DepartmentId, PersonId};
use clerk_domain::person::Person;

impl People for SqliteRepository {
    async fn person(&self, id: &PersonId) -> Result<Option<StoredPerson>> {
        let row: Option<(String, String, String, String)> =
            sqlx::query_as("SELECT name, role, department, password_hash FROM person WHERE id = ?")
                .bind(id.as_str())
                .fetch_optional(&self.read)
                .await
                .during("read a person")?;
        let Some((name, role, department, password_hash)) = row else { return Ok(None) };
        let person = Person {
            id: id.clone(),
            name,
            role: to_enum(&role)?,
            department: DepartmentId(department),
        };
        Ok(Some(StoredPerson { person, password_hash }))
    }

    async fn add_person(&self, stored: &StoredPerson) -> Result<bool> {
        let person = &stored.person;
        let done = sqlx::query(
            "INSERT INTO person (id, name, role, department, password_hash) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING",
        )
        .bind(person.id.as_str())
        .bind(&person.name)
        .bind(name(&person.role)?)
        .bind(person.department.as_str())
        .bind(&stored.password_hash)
        .execute(&self.write)
        .await
        .during("add a person")?;
        Ok(done.rows_affected() == 1)
    }

    async fn attempts(&self, person: &PersonId) -> Result<Attempts> {
        let row: Option<(i64, Option<i64>)> =
            sqlx::query_as("SELECT wrong, locked_until FROM login_attempts WHERE person = ?")
                .bind(person.as_str())
                .fetch_optional(&self.read)
                .await
                .during("read login attempts")?;
        let Some((wrong, until)) = row else { return Ok(Attempts::default()) };
        Ok(Attempts { wrong: to_u32(wrong)?, locked_until: until.map(to_instant).transpose()? })
    }

    async fn set_attempts(&self, person: &PersonId, from: Attempts, to: Attempts) -> Result<bool> {
        let millis = |time: Option<DateTime<Utc>>| time.map(|t| t.timestamp_millis());
        // No row and a row of none are the same.
        let text = if from == Attempts::default() {
            "INSERT INTO login_attempts (person, wrong, locked_until) VALUES (?1, ?2, ?3)
         ON CONFLICT (person) DO UPDATE SET wrong = ?2, locked_until = ?3
         WHERE wrong = ?4 AND locked_until IS ?5"
        } else {
            "UPDATE login_attempts SET wrong = ?2, locked_until = ?3
         WHERE person = ?1 AND wrong = ?4 AND locked_until IS ?5"
        };
        let done = sqlx::query(text)
            .bind(person.as_str())
            .bind(to.wrong)
            .bind(millis(to.locked_until))
            .bind(from.wrong)
            .bind(millis(from.locked_until))
            .execute(&self.write)
            .await
            .during("count a login attempt")?;
        Ok(done.rows_affected() == 1)
    }
}
