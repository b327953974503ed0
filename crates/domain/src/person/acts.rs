//! The acts on a person: one file each, and this list. All are done at the centre.

mod added;
mod appointed;
mod disabled;
mod ended;
mod key_made;
mod reset;

pub use added::PersonAdded;
pub use appointed::PersonAppointed;
pub use disabled::PersonDisabled;
pub use ended::PersonEnded;
pub use key_made::{KEYS_A_DAY, PersonKeyMade};
pub use reset::PersonReset;

use super::PersonRecord;
use crate::act::acts;

acts! {
    /// One act on a person.
    PersonAct, PersonActKind of PersonRecord;
    Added(PersonAdded),
    Appointed(PersonAppointed),
    KeyMade(PersonKeyMade),
    Reset(PersonReset),
    Disabled(PersonDisabled),
    Ended(PersonEnded),
}
