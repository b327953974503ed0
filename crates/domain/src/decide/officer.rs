//! Who decides, and where.

use super::clause::DecisionContext;
use crate::grant::{Authority, Grant, Holder};
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

impl Officer {
    /// Whether a grant that speaks of the item lets this one refuse, and not accept.
    pub(super) fn may_refuse(&self, grant: &Grant, context: &DecisionContext<'_>) -> bool {
        let authority = match self.role {
            Role::Clerk => Authority::Clerk,
            Role::Chief => Authority::Chief,
            Role::Leader | Role::Supervisor | Role::Admin => return false,
        };
        let here = match &self.window {
            Some(window) => grant.is_for(window),
            None => grant.windows.is_empty(),
        };
        let given = match &grant.holder {
            Holder::Person(holder) => self.person.as_ref() == Some(holder),
            Holder::Role(_) => true,
        };
        let in_force = grant.holds_on(context.today) && !grant.is_revoked_at(context.now);
        in_force && here && given && authority >= grant.refusal
    }
}
