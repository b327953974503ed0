//! Passwords: hashed with Argon2id, a few at once.

use super::{Server, TRIES, bad_request, failed};
use crate::error::ServerError;
use crate::limits::lock;
use crate::repository::{Attempts, Password, Repository, StoredPerson};
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use clerk_domain::ids::{DepartmentId, PersonId};
use clerk_domain::person::password::{self as rules, PasswordFault};
use clerk_domain::person::{Person, Role};
use clerk_protocol::{PasswordReply, PasswordRequest, ProtocolError, Refusal, Secret};

/// Bytes.
const LONGEST_NAME: usize = 64;
const LONGEST_PASSWORD: usize = 1024;

/// Looked at where there is no such person, so that the answer takes as long. No password has it.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// The person of this name and password, who works in the window's department; `None` for a window
/// that is not there, where nobody works.
pub(super) async fn check<R: Repository>(
    server: &Server<R>,
    department: Option<&DepartmentId>,
    id: &PersonId,
    password: Secret,
) -> Result<Person, ProtocolError> {
    let person = person(server, id, password).await?.person;
    match person.role {
        Role::Clerk | Role::Chief if department == Some(&person.department) => Ok(person),
        Role::Clerk | Role::Chief | Role::Leader | Role::Supervisor | Role::Admin => {
            Err(not_your_window())
        }
    }
}

/// The person of this name and password, who may log in. Whoever asks over a network is held to the limits
/// before.
async fn person<R: Repository>(
    server: &Server<R>,
    id: &PersonId,
    password: Secret,
) -> Result<StoredPerson, ProtocolError> {
    let stored = known(server, id, password).await?;
    if !stored.appointed || stored.disabled {
        return Err(not_your_window());
    }
    if stored.password.given || is_old(server, &stored).await? {
        let message = "the password was given out, or is too old; change it first";
        return Err(ProtocolError::refused(Refusal::PasswordChangeNeeded, message));
    }
    Ok(stored)
}

/// The person of this name and password.
async fn known<R: Repository>(
    server: &Server<R>,
    id: &PersonId,
    password: Secret,
) -> Result<StoredPerson, ProtocolError> {
    if id.as_str().len() > LONGEST_NAME || password.0.len() > LONGEST_PASSWORD {
        return Err(bad_request("name or password too long"));
    }
    let stored = server.repository.person(id).await.map_err(failed)?;
    let hash = stored.as_ref().map_or(NOBODY, |stored| stored.password.hash.as_str()).to_owned();
    let right = matches(server, password, hash).await.map_err(failed)?;
    let wrong = || ProtocolError::refused(Refusal::PasswordWrong, "name or password is wrong");
    stored.filter(|_| right).ok_or_else(wrong)
}

/// Whether a password has lasted long enough. Those of a demonstration guard nothing, and last.
async fn is_old<R: Repository>(
    server: &Server<R>,
    stored: &StoredPerson,
) -> Result<bool, ProtocolError> {
    let old = server.now() - stored.password.at > rules::LASTS;
    Ok(old && !server.is_sample().await.map_err(failed)?)
}

/// Gives a person another password, by the one that it is.
pub(super) async fn change<R: Repository>(
    server: &Server<R>,
    request: PasswordRequest,
) -> Result<PasswordReply, ProtocolError> {
    let PasswordRequest { person: id, password, new } = request;
    let same = password.0 == new.0;
    let stored = known(server, &id, password).await?;
    if !stored.appointed || stored.disabled {
        return Err(not_your_window());
    }
    let unfit =
        |why: PasswordFault| ProtocolError::refused(Refusal::PasswordUnfit, why.code().to_owned());
    if same {
        return Err(unfit(PasswordFault::Same));
    }
    rules::check(&id, &new.0).map_err(unfit)?;
    let hash = hash(server, &new.0).await.map_err(failed)?;
    let to = Password { hash, at: server.now(), given: false };
    let from = &stored.password.hash;
    if !server.repository.set_password(&id, from, &to).await.map_err(failed)? {
        return Err(failed(ServerError::Contended(1)));
    }
    tracing::info!(person = %id, "password changed");
    Ok(PasswordReply {})
}

