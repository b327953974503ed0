//! Tables `person` and `login_attempts`.

use super::SqliteRepository;
use super::codec::{statement, to_instant, to_u32};
use super::sql::Sql as _;
use crate::error::During as _;
use crate::repository::{Attempts, Password, People, Result, StoredPerson};
use chrono::{DateTime, Utc};
use clerk_domain::appointment::{Appointment, Attested};
use clerk_domain::ids::PersonId;
use clerk_domain::person::Person;

const PEOPLE: &str = "SELECT p.id, password_hash, password_at, password_given, disabled,
    (SELECT text FROM appointment a WHERE a.person = p.id ORDER BY from_ms DESC LIMIT 1)
    FROM person p";

/// id, hash, since when, whether it was given; disabled; the last appointment
type PersonRow = (String, String, i64, bool, bool, String);

fn to_person((id, hash, at, given, disabled, text): PersonRow) -> Result<StoredPerson> {
    let Attested { of, .. } = statement::<Appointment>(&text)?;
    let password = Password { hash, at: to_instant(at)?, given };
    let person = Person { id: PersonId(id), ..of.as_person() };
    Ok(StoredPerson { person, appointed: of.term.until.is_none(), disabled, password })
}

impl People for SqliteRepository {
    async fn person(&self, id: &PersonId) -> Result<Option<StoredPerson>> {
        let row = self.read(|db| {
            let text = format!("{PEOPLE} WHERE p.id = ?");
            db.first(&text, (id.as_str(),)).during("read a person")
        });
        row.await?.map(to_person).transpose()
    }

    async fn people(&self) -> Result<Vec<StoredPerson>> {
        let rows = self.read_aside(|db| {
            let text = format!("{PEOPLE} ORDER BY p.id");
            db.all(&text, ()).during("read the people")
        });
        rows.await?.into_iter().map(to_person).collect()
    }

    async fn set_password(&self, id: &PersonId, from: &str, to: &Password) -> Result<bool> {
        const DURING: &str = "change a password";
        let (id, from, to) = (id.clone(), from.to_owned(), to.clone());
        self.write_if(DURING, move |db| {
            let done = db.change(
                "UPDATE person SET password_hash = ?, password_at = ?, password_given = ?
                 WHERE id = ? AND password_hash = ?",
                (&to.hash, to.at.timestamp_millis(), to.given, id.as_str(), from),
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
