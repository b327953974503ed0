//! Key slots: how a password gives the database's key.
//!
//! `slots.json` beside the database holds the key once a person, each sealed under that person's
//! password together with the person's own signing secret, and once under a secret that the server keeps (the recovery slot). Nothing in it is
//! secret, and nothing in it says what a person may do.
//!
//! Wrong passwords are counted in the same file, and locked out after ten. What this cannot do
//! without hardware: notice that the whole folder was copied or restored, or this file alone put back,
//! with the count that it had then; or that the clock was set forward. A second count on the same disk
//! would be put back with it. Whoever can do so can as well try passwords on a copy elsewhere, where only
//! the cost of each try holds them up.

mod file;
mod seal;
mod tries;

use crate::error::StoreError;
use crate::key::{DatabaseKey, SlotKeys};
use chrono::{DateTime, Utc};
use clerk_domain::ids::PersonId;
use file::Slots;
use rand::CryptoRng;
use seal::{Cost, PasswordSlot, RecoverySlot};
use std::path::{Path, PathBuf};

/// The key slots in one folder. Each call reads the file again, so several programs may share it.
#[derive(Clone, Debug)]
pub struct KeySlots {
    dir: PathBuf,
    cost: Cost,
}

/// Why no key was given.
#[derive(Debug, thiserror::Error)]
pub enum UnlockError {
    /// The person has no slot here, or the password is another. Which of the two is not told.
    #[error("person or password is wrong; tries left before the lock: {tries_left}")]
    WrongPassword {
        /// How many more wrong ones before the next lock.
        tries_left: u32,
        /// When the lock that this try brought about ends.
        locked_until: Option<DateTime<Utc>>,
    },
    /// Too many wrong passwords; this one was not looked at.
    #[error("too many wrong passwords; locked until {until}")]
    Locked {
        /// When the lock ends.
        until: DateTime<Utc>,
    },
    /// There is no recovery slot, or the secret is another.
    #[error("the server's recovery secret does not open this window's database")]
    RecoveryWrong,
    /// The file could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl UnlockError {
    /// The code that a program acts on; stable.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongPassword { .. } => "password_wrong",
            Self::Locked { .. } => "locked_out",
            Self::RecoveryWrong => "recovery_wrong",
            Self::Store(error) => error.code(),
        }
    }
}

impl KeySlots {
    /// Whether the folder has key slots.
    pub fn exist(dir: &Path) -> bool {
        file::path(dir).exists()
    }

    /// Makes a new database key, and the file of slots with none in it yet: seal the key for
    /// somebody before anything worth keeping is written under it.
    ///
    /// # Errors
    /// `slots_exist` where the folder has slots, and whatever writing gives.
    pub fn create(
        dir: &Path,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<(Self, DatabaseKey), StoreError> {
        let _lock = file::lock(dir)?;
        if Self::exist(dir) {
            return Err(StoreError::SlotsExist { path: file::path(dir) });
        }
        file::write(dir, &Slots::default())?;
        Ok((Self { dir: dir.to_owned(), cost: Cost::OWASP }, DatabaseKey::random(rng)))
    }

    /// The folder's slots.
    ///
    /// # Errors
    /// `slots_missing`, `slots_damaged`.
    pub fn load(dir: &Path) -> Result<Self, StoreError> {
        file::read(dir)?;
        Ok(Self { dir: dir.to_owned(), cost: Cost::OWASP })
    }

    /// Whether a person has a slot here. For the program alone: a face must not tell.
    ///
    /// # Errors
    /// `slots_missing`, `slots_damaged`.
    pub fn has(&self, person: &PersonId) -> Result<bool, StoreError> {
        Ok(file::read(&self.dir)?.persons.contains_key(person))
    }

    /// Opens a person's slot. The try is on the disk before the password is looked at.
    ///
    /// # Errors
    /// `password_wrong` and `locked_out`, and whatever reading and writing gives.
    pub fn unlock(
        &self,
        person: &PersonId,
        password: &str,
        now: DateTime<Utc>,
    ) -> Result<SlotKeys, UnlockError> {
        let _lock = file::lock(&self.dir)?;
        let mut slots = file::read(&self.dir)?;
        let known = slots.persons.contains_key(person);
        let tried = slots.tries.begin(person, known, now);
        let tried = tried.map_err(|until| UnlockError::Locked { until })?;
        file::write(&self.dir, &slots)?;
        let opened = match slots.persons.get(person) {
            Some(slot) => slot.open(person, password),
            None => PasswordSlot::pretend(self.cost, password),
        };
        match opened {
            Some(key) => {
                slots.tries.clear(person);
                file::write(&self.dir, &slots)?;
                Ok(key)
            }
            None => {
                let (tries_left, locked_until) = (tried.left(), tried.locked_until);
                Err(UnlockError::WrongPassword { tries_left, locked_until })
            }
        }
    }

    /// Opens the recovery slot with the 32 bytes that the server gave at an online login.
    ///
    /// # Errors
    /// `recovery_wrong`, and whatever reading gives.
    pub fn unlock_recovery(&self, secret: &[u8; 32]) -> Result<DatabaseKey, UnlockError> {
        let slots = file::read(&self.dir)?;
        let opened = slots.recovery.and_then(|slot| slot.open(secret));
        opened.ok_or(UnlockError::RecoveryWrong)
    }

    /// Gives a person a slot, or a new password to the one that stands, and forgets wrong tries:
    /// whoever holds the key has proved a right to it.
    ///
    /// # Errors
    /// Whatever reading and writing gives.
    pub fn seal_for(
        &self,
        person: &PersonId,
        password: &str,
        keys: &SlotKeys,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<(), StoreError> {
        let slot = PasswordSlot::seal(self.cost, person, password, keys, rng)?;
        self.change(|slots| {
            slots.persons.insert(person.clone(), slot);
            slots.tries.clear(person);
        })
    }

    /// Who has a slot here.
    ///
    /// # Errors
    /// `slots_missing`, `slots_damaged`.
    pub fn people(&self) -> Result<Vec<PersonId>, StoreError> {
        Ok(file::read(&self.dir)?.persons.into_keys().collect())
    }

    /// Takes a person's slot away, with the secret in it.
    ///
    /// # Errors
    /// Whatever reading and writing gives.
    pub fn remove(&self, person: &PersonId) -> Result<(), StoreError> {
        self.change(|slots| {
            slots.persons.remove(person);
        })
    }

    /// Makes the recovery slot anew.
    ///
    /// # Errors
    /// Whatever reading and writing gives.
    pub fn seal_recovery(
        &self,
        secret: &[u8; 32],
        key: &DatabaseKey,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<(), StoreError> {
        let slot = RecoverySlot::seal(secret, key, rng)?;
        self.change(|slots| slots.recovery = Some(slot))
    }

    fn change(&self, change: impl FnOnce(&mut Slots)) -> Result<(), StoreError> {
        let _lock = file::lock(&self.dir)?;
        let mut slots = file::read(&self.dir)?;
        change(&mut slots);
        file::write(&self.dir, &slots)
    }
}

#[cfg(test)]
mod tests;
