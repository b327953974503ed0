//! 解除: a supervisor gets the code that lets a halted window issue again.

use super::{Login, Server};
use crate::error::ServerError;
use crate::refusal::ActRefusal;
use crate::repository::Repository;
use clerk_domain::ids::WindowId;
use clerk_domain::person::Role;
use clerk_protocol::{CLEARANCES, Clearances};

impl<R: Repository> Server<R> {
    /// The code of the number that a halted window shows, for a supervisor or an administrator. It is
    /// made from a key that no window has; each time it is the same.
    ///
    /// # Errors
    /// [`ServerError::Act`] where the person is refused, [`ServerError::NoClearance`] where no device has
    /// a code of that number, [`ServerError::NoWindow`] where no device is this window, and the
    /// repository's.
    pub async fn clearance(
        &self,
        login: Login,
        window: &WindowId,
        number: u32,
    ) -> Result<String, ServerError> {
        let person = self.log_in(login).await?;
        match person.role {
            Role::Supervisor | Role::Admin => {}
            Role::Clerk | Role::Chief | Role::Leader => {
                return Err(ActRefusal::RoleForbidden.into());
            }
        }
        if !(1..=CLEARANCES).contains(&number) {
            return Err(ServerError::NoClearance(number));
        }
        let no_window = || ServerError::NoWindow(window.to_string());
        let token = self.repository.token_hash(window).await?.ok_or_else(no_window)?;
        let device = self.repository.device(token).await?.ok_or_else(no_window)?;
        let codes = Clearances { window, public_key: &device.public_key };
        tracing::warn!(%window, number, by = %person.id, "clearance given");
        Ok(codes.code(self.keys.clearance(), number))
    }
}
