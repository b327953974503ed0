//! Who is at the window: enrolling the device, logging in, locking.

use crate::api::{
    ApiError, EnrollArgs, ErrorCode, LoginArgs, Nothing, Password, SessionView, WindowView,
};
use crate::failure;
use crate::folder::{self, DATABASE};
use crate::halt::verify_journal;
use crate::idle_lock;
use crate::log_in::as_login;
use crate::open::{OpenDesk, Staffed};
use crate::print_folder::PrintFolder;
use crate::server;
use crate::settings::Settings;
use crate::workstation::{SyncMode, Workstation};
use clerk_domain::ids::PersonId;
use clerk_domain::pack::RulePack;
use clerk_domain::person::Person;
use clerk_protocol::{
    EnrolReply, EnrolRequest, Protocol as _, Secret, SignedKind, Window, WindowKey,
};
use clerk_store::{KeySlots, NewWindow, PersonSecret, SlotKeys, Store};
use clerk_sync::{Engine, HttpClient, Runner, Surroundings};
use rand::Rng as _;
use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Workstation {
    /// Who is at the window.
    pub fn session(&self, _: Nothing) -> Result<SessionView, ApiError> {
        if let Some(desk) = self.slot().as_ref() {
            return Ok(open_view(desk));
        }
        Ok(match Settings::read(&self.dir)? {
            None => SessionView::NotEnrolled,
            Some(settings) => SessionView::Locked {
                last_person: Some(settings.last_person.to_string()),
                window: Some(settings.window.to_string()),
            },
        })
    }

    /// Makes this device a window: a key of its own, a database, and the first person's slot. The
    /// settings are written last, so that a cut leaves a device that can be enrolled again.
    pub fn enroll(&self, args: EnrollArgs) -> Result<SessionView, ApiError> {
        if Settings::read(&self.dir)?.is_some() {
            return Err(ApiError::new(ErrorCode::AlreadyEnrolled));
        }
        could_be_somebodys(&args.person)?;
        let authority = args.authority.clone().filter(|pem| !pem.trim().is_empty());
        let client = || Ok(HttpClient::trusting(&args.server, authority.as_deref())?);
        let LoginArgs { person, password, .. } = self.with_new_password(client, as_login(&args))?;
        let (secret, key) = self.new_key()?;
        let (person_secret, person_key) = self.new_key()?;
        let request = EnrolRequest {
            code: Secret(args.code.0.clone()),
            public_key: key.public_key(),
            person: person.clone(),
            password: Secret(password.0.clone()),
            person_key: person_key.public_key(),
        };
        let reply = block_on(client()?.enrol(request))??;
        let pack = reply.pack.open::<RulePack>(SignedKind::Pack, &reply.centre_key);
        pack.map_err(|why| ApiError::with(ErrorCode::PackUntrusted, why.to_string()))?;
        let (server, window, last_person) = (args.server.clone(), reply.window.id.clone(), person);
        let authority = authority.clone();
        let settings = Settings { server, window, last_person, authority, idle_lock_min: None };
        let mut store = self.make_database(&reply, &secret, person_secret, &password)?;
        store.set_servers(&[&settings.asked()?])?;
        drop(store);
        settings.write(&self.dir)?;
        let person = settings.last_person.clone();
        self.login(LoginArgs { person, password, new_password: None })?;
        // The first round brings the numbers. Where it fails, the desk says so in its status.
        drop(self.sync_now(Nothing {}));
        self.session(Nothing {})
    }

    /// Opens the desk. A person's first login at a window needs the server; later ones do not. Each try is in
    /// the log.
    pub fn login(&self, args: LoginArgs) -> Result<SessionView, ApiError> {
        let person = args.person.clone();
        let opened = self.open(args);
        match &opened {
            Ok(_) => tracing::info!(%person, outcome = "right", "login"),
            Err(error) => tracing::warn!(%person, outcome = error.code.as_text(), "login"),
        }
        opened
    }

    fn open(&self, args: LoginArgs) -> Result<SessionView, ApiError> {
        let settings = self.settings()?;
        could_be_somebodys(&args.person)?;
        folder::make_private(&self.dir)?;
        let args = self.with_new_password(|| settings.client(), args)?;
        let keys = self.unlock(&settings, &args)?;
        let mut store = Store::open(&self.dir.join(DATABASE), &keys.database)?;
        server::check(&settings, &mut store)?;
        let person_key = signing_key(keys.person.bytes())?;
        let key = person_key.public_key();
        self.confirm_with_centre(&settings, &args, key, &mut store)?;
        let window = window_of(&store)?;
        let person = self.appointed(&store, &args.person, &window.department)?;
        let mut desk = self.staff(store, window, person, person_key)?;
        desk.print_folder.clear_daily(self.now());
        desk.idle_lock = idle_lock::view(settings.idle_lock_min);
        if self.sync == SyncMode::Background {
            let engine_store = Store::open(&self.dir.join(DATABASE), &keys.database)?;
            desk.runner = Some(self.start_sync(&settings, engine_store, &desk)?);
        }
        Settings { last_person: args.person, ..settings }.write(&self.dir)?;
        let view = open_view(&desk);
        *self.slot() = Some(desk);
        (self.changed)();
        Ok(view)
    }

    /// Locks the desk: nobody is logged in, and the database is closed.
    pub fn lock(&self, _: Nothing) -> Result<SessionView, ApiError> {
        let desk = self.slot().take();
        drop(desk);
        (self.changed)();
        self.session(Nothing {})
    }

    /// Makes sure that the person at the desk is the one who acts.
    pub(crate) fn confirm(&self, password: &Password) -> Result<(), ApiError> {
        let person = self.at_desk(|desk| Ok(desk.person.id.clone()))?;
        let slots = KeySlots::load(&self.dir)?;
        slots.unlock(&person, &password.0, self.clock.now())?;
        Ok(())
    }

    pub(crate) fn settings(&self) -> Result<Settings, ApiError> {
        Settings::read(&self.dir)?.ok_or_else(|| ApiError::new(ErrorCode::NotEnrolled))
    }

    fn make_database(
        &self,
        reply: &EnrolReply,
        secret: &[u8; 32],
        person_secret: [u8; 32],
        password: &Password,
    ) -> Result<Store, ApiError> {
        folder::make_private(&self.dir)?;
        folder::remove_left_over(&self.dir)?;
        let database = self.dir.join(DATABASE);
        let mut rng = self.rng();
        let (slots, key) = KeySlots::create(&self.dir, &mut *rng)?;
        let keys = SlotKeys { database: key, person: PersonSecret::new(person_secret) };
        slots.seal_for(&reply.person.id, &password.0, &keys, &mut *rng)?;
        slots.seal_recovery(&secret_bytes(&reply.recovery)?, &keys.database, &mut *rng)?;
        let mut store = Store::create(&database, &keys.database)?;
        store.begin_window(&NewWindow {
            window: serde_json::to_string(&reply.window).map_err(|e| ApiError::internal(&e))?,
            id: reply.window.id.clone(),
            device_token: reply.token.0.clone(),
            secret_key: *secret,
            centre_key: reply.centre_key.clone(),
            sealing_key: reply.sealing_key.clone(),
            clearances: reply.clearances.clone(),
            pack: clerk_sync::kept(reply.pack.clone()),
            person: &reply.person,
            at: self.now(),
        })?;
        // A window that gets no network after this asks for its first numbers in a file.
        store.set_contact(&reply.status.time, reply.status.epoch)?;
        Ok(store)
    }

    fn staff(
        &self,
        mut store: Store,
        window: Window,
        person: Person,
        person_key: WindowKey,
    ) -> Result<OpenDesk, ApiError> {
        verify_journal(&mut store)?;
        let key = signing_key(&store.secret_key()?)?;
        let pack = Arc::new(clerk_sync::kept_pack(&store).map_err(failure::altered)?);
        let (time, ticks) = (self.clock.now(), self.clock.ticks());
        let older = BTreeMap::new();
        let done = Cell::new(None);
        let staffed = Staffed { window, person, key, person_key, done, pack, older, time, ticks };
        OpenDesk::new(store, staffed, PrintFolder::new(self.dir.join(folder::PRINT)))
    }

    fn start_sync(
        &self,
        settings: &Settings,
        store: Store,
        desk: &OpenDesk,
    ) -> Result<Runner, ApiError> {
        let engine = self.engine(settings, store, desk)?;
        let changed = Arc::clone(&self.changed);
        let surroundings = Surroundings {
            clock: Arc::clone(&self.clock),
            seed: self.rng().next_u64(),
            series: desk.series(),
            code: |error| failure::sync_code(error).as_text(),
            changed: Box::new(move || changed()),
        };
        Runner::start(engine, surroundings).map_err(|error| ApiError::internal(&error))
    }

    pub(crate) fn engine(
        &self,
        settings: &Settings,
        store: Store,
        desk: &OpenDesk,
    ) -> Result<Engine<HttpClient>, ApiError> {
        let client = settings.client()?;
        let device = clerk_protocol::DeviceToken(store.device_token()?);
        Ok(Engine::new(client, store, desk.window.clone(), device, desk.key.clone()))
    }
}

