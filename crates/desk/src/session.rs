//! Who is at the window: enrolling the device, logging in, locking.

use crate::api::{
    ApiError, EnrollArgs, ErrorCode, LoginArgs, Nothing, Password, SessionView, WindowView,
};
use crate::failure;
use crate::folder::{self, DATABASE};
use crate::halt::verify_journal;
use crate::idle_lock;
use crate::open::{OpenDesk, Staffed};
use crate::print_folder::PrintFolder;
use crate::settings::Settings;
use crate::workstation::{SyncMode, Workstation};
use clerk_domain::ids::PersonId;
use clerk_domain::pack::RulePack;
use clerk_domain::person::Person;
use clerk_protocol::{
    EnrolReply, EnrolRequest, LoginRequest, Protocol, Secret, SignedKind, Window, WindowKey,
};
use clerk_store::{DatabaseKey, KeySlots, NewWindow, Store};
use clerk_sync::{Engine, HttpClient, Runner, Surroundings};
use rand::Rng as _;
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
        let authority = args.authority.filter(|pem| !pem.trim().is_empty());
        let client = HttpClient::trusting(&args.server, authority.as_deref())?;
        let (secret, key) = self.new_window_key()?;
        let request = EnrolRequest {
            code: Secret(args.code.0),
            public_key: key.public_key(),
            person: args.person.clone(),
            password: Secret(args.password.0.clone()),
        };
        let reply = block_on(client.enrol(request))??;
        let pack = reply.pack.open::<RulePack>(SignedKind::Pack, &reply.centre_key);
        pack.map_err(|why| ApiError::with(ErrorCode::PackUntrusted, why.to_string()))?;
        self.make_database(&reply, &secret, &args.password)?;
        let (server, window, last_person) = (args.server, reply.window.id, args.person);
        let settings = Settings { server, window, last_person, authority, idle_lock_min: None };
        settings.write(&self.dir)?;
        let person = settings.last_person.clone();
        self.login(LoginArgs { person, password: args.password })?;
        // The first round brings the numbers. Where it fails, the desk says so in its status.
        drop(self.sync_now(Nothing {}));
        self.session(Nothing {})
    }

    /// Opens the desk. A person's first login at a window needs the server; later ones do not.
    pub fn login(&self, args: LoginArgs) -> Result<SessionView, ApiError> {
        let settings = self.settings()?;
        could_be_somebodys(&args.person)?;
        folder::make_private(&self.dir)?;
        let key = self.unlock(&settings, &args)?;
        let mut store = Store::open(&self.dir.join(DATABASE), &key)?;
        self.confirm_with_centre(&settings, &args, &mut store)?;
        let person = store.person(&args.person)?;
        let person = person.ok_or_else(|| ApiError::new(ErrorCode::PasswordWrong))?;
        let mut desk = self.staff(store, person)?;
        desk.print_folder.clear_daily(self.now());
        desk.idle_lock = idle_lock::view(settings.idle_lock_min);
        if self.sync == SyncMode::Background {
            let engine_store = Store::open(&self.dir.join(DATABASE), &key)?;
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

    fn unlock(&self, settings: &Settings, args: &LoginArgs) -> Result<DatabaseKey, ApiError> {
        let slots = KeySlots::load(&self.dir)?;
        if slots.has(&args.person)? {
            return Ok(slots.unlock(&args.person, &args.password.0, self.clock.now())?);
        }
        self.first_login(settings, args, &slots)
    }

    fn first_login(
        &self,
        settings: &Settings,
        args: &LoginArgs,
        slots: &KeySlots,
    ) -> Result<DatabaseKey, ApiError> {
        let client = settings.client()?;
        let request = LoginRequest {
            window: settings.window.clone(),
            person: args.person.clone(),
            password: Secret(args.password.0.clone()),
        };
        let reply = block_on(client.login(request))?.map_err(|error| {
            let error = ApiError::from(error);
            match error.code {
                ErrorCode::ServerUnreachable => ApiError::new(ErrorCode::FirstLoginOnline),
                _ => error,
            }
        })?;
        let recovery = secret_bytes(&reply.recovery)?;
        let key = slots.unlock_recovery(&recovery)?;
        let mut store = Store::open(&self.dir.join(DATABASE), &key)?;
        store.save_person(&reply.person, self.now())?;
        slots.seal_for(&args.person, &args.password.0, &key, &mut *self.rng())?;
        Ok(key)
    }

    fn new_window_key(&self) -> Result<([u8; 32], WindowKey), ApiError> {
        let mut secret = [0; 32];
        self.rng().fill_bytes(&mut secret);
        let key = WindowKey::from_bytes(&secret).map_err(|error| ApiError::internal(&error))?;
        Ok((secret, key))
    }

    fn make_database(
        &self,
        reply: &EnrolReply,
        secret: &[u8; 32],
        password: &Password,
    ) -> Result<(), ApiError> {
        folder::make_private(&self.dir)?;
        folder::remove_left_over(&self.dir)?;
        let database = self.dir.join(DATABASE);
        let mut rng = self.rng();
        let (slots, key) = KeySlots::create(&self.dir, &mut *rng)?;
        slots.seal_for(&reply.person.id, &password.0, &key, &mut *rng)?;
        slots.seal_recovery(&secret_bytes(&reply.recovery)?, &key, &mut *rng)?;
        let mut store = Store::create(&database, &key)?;
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
        Ok(())
    }

    fn staff(&self, mut store: Store, person: Person) -> Result<OpenDesk, ApiError> {
        verify_journal(&mut store)?;
        let window: Window = serde_json::from_str(&store.window()?)
            .map_err(|e| ApiError::with(ErrorCode::StorageDamaged, e.to_string()))?;
        let key = WindowKey::from_bytes(&store.secret_key()?);
        let key = key.map_err(|e| ApiError::with(ErrorCode::StorageDamaged, e.to_string()))?;
        let pack = Arc::new(clerk_sync::kept_pack(&store).map_err(failure::altered)?);
        let (time, ticks) = (self.clock.now(), self.clock.ticks());
        let older = BTreeMap::new();
        let staffed = Staffed { window, person, key, pack, older, time, ticks };
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

fn secret_bytes(secret: &Secret) -> Result<[u8; 32], ApiError> {
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
