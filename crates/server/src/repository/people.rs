//! People with their passwords, and their log-in attempts at the terminal.

use super::Result;
use chrono::{DateTime, Utc};
use clerk_domain::ids::PersonId;
use clerk_domain::person::Person;

/// A person with what a log-in asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct StoredPerson {
    /// Who, by the last appointment.
    pub person: Person,
    /// Whether that appointment holds.
    pub appointed: bool,
    /// Whether the person is locked out of every log-in.
    pub disabled: bool,
    /// The password.
    pub password: Password,
}

/// A password as it is kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Password {
    /// Argon2id, as a PHC string.
    pub hash: String,
    /// Since when.
    pub at: DateTime<Utc>,
    /// Whether an administrator gave it, so that the person must change it first.
    pub given: bool,
}

/// The wrong passwords given under a login name since the last right one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attempts {
    /// How many.
    pub wrong: u32,
    /// Until when no password is looked at; milliseconds are kept.
    pub locked_until: Option<DateTime<Utc>>,
}

/// People with their passwords, and their log-in attempts at the terminal. Who there is, the centre's
/// journal says: see [`super::Administered`].
#[trait_variant::make(Send)]
pub trait People: Sync + 'static {
    /// A person by login name.
    async fn person(&self, id: &PersonId) -> Result<Option<StoredPerson>>;

    /// Everybody, by login name.
    async fn people(&self) -> Result<Vec<StoredPerson>>;

    /// Gives a person the password `to`; `false` where it is no longer the one of hash `from`.
    async fn set_password(&self, id: &PersonId, from: &str, to: &Password) -> Result<bool>;

    /// The wrong passwords given under a login name.
    async fn attempts(&self, person: &PersonId) -> Result<Attempts>;

    /// Replaces them; `false` where they are no longer `from`.
    async fn set_attempts(&self, person: &PersonId, from: Attempts, to: Attempts) -> Result<bool>;
}