fn window_of(store: &Store) -> Result<Window, ApiError> {
    let read = serde_json::from_str(&store.window()?);
    read.map_err(|error| ApiError::with(ErrorCode::StorageDamaged, error.to_string()))
}

fn signing_key(secret: &[u8; 32]) -> Result<WindowKey, ApiError> {
    let read = WindowKey::from_bytes(secret);
    read.map_err(|error| ApiError::with(ErrorCode::StorageDamaged, error.to_string()))
}

/// Before the name is counted or kept anywhere.
fn could_be_somebodys(person: &PersonId) -> Result<(), ApiError> {
    let read = person.as_str().parse::<PersonId>();
    read.map(drop).map_err(|_| ApiError::new(ErrorCode::PasswordWrong))
}

fn open_view(desk: &OpenDesk) -> SessionView {
    SessionView::Open {
        person: desk.person.clone(),
        idle_lock: desk.idle_lock,
        window: WindowView {
            id: desk.window.id.clone(),
            name: desk.window.name.clone(),
            department: desk.department_name(),
            centre: desk.pack.centre.clone(),
            sample: desk.pack.sample,
        },
    }
}

pub(crate) fn secret_bytes(secret: &Secret) -> Result<[u8; 32], ApiError> {
    let mut bytes = [0; 32];
    let nonsense = |_| ApiError::new(ErrorCode::ServerNonsense);
    hex::decode_to_slice(&secret.0, &mut bytes).map_err(nonsense)?;
    Ok(bytes)
}

/// Waits for a request in the calling thread.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> Result<T, ApiError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(|error| ApiError::internal(&error))?.block_on(future))
}
