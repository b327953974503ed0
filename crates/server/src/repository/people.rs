//! People and their log-in attempts.

use super::Result;
use chrono::{DateTime, Utc};
use clerk_domain::ids::PersonId;
use clerk_domain::person::Person;

/// A person with the hash of the password.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPerson {
    /// Who.
    pub person: Person,
    /// Argon2id, as a PHC string.
    pub password_hash: String,
}

/// The wrong passwords given under a login name since the last right one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// How many.
    pub wrong: u32,
    /// Until when no password is looked at; milliseconds are kept.
    pub locked_until: Option<DateTime<Utc>>,
}

/// People and their log-in attempts.
#[trait_variant::make(Send)]
pub trait People: Sync + 'static {
    /// A person by login name.
    async fn person(&self, id: &PersonId) -> Result<Option<StoredPerson>>;

    /// Adds a person; `false` where the name is taken.
    async fn add_person(&self, person: &StoredPerson) -> Result<bool>;

    /// The wrong passwords given under a login name.
    async fn attempts(&self, person: &PersonId) -> Result<Attempts>;

    /// Replaces them; `false` where they are no longer `from`.
    async fn set_attempts(&self, person: &PersonId, from: Attempts, to: Attempts) -> Result<bool>;
}
