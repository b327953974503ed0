//! Login: a person's password, checked for a window, and the key that the person has there. No device token
//! is asked for: it lies in the window's database, which is what logging in opens.

use super::{Server, bad_request, failed, password};
use crate::error::ServerError;
use crate::refusal::ActRefusal;
use crate::repository::{Administered, Repository};
use clerk_domain::clock::china;
use clerk_domain::ids::{Subject, WindowId};
use clerk_domain::journal::About;
use clerk_domain::person::acts::PersonKeyMade;
use clerk_domain::person::{Person, PersonRecord};
use clerk_protocol::{LoginReply, LoginRequest, ProtocolError, Refusal};

pub(super) async fn login<R: Repository>(
    server: &Server<R>,
    request: LoginRequest,
) -> Result<LoginReply, ProtocolError> {
    let LoginRequest { window, person, password, person_key } = request;
    if !clerk_protocol::is_public_key(&person_key) {
        return Err(bad_request("person_key is not an uncompressed SM2 key in hexadecimal"));
    }
    let stored = server.repository.window(&window).await.map_err(failed)?;
    let department = stored.as_ref().map(|stored| &stored.window.department);
    let person = password::check(server, department, &person, password).await?;
    // Nobody works at a window that is not there.
    let Some(stored) = stored else { return Err(password::not_your_window()) };
    have_key(server, &person, &window, (&person_key, Made::AtALogIn)).await?;
    Ok(LoginReply { person, recovery: stored.recovery })
}

/// How a person came to a new key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Made {
    /// With a one-time code, which an administrator gives out.
    AtAnEnrolment,
    /// With the password alone: not more often than [`PersonRecord::may_make_key`] says.
    ///
    /// [`PersonRecord::may_make_key`]: clerk_domain::person::PersonRecord::may_make_key
    AtALogIn,
}

/// Takes the key that a person has at a window into the register, where it is new.
pub(super) async fn have_key<R: Repository>(
    server: &Server<R>,
    person: &Person,
    window: &WindowId,
    (public_key, made): (&str, Made),
) -> Result<(), ProtocolError> {
    let known = server.repository.keys_at(window).await.map_err(failed)?;
    let mut open = known.iter().map(|known| &known.of).filter(|of| of.term.until.is_none());
    if open.any(|of| of.person == person.id && of.public_key == public_key) {
        return Ok(());
    }
    // One key, one person: a key that was anybody's is nobody else's, and none that ended comes back.
    if known.iter().any(|known| known.of.public_key == public_key) {
        return Err(bad_request("person_key was used before; make a new one"));
    }
    let act = PersonKeyMade { window: window.clone(), public_key: public_key.to_owned() };
    let subject = Subject::Person(person.id.clone());
    let journalled = server.administer(person, &subject, |folded| {
        let now = server.now().with_timezone(&china());
        let may = |record: &PersonRecord| record.may_make_key(window, now);
        if made == Made::AtALogIn && !folded.people.get(&person.id).is_none_or(may) {
            return Err(ActRefusal::TooManyKeys.into());
        }
        let about = About::Person(person.id.clone(), act.clone().into());
        Ok((about, Administered::default()))
    });
    journalled.await.map_err(|error| match error {
        ServerError::Act(ActRefusal::TooManyKeys) => {
            let message = ActRefusal::TooManyKeys.to_string();
            ProtocolError::refused(Refusal::TooManyKeys, message)
        }
        error => failed(error),
    })
}
