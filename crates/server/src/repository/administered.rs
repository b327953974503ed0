//! What an act in the centre's own journal changes beside the journal: it is all kept in one transaction.

use super::{Enrolment, Password, StoredPack};
use clerk_domain::appointment::{Appointment, Attested, PersonKey, WindowDevice};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{PersonId, WindowId};
use clerk_domain::register::Revocation;
use clerk_protocol::{Secret, Window};

/// What an act in the centre's own journal changes.
#[derive(Clone, Default)]
pub struct Administered {
    /// Devices as the register says them from now on.
    pub devices: Vec<Attested<WindowDevice>>,
    /// Appointments, too.
    pub appointments: Vec<Attested<Appointment>>,
    /// Keys of persons, too.
    pub keys: Vec<Attested<PersonKey>>,
    /// The password that a person has from now on; of a new person the first.
    pub password: Option<(PersonId, Password)>,
    /// Whether a person is locked out of every log-in from now on.
    pub disabled: Option<(PersonId, bool)>,
    /// A new window, with the secret of its recovery slot.
    pub window: Option<(Window, Secret)>,
    /// A device that uses up a code, by its hash, and takes the place of the window's one before.
    pub enrolled: Option<(Digest, Enrolment)>,
    /// A window whose device is none any more.
    pub device_ended: Option<WindowId>,
    /// A rule pack, newer than any that is there, by its version.
    pub published: Option<(u32, StoredPack)>,
    /// A licence that holds no more, and was not revoked before.
    pub revoked: Option<Revocation>,
}

impl std::fmt::Debug for Administered {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Administered(…)")
    }
}
