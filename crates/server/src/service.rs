//! The centre itself: what the server does, without HTTP and without SQL. One use-case, one file.

mod admin;
mod administer;
mod authority;
mod bundle;
mod centre_act;
mod clearance;
mod effects;
mod enrol;
mod evidence;
mod fold;
mod folded;
mod give_back;
mod lease;
mod lines;
mod login;
mod look_up;
mod pack;
mod password;
mod people;
mod pull;
mod push;
mod redecide;
mod register;
mod rules;
mod secret;
mod settle;
mod verify;
mod windows;

pub use bundle::TakenBundle;
pub use centre_act::{Login, Question};
pub use lease::BLOCK_SIZE;
pub use look_up::{LookUp, Record};

use crate::error::ServerError;
use crate::keys::CentreKeys;
use crate::repository::{Device, Identity, Repository, Versions};
use chrono::{DateTime, Utc};
use clerk_domain::clock::{SharedClock, china};
use clerk_domain::digest::Digest;
use clerk_domain::pack::RulePack;
use clerk_protocol::{
    DeviceToken, EnrolReply, EnrolRequest, JournalHead, LeaseReply, LeaseRequest, LoginReply,
    LoginRequest, PackReply, PackRequest, PasswordReply, PasswordRequest, Protocol, ProtocolError,
    PullReply, PullRequest, PushReply, PushRequest, Refusal, ReturnReply, ReturnRequest,
    ServerStatus, SyncReply, SyncRequest,
};
use rand::rngs::StdRng;
use rand::{Rng as _, RngExt as _, SeedableRng as _};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

/// How often a change is planned anew where somebody else was quicker: only another program on the
/// same database can be.
const TRIES: u32 = 10;

/// Numbers that JavaScript can read exactly.
const EPOCH_BITS: u32 = 53;

/// The central server's logic over some repository.
pub struct Server<R> {
    repository: R,
    clock: SharedClock,
    random: Mutex<StdRng>,
    identity: Identity,
    keys: CentreKeys,
    /// Held while a push is planned and carried out: pushes of one process follow one another.
    writer: tokio::sync::Mutex<()>,
    /// The rule packs that were read, by version: a published one never changes.
    packs: tokio::sync::Mutex<BTreeMap<u32, Arc<RulePack>>>,
    /// Bounds the memory that passwords take at once.
    passwords: tokio::sync::Semaphore,
}

impl<R: Repository> Server<R> {
    /// The centre that `repository` holds, which must have these keys; a new one where it is empty.
    /// Randomness comes from `seed` alone.
    ///
    /// # Errors
    /// [`ServerError::KeyForeign`], and those of the repository.
    pub async fn new(
        repository: R,
        keys: CentreKeys,
        clock: SharedClock,
        seed: [u8; 32],
    ) -> Result<Self, ServerError> {
        /// Each takes 19 MiB and a core; a log-in takes some 20 ms of one.
        const PASSWORDS_AT_ONCE: usize = 2;
        let mut random = StdRng::from_seed(seed);
        let fresh = Identity {
            epoch: random.random::<u64>() >> (u64::BITS - EPOCH_BITS),
            restored: false,
            secret: random.random(),
            keys: keys.public(),
        };
        let identity = repository.identity(fresh).await?;
        keys.check(&identity.keys)?;
        Ok(Self {
            repository,
            clock,
            random: Mutex::new(random),
            identity,
            keys,
            writer: tokio::sync::Mutex::new(()),
            packs: tokio::sync::Mutex::default(),
            passwords: tokio::sync::Semaphore::new(PASSWORDS_AT_ONCE),
        })
    }

    /// What the centre keeps.
    pub fn repository(&self) -> &R {
        &self.repository
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn random_bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.random.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }

    /// The device of a token, by one look-up; without one nothing is answered.
    pub(crate) async fn device(&self, token: &DeviceToken) -> Result<Device, ProtocolError> {
        let unknown =
            || ProtocolError::refused(Refusal::DeviceUnknown, "enrol this device with a new code");
        if token.0.len() != secret::TOKEN_LENGTH {
            return Err(unknown());
        }
        let device = self.repository.device(Digest::of(token.0.as_bytes())).await;
        let device = device.map_err(failed)?.ok_or_else(unknown)?;
        if let Some(contact) = device.contact.with(self.now()) {
            self.repository.note_contact(&device.public_key, contact).await.map_err(failed)?;
            return Ok(Device { contact, ..device });
        }
        Ok(device)
    }

    /// What an answer to a window says of the centre, which holds `head` of its journal.
    fn status(&self, versions: Versions, head: JournalHead) -> ServerStatus {
        ServerStatus {
            time: self.now().with_timezone(&china()),
            epoch: self.identity.epoch,
            pack_version: versions.pack,
            register_version: versions.register,
            head,
        }
    }

    /// The newest rule pack. Another program may have published it.
    async fn newest_pack(&self) -> Result<Arc<RulePack>, ServerError> {
        let version = self.repository.pack_version().await?;
        self.pack_of(version).await?.ok_or(ServerError::NoPack)
    }

