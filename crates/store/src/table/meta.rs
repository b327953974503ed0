//! `meta`: what this window is, and what it knows of the server.

use super::{halt, person, rule_pack};
use crate::error::{Doing as _, StoreError};
use crate::store::Store;
use chrono::{DateTime, FixedOffset, TimeDelta};
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use clerk_domain::person::Person;
use rusqlite::{Connection, OptionalExtension as _};
use zeroize::Zeroizing;

/// A fact of the table.
#[derive(Clone, Copy, Debug)]
pub enum Fact {
    WindowId,
    Window,
    SecretKey,
    DeviceToken,
    PackVersion,
    CentreKey,
    SealingKey,
    Clearances,
    ClearancesUsed,
    RegisterVersion,
    Servers,
    Acknowledged,
    Placed,
    ServerEpoch,
    ServerTime,
    FailedTry,
    Halted,
    ClockCleared,
}

impl Fact {
    fn name(self) -> &'static str {
        match self {
            Self::WindowId => "window_id",
            Self::Window => "window",
            Self::SecretKey => "secret_key",
            Self::DeviceToken => "device_token",
            Self::PackVersion => "pack_version",
            Self::CentreKey => "centre_key",
            Self::SealingKey => "sealing_key",
            Self::Clearances => "clearances",
            Self::ClearancesUsed => "clearances_used",
            Self::RegisterVersion => "register_version",
            Self::Servers => "servers",
            Self::Acknowledged => "acknowledged",
            Self::Placed => "placed",
            Self::ServerEpoch => "server_epoch",
            Self::ServerTime => "server_time",
            Self::FailedTry => "failed_try",
            Self::Halted => "halted",
            Self::ClockCleared => "clock_cleared",
        }
    }
}

/// What makes a new database a window's, as its enrolment gave it.
pub struct NewWindow<'a> {
    /// The window.
    pub id: WindowId,
    /// The window as the server described it, in JSON; kept as it is.
    pub window: String,
    /// The secret by which the server knows the device.
    pub device_token: String,
    /// The window's own SM2 key.
    pub secret_key: [u8; 32],
    /// The centre's public key, by which all that it signs is known from now on.
    pub centre_key: String,
    /// The centre's public key to which this window seals its exchange files.
    pub sealing_key: String,
    /// The commitments to the device's clearance codes, in the order of their numbers.
    pub clearances: Vec<Digest>,
    /// The rules.
    pub pack: SignedText,
    /// Who enrolled it.
    pub person: &'a Person,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// A text of the centre with its signature. The store keeps it as it is and judges nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedText {
    /// Its version, which only grows.
    pub version: u64,
    /// The exact text.
    pub text: String,
    /// The centre's signature, in hexadecimal.
    pub signature: String,
}

impl Store {
    /// Makes the database a window's, in one transaction. Doing it again for the same window
    /// replaces what was there.
    ///
    /// # Errors
    /// `window_differs` where the database belongs to another window.
    pub fn begin_window(&mut self, new: &NewWindow<'_>) -> Result<(), StoreError> {
        const DOING: &str = "keep the enrolment";
        let secret = Zeroizing::new(hex::encode(new.secret_key));
        let tx = self.write(DOING)?;
        if let Some(held) = get(&tx, Fact::WindowId).doing(DOING)?.filter(|id| *id != new.id.0) {
            return Err(StoreError::WindowDiffers { held: WindowId(held), given: new.id.clone() });
        }
        set(&tx, Fact::WindowId, new.id.as_str()).doing(DOING)?;
        set(&tx, Fact::Window, &new.window).doing(DOING)?;
        set(&tx, Fact::DeviceToken, &new.device_token).doing(DOING)?;
        set(&tx, Fact::SecretKey, &secret).doing(DOING)?;
        set(&tx, Fact::CentreKey, &new.centre_key).doing(DOING)?;
        set(&tx, Fact::SealingKey, &new.sealing_key).doing(DOING)?;
        halt::set_clearances(&tx, &new.clearances).doing(DOING)?;
        set_pack(&tx, &new.pack).doing(DOING)?;
        person::save(&tx, new.person, new.at).doing(DOING)?;
        tx.commit().doing(DOING)
    }

    /// Whose database this is.
    ///
    /// # Errors
    /// `not_enrolled`, and whatever reading gives; so do the next three.
    pub fn window_id(&self) -> Result<WindowId, StoreError> {
        window_id(&self.db)
    }

    /// The window as the server described it, in JSON.
    ///
    /// # Errors
    /// As [`Store::window_id`].
    pub fn window(&self) -> Result<String, StoreError> {
        enrolled(&self.db, Fact::Window)
    }

    /// The secret by which the server knows the device.
    ///
    /// # Errors
    /// As [`Store::window_id`].
    pub fn device_token(&self) -> Result<String, StoreError> {
        enrolled(&self.db, Fact::DeviceToken)
    }

    /// The window's own SM2 key.
    ///
    /// # Errors
    /// As [`Store::window_id`].
    pub fn secret_key(&self) -> Result<[u8; 32], StoreError> {
        let text = Zeroizing::new(enrolled(&self.db, Fact::SecretKey)?);
        let mut key = [0; 32];
        let read = hex::decode_to_slice(text.as_bytes(), &mut key);
        read.map(|()| key).map_err(|_| StoreError::damaged("the window's key"))
    }

    /// The centre's public key, as enrolment gave it.
    ///
    /// # Errors
    /// As [`Store::window_id`].
    pub fn centre_key(&self) -> Result<String, StoreError> {
        enrolled(&self.db, Fact::CentreKey)
    }

    /// The centre's public key to which exchange files are sealed, as enrolment gave it.
    ///
    /// # Errors
    /// As [`Store::window_id`].
    pub fn sealing_key(&self) -> Result<String, StoreError> {
        enrolled(&self.db, Fact::SealingKey)
    }

