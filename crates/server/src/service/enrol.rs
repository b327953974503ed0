//! Enrolment: a one-time code makes a device a window.

use super::{Server, bad_request, failed, login, pack, password, secret};
use crate::error::ServerError;
use crate::repository::{Administered, Enrolment, Repository, StoredCode};
use chrono::{DateTime, TimeDelta, Utc};
use clerk_domain::digest::Digest;
use clerk_domain::ids::Subject;
use clerk_domain::journal::About;
use clerk_domain::person::Person;
use clerk_domain::window::acts::DeviceEnrolled;
use clerk_protocol::{Clearances, DeviceToken, EnrolReply, EnrolRequest, ProtocolError, Refusal};

/// For so long after its use a code still gives its device the same answer.
const REPEAT_HOURS: i64 = 24;

pub(super) async fn enrol<R: Repository>(
    server: &Server<R>,
    request: EnrolRequest,
) -> Result<EnrolReply, ProtocolError> {
    let keys = [&request.public_key, &request.person_key];
    if !keys.into_iter().all(|key| clerk_protocol::is_public_key(key)) {
        return Err(bad_request("a key is not an uncompressed SM2 key in hexadecimal"));
    }
    let hash = secret::code_hash(&request.code.0);
    let token = secret::token(&server.identity.secret, &request.code.0, &request.public_key);
    let code = server.repository.code(hash).await.map_err(failed)?;
    let code = code.filter(|c| is_usable(c, &request, server.now())).ok_or_else(unknown)?;
    let window = server.repository.window(&code.window).await.map_err(failed)?;
    let window = window.ok_or_else(|| failed(ServerError::Damaged("code")))?.window;
    // First the code, then the password: a stranger without a code cannot lock anybody out.
    let department = Some(&window.department);
    let person = password::check(server, department, &request.person, request.password).await?;
    let enrolment = Enrolment {
        window: window.id,
        public_key: request.public_key,
        token: Digest::of(token.as_bytes()),
        person: request.person,
        at: server.now(),
    };
    let fresh = enrol_device(server, &person, hash, &enrolment).await.map_err(failed)?;
    // Not fresh: sent again, or somebody else was quicker, or a newer code replaced the device.
    // Only the first of these left a device with this token.
    let device = server.repository.device(enrolment.token).await.map_err(failed)?;
    let device = device.filter(|device| device.ended_at.is_none()).ok_or_else(unknown)?;
    let window = device.window;
    let key = (request.person_key.as_str(), login::Made::AtAnEnrolment);
    login::have_key(server, &person, &window.window.id, key).await?;
    let pack = pack::signed(server).await.map_err(failed)?;
    let status = server.status(device.versions, window.head);
    let codes = Clearances { window: &window.window.id, public_key: &device.public_key };
    let clearances = codes.commitments(server.keys.clearance());
    tracing::info!(window = %window.window.id, seq = window.head.seq, fresh, "enrolled");
    Ok(EnrolReply {
        window: window.window,
        token: DeviceToken(token),
        recovery: window.recovery,
        person,
        centre_key: server.keys.signing().public_key(),
        sealing_key: server.keys.sealing().public_key(),
        clearances,
        pack,
        status,
    })
}

/// Journals the enrolment; `false` where the code was used before.
async fn enrol_device<R: Repository>(
    server: &Server<R>,
    person: &Person,
    hash: Digest,
    enrolment: &Enrolment,
) -> Result<bool, ServerError> {
    let code = server.repository.code(hash).await?;
    if code.is_none_or(|code| code.used.is_some()) {
        return Ok(false);
    }
    let window = &enrolment.window;
    let act = DeviceEnrolled { public_key: enrolment.public_key.clone() };
    let subject = Subject::Window(window.clone());
    let enrolled = server.administer(person, &subject, |_| {
        let about = About::Window(window.clone(), act.clone().into());
        let enrolled = Some((hash, enrolment.clone()));
        Ok((about, Administered { enrolled, ..Administered::default() }))
    });
    match enrolled.await {
        Ok(()) => Ok(true),
        // Somebody else was quicker with the code.
        Err(ServerError::Contended(_)) => Ok(false),
        Err(error) => Err(error),
    }
}

fn unknown() -> ProtocolError {
    ProtocolError::refused(Refusal::CodeUnknown, "the code is unknown, used or too old")
}

/// Whether this request may use the code, or is the one that did.
fn is_usable(code: &StoredCode, request: &EnrolRequest, now: DateTime<Utc>) -> bool {
    match &code.used {
        None => now <= code.expires_at,
        Some(used) => {
            used.public_key == request.public_key
                && used.person == request.person
                && now <= used.at + TimeDelta::hours(REPEAT_HOURS)
        }
    }
}
