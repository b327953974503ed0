//! The device behind the window: its folder, its clock, and the desk that a person opened on it.

use crate::api::{ApiError, ErrorCode};
use crate::open::OpenDesk;
use chrono::{DateTime, FixedOffset, NaiveDate};
use clerk_domain::clock::{Reading, SharedClock, china, china_date};
use clerk_domain::digest::Digest;
use clerk_domain::journal::Chain;
use clerk_domain::number::Suffix;
use rand::{RngExt as _, SeedableRng as _, rngs::StdRng};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where and how a workstation works.
pub struct Place {
    /// The window's folder: database, key slots, settings and print folder.
    pub dir: PathBuf,
    /// The device's clock.
    pub clock: SharedClock,
    /// Seeds everything random: keys, identifiers, waits. From the system in a real program.
    pub seed: [u8; 32],
    /// When to sync.
    pub sync: SyncMode,
    /// Called, from any thread, after local data or the connection changed.
    pub changed: Arc<dyn Fn() + Send + Sync>,
}

/// When to sync.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncMode {
    /// By itself, in the background, while the desk is open.
    Background,
    /// Only when asked to.
    OnRequest,
}

/// A device. Its calls are in [`crate::api`], a file of this crate each; all may be made from
/// several threads, and are answered one after the other.
pub struct Workstation {
    pub(crate) dir: PathBuf,
    pub(crate) clock: SharedClock,
    pub(crate) sync: SyncMode,
    pub(crate) changed: Arc<dyn Fn() + Send + Sync>,
    rng: Mutex<StdRng>,
    desk: Mutex<Option<OpenDesk>>,
}

impl Workstation {
    /// The workstation at a place. Nothing is read or written yet.
    pub fn new(place: Place) -> Self {
        Self {
            dir: place.dir,
            clock: place.clock,
            sync: place.sync,
            changed: place.changed,
            rng: Mutex::new(StdRng::from_seed(place.seed)),
            desk: Mutex::new(None),
        }
    }

    /// The device's time, in China.
    pub(crate) fn now(&self) -> DateTime<FixedOffset> {
        self.clock.now().with_timezone(&china())
    }

    /// The legal date.
    pub(crate) fn today(&self) -> NaiveDate {
        china_date(self.clock.now())
    }

    pub(crate) fn rng(&self) -> MutexGuard<'_, StdRng> {
        self.rng.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What makes a number one of its kind. Head and time go in with the randomness, so that not even
    /// a machine that was copied while it ran draws the same twice. (Copied with an issue sheet open,
    /// both may issue what stands on it: the same licence of the same case, and the fork is found.)
    pub(crate) fn suffix(&self, chain: &Chain, now: DateTime<FixedOffset>) -> Suffix {
        let random: u128 = self.rng().random();
        let drawn = Digest::of(format!("{}|{now}|{random}", chain.head).as_bytes());
        let [a, b, c, d, ..] = drawn.0;
        Suffix::from_random(u32::from_be_bytes([a, b, c, d]))
    }

    /// The place of the open desk; `None` in it while the desk is locked.
    pub(crate) fn slot(&self) -> MutexGuard<'_, Option<OpenDesk>> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Works at the open desk.
    ///
    /// # Errors
    /// [`ErrorCode::Locked`] while nobody is logged in, and what the work itself refuses.
    pub(crate) fn at_desk<T>(
        &self,
        work: impl FnOnce(&mut OpenDesk) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let mut slot = self.slot();
        let desk = slot.as_mut().ok_or_else(|| ApiError::new(ErrorCode::Locked))?;
        desk.print_folder.clear_daily(self.now());
        desk.renew_pack()?;
        if let Err(error) = self.keep_to_register(desk) {
            if error.code == ErrorCode::AppointmentEnded {
                *slot = None;
                drop(slot);
                (self.changed)();
            }
            return Err(error);
        }
        desk.look_at_clock(Reading { time: self.clock.now(), ticks: Some(self.clock.ticks()) })?;
        work(desk)
    }

    /// Like [`Self::at_desk`], for work that changed something: the sync and the faces are told.
    pub(crate) fn change<T>(
        &self,
        work: impl FnOnce(&mut OpenDesk) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let done = self.at_desk(|desk| {
            let done = work(desk)?;
            desk.act_done();
            Ok(done)
        })?;
        (self.changed)();
        Ok(done)
    }
}