    /// The rule pack in force, as the centre signed it.
    ///
    /// # Errors
    /// As [`Store::window_id`].
    pub fn pack(&self) -> Result<SignedText, StoreError> {
        self.pack_of(self.pack_version()?)?.ok_or(StoreError::NotEnrolled)
    }

    /// The version of the rule pack in force; 0 for none.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn pack_version(&self) -> Result<u32, StoreError> {
        number(&self.db, Fact::PackVersion).doing("read the rule pack's version")
    }

    /// Puts a rule pack in force.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn set_pack(&mut self, pack: &SignedText) -> Result<(), StoreError> {
        const DOING: &str = "keep the rule pack";
        let tx = self.write(DOING)?;
        set_pack(&tx, pack).doing(DOING)?;
        tx.commit().doing(DOING)
    }

    /// The servers that the window was told to ask, as texts of the desk's own; none before the first.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn servers(&self) -> Result<Vec<String>, StoreError> {
        const DOING: &str = "read the window's server";
        let text = get(&self.db, Fact::Servers).doing(DOING)?;
        let read = |text: String| serde_json::from_str(&text);
        let read = text.map_or_else(|| Ok(Vec::new()), read);
        read.map_err(|_| StoreError::damaged("the window's server"))
    }

    /// Keeps them.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn set_servers(&mut self, servers: &[&str]) -> Result<(), StoreError> {
        const DOING: &str = "keep the window's server";
        let text = super::json(&servers).doing(DOING)?;
        set(&self.db, Fact::Servers, &text).doing(DOING)
    }

    /// The version of the register; 0 for none.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn register_version(&self) -> Result<u64, StoreError> {
        number(&self.db, Fact::RegisterVersion).doing("read the register's version")
    }

    /// The server's time at the last contact.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn last_contact(&self) -> Result<Option<DateTime<FixedOffset>>, StoreError> {
        server_time(&self.db)
    }

    /// The server's epoch at the last contact: another one means that it was restored.
    ///
    /// # Errors
    /// Whatever reading gives.
    pub fn server_epoch(&self) -> Result<Option<u64>, StoreError> {
        let text = get(&self.db, Fact::ServerEpoch).doing("read the server's epoch")?;
        Ok(text.and_then(|text| text.parse().ok()))
    }

    /// Notes a contact with the server. The time only moves forward.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn set_contact(
        &mut self,
        time: &DateTime<FixedOffset>,
        epoch: u64,
    ) -> Result<(), StoreError> {
        let tx = self.write(NOTING_CONTACT)?;
        note_contact(&tx, time, epoch)?;
        tx.commit().doing(NOTING_CONTACT)
    }
}

const NOTING_CONTACT: &str = "note the contact with the server";
/// How far the known time of the last contact may lie behind it.
const CONTACT_AGE: TimeDelta = TimeDelta::minutes(1);

/// Whether a contact is worth a transaction of its own.
pub fn contact_is_due(
    db: &Connection,
    time: &DateTime<FixedOffset>,
    epoch: u64,
) -> Result<bool, StoreError> {
    let known = server_time(db)?;
    Ok(known.is_none_or(|known| *time - known >= CONTACT_AGE)
        || get(db, Fact::ServerEpoch).doing(NOTING_CONTACT)? != Some(epoch.to_string()))
}

/// Notes a contact. The time only moves forward.
pub fn note_contact(
    db: &Connection,
    time: &DateTime<FixedOffset>,
    epoch: u64,
) -> Result<(), StoreError> {
    if server_time(db)?.is_none_or(|known| known < *time) {
        set(db, Fact::ServerTime, &time.to_rfc3339()).doing(NOTING_CONTACT)?;
    }
    set(db, Fact::ServerEpoch, &epoch.to_string()).doing(NOTING_CONTACT)
}

pub fn window_id(db: &Connection) -> Result<WindowId, StoreError> {
    enrolled(db, Fact::WindowId).map(WindowId)
}

pub fn server_time(db: &Connection) -> Result<Option<DateTime<FixedOffset>>, StoreError> {
    let text = get(db, Fact::ServerTime).doing("read the time of the last contact")?;
    let read = |text: String| DateTime::parse_from_rfc3339(&text);
    text.map(read).transpose().map_err(|_| StoreError::damaged("the time of the last contact"))
}

/// A count; 0 where it was never set.
pub fn number<T: std::str::FromStr + Default>(db: &Connection, fact: Fact) -> rusqlite::Result<T> {
    let Some(text) = get(db, fact)? else { return Ok(T::default()) };
    text.parse().map_err(|_| super::unreadable(0, format!("{}: {text}", fact.name())))
}

pub fn set(db: &Connection, fact: Fact, value: &str) -> rusqlite::Result<()> {
    let sql =
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value";
    db.prepare_cached(sql)?.execute((fact.name(), value)).map(drop)
}

fn set_pack(db: &Connection, pack: &SignedText) -> rusqlite::Result<()> {
    rule_pack::keep(db, pack)?;
    set(db, Fact::PackVersion, &pack.version.to_string())
}

fn enrolled(db: &Connection, fact: Fact) -> Result<String, StoreError> {
    get(db, fact).doing("read the window's enrolment")?.ok_or(StoreError::NotEnrolled)
}

pub fn remove(db: &Connection, fact: Fact) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM meta WHERE key = ?")?.execute([fact.name()]).map(drop)
}

pub fn get(db: &Connection, fact: Fact) -> rusqlite::Result<Option<String>> {
    let mut statement = db.prepare_cached("SELECT value FROM meta WHERE key = ?")?;
    statement.query_row([fact.name()], |row| row.get(0)).optional()
}

#[cfg(test)]
mod tests;
