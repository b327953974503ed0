//! 名册: devices, appointments and keys, each as the centre signed it, and the licences that hold no more.

use super::Result;
use clerk_domain::appointment::{Appointment, Attested, PersonKey, WindowDevice};
use clerk_domain::ids::{JournalId, PersonId, WindowId};
use clerk_domain::register::{RegisterPage, Revocation};

/// What an act does beyond its own case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// The licences that hold no more.
    pub revocations: Vec<Revocation>,
    /// Void licences' numbers, each with that of the licence that now stands in its place.
    pub replacements: Vec<(String, String)>,
}

/// The entry that issued a licence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IssuingEntry {
    /// In which journal.
    pub journal: JournalId,
    /// Its text.
    pub text: String,
    /// Whether something is wrong with it that no supervisor confirmed.
    pub withheld: bool,
}

/// One thing that the register says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterLine {
    /// A window's device.
    Device(Attested<WindowDevice>),
    /// An appointment.
    Appointment(Attested<Appointment>),
    /// A person's key.
    Key(Attested<PersonKey>),
    /// A licence that holds no more.
    Revoked(Revocation),
}

/// The page that follows a version: the `most` that changed first of what changed after it, each with the
/// version that it made.
pub(super) fn page(
    after: u64,
    last: u64,
    most: usize,
    mut changed: Vec<(u64, RegisterLine)>,
) -> RegisterPage {
    changed.sort_by_key(|(version, _)| *version);
    let more = changed.len() > most;
    changed.truncate(most);
    let ends = changed.last().map(|(version, _)| *version).filter(|_| more);
    let version = ends.unwrap_or(last);
    let mut page = RegisterPage { after, version, last, ..RegisterPage::default() };
    for (_, line) in changed {
        match line {
            RegisterLine::Device(device) => page.devices.push(device),
            RegisterLine::Appointment(appointment) => page.appointments.push(appointment),
            RegisterLine::Key(key) => page.keys.push(key),
            RegisterLine::Revoked(revocation) => page.revoked.push(revocation.carried()),
        }
    }
    page
}

/// What the register is made from.
#[trait_variant::make(Send)]
pub trait Register: Sync + 'static {
    /// The version of the register: the instant of its last change in milliseconds; 0 before it.
    async fn register_version(&self) -> Result<u64>;

    /// The page of at most `most` lines that follows a version.
    async fn register_page(&self, after: u64, most: u32) -> Result<RegisterPage>;

    /// Every device that was a window's, in order.
    async fn devices_of(&self, window: &WindowId) -> Result<Vec<Attested<WindowDevice>>>;

    /// Every appointment of these persons, in order.
    async fn appointments(&self, persons: &[PersonId]) -> Result<Vec<Attested<Appointment>>>;

    /// Every key that anybody had at a window, in order.
    async fn keys_at(&self, window: &WindowId) -> Result<Vec<Attested<PersonKey>>>;

    /// How a licence came to hold no more; `None` where it holds.
    async fn revocation(&self, id: &str) -> Result<Option<Revocation>>;

    /// The text of the entry that issued the licence of this number.
    async fn newest_issuing_entry(&self, number: &str) -> Result<Option<IssuingEntry>>;

    /// The entries that issued just this version of a licence ([`clerk_domain::product::id`]): that of the one
    /// that stands first, then that of one that something is wrong with.
    async fn issuing_entries(&self, id: &str) -> Result<Vec<IssuingEntry>>;
}
