//! The windows of a sample day, with a clerk and a chief representative at each, which share one clock.

use super::script::{By, DayWindow};
use super::server_process::DemoWindow;
use crate::error::DemoError;
use clerk_cli::{Machine, context};
use clerk_desk::api::{EnrollArgs, LoginArgs, Password};
use clerk_desk::workstation::Workstation;
use clerk_domain::ids::{PersonId, WindowId};
use clerk_testkit::SetClock;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A window with an open desk for each of its two people. Both desks work on one database, as two
/// screens of one window would.
pub struct StaffedWindow {
    /// The window.
    pub id: WindowId,
    /// Its folder.
    pub dir: PathBuf,
    people: [(PersonId, Workstation); 2],
}

impl StaffedWindow {
    /// A window that is enrolled already, with both people logged in; by the device's clock.
    ///
    /// # Errors
    /// What the desk refuses.
    pub fn open(
        machine: &Machine,
        dir: &Path,
        window: &DayWindow,
        password: &Password,
    ) -> Result<Self, DemoError> {
        let desk = |person: &PersonId, desk: u8| -> Result<_, DemoError> {
            // Each desk has randomness of its own, both from the one seed.
            let mut seed = machine.seed;
            if let Some(first) = seed.first_mut() {
                *first ^= desk;
            }
            let opened = context::workstation(dir.to_owned(), machine.clock.clone(), seed);
            opened.login(LoginArgs {
                person: person.clone(),
                password: password.clone(),
                new_password: None,
            })?;
            Ok((person.clone(), opened))
        };
        let people = [desk(&window.clerk, 1)?, desk(&window.chief, 2)?];
        Ok(Self { id: window.id.clone(), dir: dir.to_owned(), people })
    }

    /// The desk of one of the two.
    pub fn desk(&self, by: By) -> &Workstation {
        &self.person_at_desk(by).1
    }

    /// The login name of one of the two.
    pub fn person(&self, by: By) -> &PersonId {
        &self.person_at_desk(by).0
    }

    fn person_at_desk(&self, by: By) -> &(PersonId, Workstation) {
        let [clerk, chief] = &self.people;
        match by {
            By::Clerk => clerk,
            By::Chief => chief,
        }
    }
}

/// Sets the windows up: each in a folder of its own, enrolled and with its people logged in.
pub struct DemoWindows {
    folder: PathBuf,
    clock: SetClock,
    seed: [u8; 32],
    desks: u64,
    server: String,
    password: Password,
}

impl DemoWindows {
    /// No windows yet. `server` is the address that they enrol at.
    pub fn new(
        folder: &Path,
        clock: SetClock,
        seed: [u8; 32],
        server: &str,
        password: Password,
    ) -> Self {
        let (folder, server) = (folder.to_owned(), server.to_owned());
        Self { folder, clock, seed, desks: 0, server, password }
    }

    /// Everyone's password.
    pub fn password(&self) -> Password {
        self.password.clone()
    }

    /// Enrols a window and logs both people in.
    ///
    /// # Errors
    /// What the desk refuses.
    pub fn set_up(
        &mut self,
        window: &DayWindow,
        demo: &DemoWindow,
    ) -> Result<StaffedWindow, DemoError> {
        let dir = self.folder.join(window.id.as_str());
        let clerk = self.enrol(demo, &window.clerk)?;
        let chief = self.workstation(&window.id);
        let login = LoginArgs {
            person: window.chief.clone(),
            password: self.password(),
            new_password: None,
        };
        chief.login(login)?;
        let people = [(window.clerk.clone(), clerk), (window.chief.clone(), chief)];
        Ok(StaffedWindow { id: window.id.clone(), dir, people })
    }

    /// Makes a window in a folder of its own; the person is logged in.
    ///
    /// # Errors
    /// What the desk refuses.
    pub fn enrol(
        &mut self,
        window: &DemoWindow,
        person: &PersonId,
    ) -> Result<Workstation, DemoError> {
        let workstation = self.workstation(&window.id);
        workstation.enroll(EnrollArgs {
            authority: None,
            server: self.server.clone(),
            code: Password(window.code.clone()),
            person: person.clone(),
            password: self.password(),
            new_password: None,
        })?;
        Ok(workstation)
    }

    fn workstation(&mut self, window: &WindowId) -> Workstation {
        // Each desk has randomness of its own, all from the one seed.
        self.desks += 1;
        let mut seed = self.seed;
        for (byte, number) in seed.iter_mut().zip(self.desks.to_le_bytes()) {
            *byte ^= number;
        }
        let clock = self.clock.clone();
        let folder = self.folder.join(window.as_str());
        context::workstation(folder, Arc::new(move || clock.now()), seed)
    }
}