/// The person of this name and password, who acts at the centre's own terminal.
///
/// Each command there is a program of its own, so that wrong passwords are counted in the database; no
/// request over a network counts there. The attempt is counted before the password is looked at:
/// neither commands at the same time nor a restart give more of them.
pub(super) async fn person_at_terminal<R: Repository>(
    server: &Server<R>,
    id: &PersonId,
    password: Secret,
) -> Result<Person, ProtocolError> {
    if id.as_str().len() > LONGEST_NAME {
        return Err(bad_request("name too long"));
    }
    count(server, id).await?;
    let person = person(server, id, password).await?;
    forget(server, id).await?;
    Ok(person.person)
}

/// Gives the person who acts at the centre's own terminal another password, counted as a log-in there.
pub(super) async fn change_at_terminal<R: Repository>(
    server: &Server<R>,
    request: PasswordRequest,
) -> Result<(), ProtocolError> {
    let id = request.person.clone();
    count(server, &id).await?;
    change(server, request).await?;
    forget(server, &id).await
}

/// The answer to a person of another department, or of none that works at windows.
pub(super) fn not_your_window() -> ProtocolError {
    ProtocolError::refused(Refusal::NotYourWindow, "this person does not work at this window")
}

async fn count<R: Repository>(server: &Server<R>, id: &PersonId) -> Result<(), ProtocolError> {
    for _ in 0..TRIES {
        let now = server.now();
        let from = server.repository.attempts(id).await.map_err(failed)?;
        if let Some(until) = from.locked_until.filter(|until| *until > now) {
            let message = format!("too many wrong passwords; try again after {until}");
            return Err(ProtocolError::refused(Refusal::LockedOut, message));
        }
        let wrong = from.wrong.saturating_add(1);
        let to = Attempts { wrong, locked_until: lock(wrong, now) };
        if server.repository.set_attempts(id, from, to).await.map_err(failed)? {
            return Ok(());
        }
    }
    Err(failed(ServerError::Contended(TRIES)))
}

async fn forget<R: Repository>(server: &Server<R>, id: &PersonId) -> Result<(), ProtocolError> {
    for _ in 0..TRIES {
        let from = server.repository.attempts(id).await.map_err(failed)?;
        let none = Attempts::default();
        if server.repository.set_attempts(id, from, none).await.map_err(failed)? {
            return Ok(());
        }
    }
    Err(failed(ServerError::Contended(TRIES)))
}

async fn matches<R>(
    server: &Server<R>,
    password: Secret,
    hash: String,
) -> Result<bool, ServerError> {
    slowly(server, move || {
        let wrong =
            |error: argon2::password_hash::phc::Error| ServerError::Password(error.to_string());
        let hash = PasswordHash::new(&hash).map_err(wrong)?;
        Ok(Argon2::default().verify_password(password.0.as_bytes(), &hash).is_ok())
    })
    .await
}

/// The Argon2id hash of a password, as a PHC string.
pub(super) async fn hash<R: Repository>(
    server: &Server<R>,
    password: &str,
) -> Result<String, ServerError> {
    const SALT_BYTES: usize = 16;
    let salt: [u8; SALT_BYTES] = server.random_bytes();
    let password = password.to_owned();
    slowly(server, move || {
        let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(|error| ServerError::Password(error.to_string()))
    })
    .await
}

/// Runs what takes a while and much memory where it holds up nobody.
async fn slowly<R, T: Send + 'static>(
    server: &Server<R>,
    work: impl FnOnce() -> Result<T, ServerError> + Send + 'static,
) -> Result<T, ServerError> {
    let _place = server.passwords.acquire().await.map_err(|_| ServerError::BrokeOff)?;
    tokio::task::spawn_blocking(work).await.map_err(|_| ServerError::BrokeOff)?
}

#[cfg(test)]
mod tests {
    use super::NOBODY;
    use argon2::password_hash::phc::PasswordHash;

    #[test]
    fn the_hash_for_nobody_can_be_read() {
        assert!(PasswordHash::new(NOBODY).is_ok());
    }
}
