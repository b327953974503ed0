//! Tables `person` and `login_attempts`.

use super::SqliteRepository;
use super::codec::{name, to_enum, to_instant, to_u32};
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{Attempts, People, Result, StoredPerson};
use chrono::{DateTime, Utc};
use clerk_domain::ids::{DepartmentId, PersonId};
use clerk_domain::person::Person;

impl People for SqliteRepository {
    async fn person(&self, id: &PersonId) -> Result<Option<StoredPerson>> {
        type Row = (String, String, String, String);
        let row = self.read(|db| {
            let text = "SELECT name, role, department, password_hash FROM person WHERE id = ?";
            db.first::<Row>(text, (id.as_str(),)).during("read a person")
        });
        let Some((name, role, department, password_hash)) = row.await? else { return Ok(None) };
        let person = Person {
            id: id.clone(),
            name,
            role: to_enum(&role)?,
            department: DepartmentId(department),
        };
        Ok(Some(StoredPerson { person, password_hash }))
    }

    async fn add_person(&self, stored: &StoredPerson) -> Result<bool> {
        const DURING: &str = "add a person";
        let StoredPerson { person, password_hash } = stored.clone();
        let role = name(&person.role)?;
        self.write_if(DURING, move |db| {
            let done = db.change(
                "INSERT INTO person (id, name, role, department, password_hash)
                 VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                (
                    person.id.as_str(),
                    &person.name,
                    role,
                    person.department.as_str(),
                    &password_hash,
                ),
            );
            Ok(done.during(DURING)? == 1)
        })
        .await
    }

    async fn attempts(&self, person: &PersonId) -> Result<Attempts> {
        let row = self.read(|db| {
            let text = "SELECT wrong, locked_until FROM login_attempts WHERE person = ?";
            db.first::<(i64, Option<i64>)>(text, (person.as_str(),)).during("read login attempts")
        });
        let Some((wrong, until)) = row.await? else { return Ok(Attempts::default()) };
        Ok(Attempts { wrong: to_u32(wrong)?, locked_until: until.map(to_instant).transpose()? })
    }

    async fn set_attempts(&self, person: &PersonId, from: Attempts, to: Attempts) -> Result<bool> {
        const DURING: &str = "count a login attempt";
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
        let person = person.clone();
        let (from_until, to_until) = (millis(from.locked_until), millis(to.locked_until));
        self.write_if(DURING, move |db| {
            let row = (person.as_str(), to.wrong, to_until, from.wrong, from_until);
            Ok(db.change(text, row).during(DURING)? == 1)
        })
        .await
    }
}
