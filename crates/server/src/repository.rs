//! What the centre keeps, behind one seam: each backend passes the same conformance suite.
//!
//! Every change is planned from what was read and carried out in one transaction that first compares:
//! where somebody else was quicker, nothing is written and the answer is `false` (or `None`); the
//! caller reads again. So no rule of the centre is written in SQL.

mod administered;
mod bundles;
#[cfg(test)]
mod conformance;
mod enrolments;
mod exceptions;
mod identity;
mod inspection;
mod journals;
mod leases;
mod licences;
mod number_use;
mod packs;
mod people;
mod register;
pub mod sqlite;
mod windows;

pub use administered::Administered;
pub use bundles::{Bundles, StoredBundle};
pub use enrolments::{CodeUse, Enrolment, Enrolments, NewCode, StoredCode};
pub use exceptions::{CONFIRMED, ExceptionId, Exceptions, Settlement, StoredException};
pub use identity::{CentreIdentity, Identity};
pub use inspection::{Counts, Inspection, StoredCase};
pub use journals::{Append, Fork, Journals, Line, NewEntry, ScopeEntry, ScopeHead};
pub use leases::{LeaseKey, Leased, Leases, StoredBlock};
pub use licences::{Earlier, KnownLicence, Licences, NewLicence};
pub use number_use::{GivenOnActs, NumberUse, NumbersOnActs};
pub use packs::{Packs, StoredPack};
pub use people::{Attempts, Password, People, StoredPerson};
pub use register::{Effects, IssuingEntry, Register, RegisterLine};
pub use windows::{Device, StoredWindow, Versions, Windows};

use crate::error::ServerError;

type Result<T> = std::result::Result<T, ServerError>;

/// The centre's memory: all that it keeps, by what is kept. Not found is `None`; every error is a failure of
/// the backend.
pub trait Repository:
    CentreIdentity
    + Packs
    + People
    + Windows
    + Enrolments
    + Register
    + Journals
    + Exceptions
    + Licences
    + Leases
    + NumbersOnActs
    + Bundles
    + Inspection
{
}
