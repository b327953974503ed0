//! One sealed copy of the database's key: a person's, with that person's own secret, or the recovery slot's.

use crate::error::StoreError;
use crate::key::{DatabaseKey, PersonSecret, SlotKeys};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Key, Nonce};
use clerk_domain::ids::PersonId;
use rand::CryptoRng;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// What one Argon2id derivation costs; stands in each slot, so that it can grow later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl Cost {
    /// The OWASP Password Storage Cheat Sheet's recommendation for Argon2id.
    pub const OWASP: Self = Self { memory_kib: 19 * 1024, passes: 2, lanes: 1 };
    /// A file that asks for more than this is damaged, or made to stop the program.
    const MOST: Self = Self { memory_kib: 1024 * 1024, passes: 64, lanes: 16 };

    fn argon2(self) -> Option<Argon2<'static>> {
        if self.memory_kib > Self::MOST.memory_kib
            || self.passes > Self::MOST.passes
            || self.lanes > Self::MOST.lanes
        {
            return None;
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).ok()?;
        Some(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
    }

    fn derive(self, password: &str, salt: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
        let mut key = Zeroizing::new([0; 32]);
        let done = self.argon2()?.hash_password_into(password.as_bytes(), salt, key.as_mut());
        done.ok().map(|()| key)
    }
}

/// Bytes of the database's key and the person's secret, and of the tag.
const SEALED_PERSON: usize = 32 + 32 + TAG;
const SEALED_RECOVERY: usize = 32 + TAG;
const TAG: usize = 16;

/// A person's slot: Argon2id of the password, then ChaCha20-Poly1305 (RFC 8439) bound to the person.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PasswordSlot {
    argon2id: Cost,
    #[serde(with = "hex::serde")]
    salt: [u8; 16],
    #[serde(with = "hex::serde")]
    nonce: [u8; 12],
    #[serde(with = "hex::serde")]
    sealed: [u8; SEALED_PERSON],
}

impl PasswordSlot {
    pub fn seal(
        cost: Cost,
        person: &PersonId,
        password: &str,
        keys: &SlotKeys,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<Self, StoreError> {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let under = cost.derive(password, &salt).ok_or_else(cannot_seal)?;
        let both = Zeroizing::new([*keys.database.bytes(), *keys.person.bytes()].concat());
        let (nonce, sealed) = seal(&under, &both, person.as_str().as_bytes(), rng)?;
        Ok(Self { argon2id: cost, salt, nonce, sealed })
    }

    pub fn open(&self, person: &PersonId, password: &str) -> Option<SlotKeys> {
        let under = self.argon2id.derive(password, &self.salt)?;
        let both = open(&under, &self.nonce, &self.sealed, person.as_str().as_bytes())?;
        let (database, person) = both.split_at_checked(32)?;
        Some(SlotKeys {
            database: DatabaseKey::from_bytes(database.try_into().ok()?),
            person: PersonSecret::new(person.try_into().ok()?),
        })
    }

    /// Takes as long as a slot that does not open, so that time does not tell who has one.
    pub fn pretend(cost: Cost, password: &str) -> Option<SlotKeys> {
        let sealed = [0; SEALED_PERSON];
        let slot = Self { argon2id: cost, salt: [0; 16], nonce: [0; 12], sealed };
        slot.open(&PersonId::from(""), password)
    }
}

/// The slot that the server's secret opens. The secret is random, so nothing is derived from it.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecoverySlot {
    #[serde(with = "hex::serde")]
    nonce: [u8; 12],
    #[serde(with = "hex::serde")]
    sealed: [u8; SEALED_RECOVERY],
}

impl RecoverySlot {
    const BOUND_TO: &'static [u8] = b"recovery slot";

    pub fn seal(
        secret: &[u8; 32],
        key: &DatabaseKey,
        rng: &mut (impl CryptoRng + ?Sized),
    ) -> Result<Self, StoreError> {
        let (nonce, sealed) = seal(secret, key.bytes(), Self::BOUND_TO, rng)?;
        Ok(Self { nonce, sealed })
    }

    pub fn open(&self, secret: &[u8; 32]) -> Option<DatabaseKey> {
        let key = open(secret, &self.nonce, &self.sealed, Self::BOUND_TO)?;
        key.as_slice().try_into().ok().map(DatabaseKey::from_bytes)
    }
}

fn seal<const SEALED: usize>(
    under: &[u8; 32],
    secret: &[u8],
    aad: &[u8],
    rng: &mut (impl CryptoRng + ?Sized),
) -> Result<([u8; 12], [u8; SEALED]), StoreError> {
    let mut nonce = [0; 12];
    rng.fill_bytes(&mut nonce);
    let cipher = ChaCha20Poly1305::new(&Key::from(*under));
    let sealed = cipher.encrypt(&Nonce::from(nonce), Payload { msg: secret, aad });
    let sealed = sealed.ok().and_then(|bytes| bytes.try_into().ok()).ok_or_else(cannot_seal)?;
    Ok((nonce, sealed))
}

fn open(
    under: &[u8; 32],
    nonce: &[u8; 12],
    sealed: &[u8],
    aad: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let cipher = ChaCha20Poly1305::new(&Key::from(*under));
    let opened = cipher.decrypt(&Nonce::from(*nonce), Payload { msg: sealed, aad }).ok()?;
    Some(Zeroizing::new(opened))
}

fn cannot_seal() -> StoreError {
    StoreError::Database { doing: "seal a key slot", source: "the key could not be sealed".into() }
}
