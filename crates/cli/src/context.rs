//! What every command works with: where the window's folder is, who acts, and the opened desk.

use crate::arguments::{Common, Lang};
use crate::error::CliError;
use crate::{Machine, output, secret};
use clerk_desk::api::{ApiError, ErrorCode, LoginArgs, Nothing, Password, SessionView, TextArgs};
use clerk_desk::workstation::{Place, SyncMode, Workstation};
use clerk_domain::ids::{CaseId, PersonId};
use serde::Serialize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A command's surroundings.
pub struct Context<'a> {
    /// Clock and randomness.
    pub machine: &'a Machine,
    /// The language of texts.
    pub lang: Lang,
    /// Whether stdout is one JSON value.
    pub json: bool,
    data: Option<PathBuf>,
    person: Option<PersonId>,
}

/// A desk that a person opened.
pub struct Desk {
    /// The device with the desk open.
    pub workstation: Workstation,
    /// What opened it; issuing asks for it again.
    pub password: Password,
    /// Who is at it.
    pub session: SessionView,
}

impl<'a> Context<'a> {
    /// The surroundings that the arguments name.
    pub fn new(machine: &'a Machine, common: &Common) -> Self {
        Self {
            machine,
            lang: common.lang,
            json: common.json,
            data: common.data.clone(),
            person: common.person.as_deref().map(PersonId::from),
        }
    }

    /// The folder that was named, if one was.
    pub fn named_folder(&self) -> Option<&Path> {
        self.data.as_deref()
    }

    /// The device in the window's folder. Nothing is read or written yet.
    ///
    /// # Errors
    /// [`CliError::NoFolder`].
    pub fn workstation(&self) -> Result<Workstation, CliError> {
        let dir = match &self.data {
            Some(dir) => dir.clone(),
            None => {
                let home = std::env::home_dir().ok_or(CliError::NoFolder)?;
                home.join(".local/share/window-clerk")
            }
        };
        Ok(workstation(dir, self.machine.clock.clone(), self.machine.seed))
    }

    /// Who was named.
    ///
    /// # Errors
    /// [`CliError::PersonNeeded`].
    pub fn named_person(&self) -> Result<PersonId, CliError> {
        self.person.clone().ok_or(CliError::PersonNeeded)
    }

    /// The password of a person.
    ///
    /// # Errors
    /// [`CliError::PasswordNeeded`].
    pub fn password(&self, person: &PersonId) -> Result<Password, CliError> {
        secret::password(person.as_str(), self.lang)
    }

    /// Opens the desk for the person named, or else the last one here.
    ///
    /// # Errors
    /// What the desk refuses; [`CliError::PersonNeeded`], [`CliError::PasswordNeeded`].
    pub fn open(&self) -> Result<Desk, CliError> {
        let workstation = self.workstation()?;
        let last = match workstation.session(Nothing {})? {
            SessionView::NotEnrolled => return Err(ApiError::new(ErrorCode::NotEnrolled).into()),
            SessionView::Locked { last_person, .. } => last_person.map(PersonId),
            SessionView::Open { person, .. } => Some(person.id),
        };
        let person = self.person.clone().or(last).ok_or(CliError::PersonNeeded)?;
        let password = self.password(&person)?;
        let session = workstation.login(LoginArgs {
            person,
            password: password.clone(),
            new_password: None,
        })?;
        Ok(Desk { workstation, password, session })
    }

    /// Writes the command's result.
    ///
    /// # Errors
    /// [`CliError::Output`].
    pub fn give<T: Serialize>(
        &self,
        value: &T,
        text: impl FnOnce(&T, Lang) -> String,
    ) -> Result<(), CliError> {
        output::give(self.json, value, || text(value, self.lang))
    }
}

impl Desk {
    /// The case that a person means by its number or its identifier.
    ///
    /// # Errors
    /// [`ErrorCode::CaseUnknown`], and what the desk refuses.
    pub fn case(&self, named: &str) -> Result<CaseId, CliError> {
        if let Ok(id) = named.parse() {
            return Ok(CaseId(id));
        }
        let found = self.workstation.search(TextArgs { text: named.to_owned() })?;
        // Without its suffix a number may be said where no other case has the same.
        let short = format!("{named}-");
        let is_meant = |number: &str| number == named || number.starts_with(&short);
        let mut meant = found.rows.into_iter().filter(|row| is_meant(row.number.as_str()));
        match (meant.next(), meant.next()) {
            (Some(case), None) => Ok(case.id),
            _ => Err(ApiError::with(ErrorCode::CaseUnknown, named).into()),
        }
    }
}

/// A device that syncs only when asked to, and tells nobody of changes.
pub fn workstation(
    dir: PathBuf,
    clock: clerk_domain::clock::SharedClock,
    seed: [u8; 32],
) -> Workstation {
    let sync = SyncMode::OnRequest;
    Workstation::new(Place { dir, clock, seed, sync, changed: Arc::new(|| {}) })
}
