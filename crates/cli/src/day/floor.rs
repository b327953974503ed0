//! The windows of a sample day, with a clerk and a chief representative at each, and one clock.

use super::centre::DemoWindow;
use super::script::{By, DayWindow};
use crate::context;
use crate::error::CliError;
use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use clerk_desk::api::{EnrollArgs, LoginArgs, Password};
use clerk_desk::workstation::Workstation;
use clerk_domain::clock::{SharedClock, china};
use clerk_domain::ids::{PersonId, WindowId};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that stands until it is set.
#[derive(Clone, Default)]
pub struct SetClock(Arc<AtomicI64>);

impl SetClock {
    /// Sets it to a time of day in China, which it gives.
    pub fn set(&self, date: NaiveDate, at: NaiveTime) -> DateTime<FixedOffset> {
        let instant = date.and_time(at).and_local_timezone(china()).single().unwrap_or_default();
        self.0.store(instant.timestamp(), Ordering::Relaxed);
        instant
    }

    fn shared(&self) -> SharedClock {
        let seconds = Arc::clone(&self.0);
        Arc::new(move || -> DateTime<Utc> {
            DateTime::from_timestamp(seconds.load(Ordering::Relaxed), 0).unwrap_or_default()
        })
    }
}

/// A window with an open desk for each of its two people. Both desks work on one database, as two
/// screens of one window would.
pub struct Staffed {
    /// The window.
    pub id: WindowId,
    /// Its folder.
    pub dir: PathBuf,
    people: [(PersonId, Workstation); 2],
}

impl Staffed {
    /// The desk of one of the two.
    pub fn desk(&self, by: By) -> &Workstation {
        &self.seat(by).1
    }

    /// The login name of one of the two.
    pub fn person(&self, by: By) -> &PersonId {
        &self.seat(by).0
    }

    fn seat(&self, by: By) -> &(PersonId, Workstation) {
        let [clerk, chief] = &self.people;
        match by {
            By::Clerk => clerk,
            By::Chief => chief,
        }
    }
}

/// Where the windows are set up.
pub struct Floor {
    folder: PathBuf,
    clock: SetClock,
    seed: [u8; 32],
    desks: u64,
    server: String,
    password: Password,
}

impl Floor {
    /// A floor without windows. `server` is the address that they enrol at.
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
    pub fn set_up(&mut self, window: &DayWindow, demo: &DemoWindow) -> Result<Staffed, CliError> {
        let dir = self.folder.join(window.id.as_str());
        let clerk = self.enrol(demo, &window.clerk)?;
        let chief = self.workstation(&window.id);
        let login = LoginArgs { person: window.chief.clone(), password: self.password() };
        chief.login(login)?;
        let people = [(window.clerk.clone(), clerk), (window.chief.clone(), chief)];
        Ok(Staffed { id: window.id.clone(), dir, people })
    }

    /// Makes a window in a folder of its own; the person is logged in.
    ///
    /// # Errors
    /// What the desk refuses.
    pub fn enrol(
        &mut self,
        window: &DemoWindow,
        person: &PersonId,
    ) -> Result<Workstation, CliError> {
        let workstation = self.workstation(&window.id);
        workstation.enroll(EnrollArgs {
            server: self.server.clone(),
            code: Password(window.code.clone()),
            person: person.clone(),
            password: self.password(),
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
        context::workstation(self.folder.join(window.as_str()), self.clock.shared(), seed)
    }
}
