//! `clerk password`: gives a person another password, at the centre and at this window.

use crate::context::Context;
use crate::error::CliError;
use crate::secret;
use crate::text::status;
use clerk_desk::api::LoginArgs;

/// Changes the password of the person named, and logs in with it.
pub fn run(context: &Context<'_>) -> Result<(), CliError> {
    let workstation = context.workstation()?;
    let person = context.named_person()?;
    let password = context.password(&person)?;
    let new_password = Some(secret::new_password(person.as_str(), context.lang)?);
    let session = workstation.login(LoginArgs { person, password, new_password })?;
    context.give(&session, status::session)
}
