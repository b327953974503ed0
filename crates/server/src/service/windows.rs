//! 窗口管理: windows and their devices; each act with the administrator who did it, who has logged in
//! ([`Server::log_in`]).

use super::Server;
use crate::error::ServerError;
use crate::refusal::ActRefusal;
use crate::repository::{Administered, Repository};
use clerk_domain::ids::{Subject, WindowId};
use clerk_domain::journal::About;
use clerk_domain::person::Person;
use clerk_domain::text::{self, REASON_MOST};
use clerk_domain::window::acts::{DeviceDisabled, WindowAdded};
use clerk_protocol::{Secret, Window};

impl<R: Repository> Server<R> {
    /// Adds a window.
    ///
    /// # Errors
    /// [`ServerError::Act`] where it is refused, and the repository's.
    pub async fn add_window(&self, by: &Person, window: &Window) -> Result<(), ServerError> {
        let name = text::name(&window.name).ok().filter(|name| !name.is_empty());
        let name = name.ok_or(ActRefusal::TextUnfit)?;
        self.department(&window.department).await?;
        let added = WindowAdded { name, department: window.department.clone() };
        let recovery: [u8; 32] = self.random_bytes();
        let new = (window.clone(), Secret(hex::encode(recovery)));
        self.administer(by, &Subject::Window(window.id.clone()), |folded| {
            if folded.windows.contains_key(&window.id) {
                return Err(ActRefusal::WindowTaken.into());
            }
            let about = About::Window(window.id.clone(), added.clone().into());
            Ok((about, Administered { window: Some(new.clone()), ..Administered::default() }))
        })
        .await?;
        tracing::info!(window = %window.id, by = %by.id, "window added");
        Ok(())
    }

    /// Takes a window's device out of use: from its next request on it issues nothing, and only hands in
    /// what it holds.
    ///
    /// # Errors
    /// As [`Server::add_window`].
    pub async fn disable_device(
        &self,
        by: &Person,
        window: &WindowId,
        reason: &str,
    ) -> Result<(), ServerError> {
        let reason = text::free(reason, REASON_MOST).ok().filter(|text| !text.is_empty());
        let act = DeviceDisabled { reason: reason.ok_or(ActRefusal::TextUnfit)? };
        self.administer(by, &Subject::Window(window.clone()), |folded| {
            if !folded.windows.contains_key(window) {
                return Err(ActRefusal::WindowUnknown.into());
            }
            let about = About::Window(window.clone(), act.clone().into());
            let device_ended = Some(window.clone());
            Ok((about, Administered { device_ended, ..Administered::default() }))
        })
        .await?;
        tracing::warn!(%window, by = %by.id, "device disabled");
        Ok(())
    }
}
