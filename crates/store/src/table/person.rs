//! `person`: who has logged in at this window.

use super::{from_word, moment, word};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset};
use clerk_domain::ids::{DepartmentId, PersonId};
use clerk_domain::person::Person;
use rusqlite::{Connection, OptionalExtension as _};

impl Store {
    /// A person who has logged in here.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn person(&self, id: &PersonId) -> Result<Option<Person>, StoreError> {
        Ok(find(&self.db, id)?.map(|(person, _)| person))
    }

    /// When the server last confirmed a person at this window.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn online_login(&self, id: &PersonId) -> Result<Option<DateTime<FixedOffset>>, StoreError> {
        Ok(find(&self.db, id)?.map(|(_, at)| at))
    }

    /// The person's name as people write it; the login name of one who never logged in here.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn person_name(&self, id: &PersonId) -> Result<String, StoreError> {
        Ok(find(&self.db, id)?.map_or_else(|| id.to_string(), |(person, _)| person.name))
    }

    /// Keeps a person as the server gave it at a login.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn save_person(
        &mut self,
        person: &Person,
        at: DateTime<FixedOffset>,
    ) -> Result<(), StoreError> {
        save(&self.db, person, at).doing("keep the person")
    }
}

pub fn save(db: &Connection, person: &Person, at: DateTime<FixedOffset>) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO person VALUES (?, ?, ?, ?, ?)";
    let Person { id, name, role, department } = person;
    let row = (id.as_str(), name, word(role)?, department.as_str(), at.timestamp_millis());
    db.prepare_cached(sql)?.execute(row).map(drop)
}

fn find(
    db: &Connection,
    id: &PersonId,
) -> Result<Option<(Person, DateTime<FixedOffset>)>, StoreError> {
    const DOING: &str = "read the person";
    let sql = "SELECT name, role, department, online_login_ms FROM person WHERE id = ?";
    let mut statement = db.prepare_cached(sql).doing(DOING)?;
    let found = statement.query_row([id.as_str()], |row| {
        let person = Person {
            id: id.clone(),
            name: row.get(0)?,
            role: from_word(1, row.get(1)?)?,
            department: DepartmentId(row.get(2)?),
        };
        Ok((person, moment(3, row.get(3)?)?))
    });
    found.optional().doing(DOING)
}
