//! `register_line`: the centre's register, as its pages brought it.

use super::meta::{self, Fact};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use clerk_domain::appointment::Attested;
use clerk_domain::register::{Register, RegisterPage, Revocation};
use rusqlite::{Connection, OptionalExtension as _};
use serde::Serialize;
use serde::de::DeserializeOwned;

const DOING: &str = "read the register";

/// What a line says.
#[derive(Clone, Copy)]
enum Kind {
    Device,
    Appointment,
    Key,
    Revoked,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Appointment => "appointment",
            Self::Key => "key",
            Self::Revoked => "revoked",
        }
    }
}

impl Store {
    /// Keeps a page that follows what is held; `false` where it follows something else, and nothing is kept.
    /// The store judges no signature.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn take_register_page(&mut self, page: &RegisterPage) -> Result<bool, StoreError> {
        const DOING: &str = "keep the register";
        let tx = self.write(DOING)?;
        if meta::number::<u64>(&tx, Fact::RegisterVersion).doing(DOING)? != page.after {
            return Ok(false);
        }
        write(&tx, page).doing(DOING)?;
        meta::set(&tx, Fact::RegisterVersion, &page.version.to_string()).doing(DOING)?;
        tx.commit().doing(DOING)?;
        Ok(true)
    }

    /// Who is who by the register; nobody before its first page came.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn register(&self) -> Result<Register, StoreError> {
        let tx = self.read(DOING)?;
        Ok(Register {
            devices: lines(&tx, Kind::Device)?,
            appointments: lines(&tx, Kind::Appointment)?,
            keys: lines(&tx, Kind::Key)?,
        })
    }

    /// What the register says of a licence that holds no more.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn registered_revocation(&self, number: &str) -> Result<Option<Revocation>, StoreError> {
        let sql = "SELECT text FROM register_line WHERE kind = ? AND key = ?";
        let mut statement = self.db.prepare_cached(sql).doing(DOING)?;
        let found = statement.query_row((Kind::Revoked.name(), number), |row| row.get(0));
        let found: Option<String> = found.optional().doing(DOING)?;
        found.map(|text| parsed(&text)).transpose()
    }
}

fn write(db: &Connection, page: &RegisterPage) -> rusqlite::Result<()> {
    for device in &page.devices {
        put(db, Kind::Device, &device.of.public_key, device)?;
    }
    for appointment in &page.appointments {
        let Attested { of, .. } = appointment;
        let key = format!("{}/{}", of.person, of.term.from.timestamp_millis());
        put(db, Kind::Appointment, &key, appointment)?;
    }
    for key in &page.keys {
        put(db, Kind::Key, &key.of.public_key, key)?;
    }
    for revocation in &page.revoked {
        put(db, Kind::Revoked, &revocation.number, revocation)?;
    }
    Ok(())
}

fn put(db: &Connection, kind: Kind, key: &str, line: &impl Serialize) -> rusqlite::Result<()> {
    let text = serde_json::to_string(line)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    let sql = "INSERT OR REPLACE INTO register_line (kind, key, text) VALUES (?, ?, ?)";
    db.prepare_cached(sql)?.execute((kind.name(), key, text)).map(drop)
}

fn lines<T: DeserializeOwned>(db: &Connection, kind: Kind) -> Result<Vec<T>, StoreError> {
    let sql = "SELECT text FROM register_line WHERE kind = ?";
    let mut statement = db.prepare_cached(sql).doing(DOING)?;
    let rows = statement.query_map([kind.name()], |row| row.get::<_, String>(0)).doing(DOING)?;
    rows.map(|text| parsed(&text.doing(DOING)?)).collect()
}

fn parsed<T: DeserializeOwned>(text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::damaged("the register"))
}
