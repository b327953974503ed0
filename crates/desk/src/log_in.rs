//! How a password becomes the keys of a window: by the person's slot, or by the centre's word for one who
//! has none here, or another password by now.

use crate::api::{ApiError, EnrollArgs, ErrorCode, LoginArgs, Password, PasswordArgs, SessionView};
use crate::session::{block_on, secret_bytes};
use crate::settings::Settings;
use crate::workstation::Workstation;
use clerk_domain::ids::PersonId;
use clerk_domain::person::password;
use clerk_protocol::{LoginRequest, PasswordRequest, Protocol as _, Secret, WindowKey};
use clerk_store::{KeySlots, PersonSecret, SlotKeys, Store, UnlockError};
use clerk_sync::HttpClient;
use rand::Rng as _;

/// While so many more wrong passwords are free, the centre is asked about one.
const ASKED_ABOUT: u32 = 7;

impl Workstation {
    /// Gives the person at the desk another password, here and at the centre: first there, so that a cut in
    /// between leaves the old one to this window alone, until the new one is given.
    pub fn change_password(&self, args: PasswordArgs) -> Result<SessionView, ApiError> {
        self.confirm(&args.password)?;
        let person = self.at_desk(|desk| Ok(desk.person.id.clone()))?;
        let settings = self.settings()?;
        self.give_password(&settings.client()?, &person, &args.password, &args.new_password)?;
        self.session(crate::api::Nothing {})
    }

    /// The same for who cannot log in before; gives what the password is then.
    pub(crate) fn with_new_password(
        &self,
        client: impl FnOnce() -> Result<HttpClient, ApiError>,
        args: LoginArgs,
    ) -> Result<LoginArgs, ApiError> {
        let Some(new) = &args.new_password else { return Ok(args) };
        self.give_password(&client()?, &args.person, &args.password, new)?;
        Ok(LoginArgs { password: new.clone(), new_password: None, ..args })
    }

    fn give_password(
        &self,
        client: &HttpClient,
        person: &PersonId,
        old: &Password,
        new: &Password,
    ) -> Result<(), ApiError> {
        let unfit = |why: password::PasswordFault| {
            ApiError::with(ErrorCode::PasswordUnfit, why.code().to_owned())
        };
        if old.0 == new.0 {
            return Err(unfit(password::PasswordFault::Same));
        }
        password::check(person, &new.0).map_err(unfit)?;
        let (password, new_one) = (Secret(old.0.clone()), Secret(new.0.clone()));
        let request = PasswordRequest { person: person.clone(), password, new: new_one };
        block_on(client.change_password(request))??;
        if !KeySlots::exist(&self.dir) {
            return Ok(());
        }
        let slots = KeySlots::load(&self.dir)?;
        if slots.has(person)?
            && let Ok(keys) = slots.unlock(person, &old.0, self.clock.now())
        {
            slots.seal_for(person, &new.0, &keys, &mut *self.rng())?;
        }
        Ok(())
    }

    /// The keys that a password gives.
    pub(crate) fn unlock(
        &self,
        settings: &Settings,
        args: &LoginArgs,
    ) -> Result<SlotKeys, ApiError> {
        let slots = KeySlots::load(&self.dir)?;
        if !slots.has(&args.person)? {
            return self.first_login(settings, args, &slots).map_err(|error| match error.code {
                ErrorCode::ServerUnreachable => ApiError::new(ErrorCode::FirstLoginOnline),
                _ => error,
            });
        }
        match slots.unlock(&args.person, &args.password.0, self.clock.now()) {
            Ok(keys) => Ok(keys),
            // It may have been changed at another window, or by the administrator: the centre knows. It counts
            // wrong ones as well, so that it is asked about the first few alone.
            Err(wrong @ UnlockError::WrongPassword { tries_left: ASKED_ABOUT.., .. }) => {
                match self.first_login(settings, args, &slots) {
                    Err(error) if !is_about_the_person(error.code) => Err(wrong.into()),
                    other => other,
                }
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The first log-in of a person at this window, or with this password: the centre confirms it, and the
    /// person gets a key here.
    fn first_login(
        &self,
        settings: &Settings,
        args: &LoginArgs,
        slots: &KeySlots,
    ) -> Result<SlotKeys, ApiError> {
        let (secret, key) = self.new_key()?;
        let request = LoginRequest {
            window: settings.window.clone(),
            person: args.person.clone(),
            password: Secret(args.password.0.clone()),
            person_key: key.public_key(),
        };
        let reply = block_on(settings.client()?.login(request))??;
        let database = slots.unlock_recovery(&secret_bytes(&reply.recovery)?)?;
        let mut store = Store::open(&self.dir.join(crate::folder::DATABASE), &database)?;
        store.save_person(&reply.person, self.now())?;
        let keys = SlotKeys { database, person: PersonSecret::new(secret) };
        slots.seal_for(&args.person, &args.password.0, &keys, &mut *self.rng())?;
        Ok(keys)
    }

    pub(crate) fn new_key(&self) -> Result<([u8; 32], WindowKey), ApiError> {
        let mut secret = [0; 32];
        self.rng().fill_bytes(&mut secret);
        let key = WindowKey::from_bytes(&secret).map_err(|error| ApiError::internal(&error))?;
        Ok((secret, key))
    }
}

/// What an enrolment says of the person, as a log-in says it.
pub(crate) fn as_login(args: &EnrollArgs) -> LoginArgs {
    LoginArgs {
        person: args.person.clone(),
        password: args.password.clone(),
        new_password: args.new_password.clone(),
    }
}

/// Whether the centre said something of the person that the person must hear.
fn is_about_the_person(code: ErrorCode) -> bool {
    matches!(code, ErrorCode::PasswordChangeNeeded | ErrorCode::NotYourWindow)
}