    /// The rule pack of a version, read once; `None` where none was published.
    async fn pack_of(&self, version: u32) -> Result<Option<Arc<RulePack>>, ServerError> {
        let mut kept = self.packs.lock().await;
        if let Some(pack) = kept.get(&version) {
            return Ok(Some(Arc::clone(pack)));
        }
        let Some(stored) = self.repository.pack(version).await? else { return Ok(None) };
        let pack: Arc<RulePack> =
            Arc::new(serde_json::from_str(&stored.text).map_err(ServerError::PackText)?);
        kept.insert(version, Arc::clone(&pack));
        Ok(Some(pack))
    }
}

/// What a device asks, once it is known which one it is.
impl<R: Repository> Server<R> {
    pub(crate) async fn push_by(
        &self,
        device: &Device,
        request: PushRequest,
    ) -> Result<PushReply, ProtocolError> {
        push::push(self, device, request).await
    }

    pub(crate) async fn pull_by(
        &self,
        device: &Device,
        request: PullRequest,
    ) -> Result<PullReply, ProtocolError> {
        in_use(device)?;
        pull::pull(self, device, request).await
    }

    /// The push moves on what a pull looks at, so that the device is read anew in between.
    pub(crate) async fn sync_by(
        &self,
        device: &Device,
        token: &DeviceToken,
        request: SyncRequest,
    ) -> Result<SyncReply, ProtocolError> {
        let push = self.push_by(device, request.push).await?;
        let pull = self.pull(token, request.pull).await?;
        Ok(SyncReply { push, pull })
    }

    pub(crate) async fn lease_by(
        &self,
        device: &Device,
        request: LeaseRequest,
    ) -> Result<LeaseReply, ProtocolError> {
        in_use(device)?;
        lease::lease(self, device.window.window.id.clone(), request).await
    }

    pub(crate) async fn return_by(
        &self,
        device: &Device,
        request: ReturnRequest,
    ) -> Result<ReturnReply, ProtocolError> {
        in_use(device)?;
        give_back::give_back(self, device.window.window.id.clone(), request).await
    }

    pub(crate) async fn pack_by(
        &self,
        device: &Device,
        request: PackRequest,
    ) -> Result<PackReply, ProtocolError> {
        in_use(device)?;
        pack::pack(self, request).await
    }
}

/// A device that was replaced or disabled hands in what it holds, and gets nothing any more.
fn in_use(device: &Device) -> Result<(), ProtocolError> {
    let Some(ended) = device.ended_at else { return Ok(()) };
    let ended = ended.with_timezone(&china()).to_rfc3339();
    let message = format!("the device was replaced or disabled at {ended}");
    Err(ProtocolError::refused(Refusal::DeviceEnded, message))
}

/// A window hears only that the server failed; why is in the server's log.
fn failed(error: ServerError) -> ProtocolError {
    tracing::error!(code = error.code(), error = %error, "failed");
    ProtocolError::refused(Refusal::ServerFailed, "the server failed; try again later")
}

fn bad_request(message: impl Into<String>) -> ProtocolError {
    ProtocolError::refused(Refusal::BadRequest, message)
}

impl<R: Repository> Protocol for Server<R> {
    async fn enrol(&self, request: EnrolRequest) -> Result<EnrolReply, ProtocolError> {
        enrol::enrol(self, request).await
    }

    async fn login(&self, request: LoginRequest) -> Result<LoginReply, ProtocolError> {
        login::login(self, request).await
    }

    async fn change_password(
        &self,
        request: PasswordRequest,
    ) -> Result<PasswordReply, ProtocolError> {
        password::change(self, request).await
    }

    async fn push(
        &self,
        device: &DeviceToken,
        request: PushRequest,
    ) -> Result<PushReply, ProtocolError> {
        self.push_by(&self.device(device).await?, request).await
    }

    async fn pull(
        &self,
        device: &DeviceToken,
        request: PullRequest,
    ) -> Result<PullReply, ProtocolError> {
        self.pull_by(&self.device(device).await?, request).await
    }

    async fn sync(
        &self,
        device: &DeviceToken,
        request: SyncRequest,
    ) -> Result<SyncReply, ProtocolError> {
        self.sync_by(&self.device(device).await?, device, request).await
    }

    async fn lease(
        &self,
        device: &DeviceToken,
        request: LeaseRequest,
    ) -> Result<LeaseReply, ProtocolError> {
        self.lease_by(&self.device(device).await?, request).await
    }

    async fn return_numbers(
        &self,
        device: &DeviceToken,
        request: ReturnRequest,
    ) -> Result<ReturnReply, ProtocolError> {
        self.return_by(&self.device(device).await?, request).await
    }

    async fn pack(
        &self,
        device: &DeviceToken,
        request: PackRequest,
    ) -> Result<PackReply, ProtocolError> {
        self.pack_by(&self.device(device).await?, request).await
    }
}
