//! Which server the window asks. It stands in a plain file, as it must be known before the database is open; so
//! it stands in the database as well, and what was changed in the file alone is noticed.

use crate::api::{ApiError, ErrorCode, ServerArgs, SessionView};
use crate::settings::Settings;
use crate::workstation::Workstation;
use clerk_domain::person::Role;
use clerk_store::Store;
use clerk_sync::HttpClient;

impl Workstation {
    /// Makes the window ask another server, or the same one under another authority. The chief representative
    /// does it; the centre's key stays the one that the enrolment gave, so that another centre is none.
    pub fn change_server(&self, args: ServerArgs) -> Result<SessionView, ApiError> {
        let authority = args.authority.filter(|pem| !pem.trim().is_empty());
        HttpClient::trusting(&args.server, authority.as_deref())?;
        let settings = self.settings()?;
        let before = settings.asked()?;
        let settings = Settings { server: args.server, authority, ..settings };
        self.at_desk(|desk| {
            if desk.person.role != Role::Chief {
                return Err(ApiError::new(ErrorCode::RoleForbidden));
            }
            // Both hold until the file is written, so that a power cut in between shuts nobody out.
            let after = settings.asked()?;
            desk.store.set_servers(&[&before, &after])?;
            settings.write(&self.dir)?;
            Ok(desk.store.set_servers(&[&after])?)
        })?;
        // Whoever syncs in the background still asks the other one.
        self.lock(crate::api::Nothing {})
    }
}

/// Whether the file names the server that the database knows.
///
/// # Errors
/// [`ErrorCode::ServerChanged`].
pub(crate) fn check(settings: &Settings, store: &mut Store) -> Result<(), ApiError> {
    let (asked, known) = (settings.asked()?, store.servers()?);
    if !known.contains(&asked) {
        return Err(ApiError::with(ErrorCode::ServerChanged, settings.server.clone()));
    }
    if known.len() > 1 {
        store.set_servers(&[&asked])?;
    }
    Ok(())
}
