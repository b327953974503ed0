//! Who decides, and where.

use crate::ids::{PersonId, WindowId};
use crate::person::Role;

/// Who decides, and at which window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Officer {
    /// What the person is.
    pub role: Role,
    /// Who; where nobody is named, a grant to a person does not reach.
    pub person: Option<PersonId>,
    /// The window; where none is named, a grant to certain windows cannot be told to reach.
    pub window: Option<WindowId>,
}

impl From<Role> for Officer {
    fn from(role: Role) -> Self {
        Self { role, person: None, window: None }
    }
}
