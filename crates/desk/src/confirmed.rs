//! A password that opens a slot says who somebody was. Whether the centre still knows the person, only
//! the centre says: from time to time a login asks it.

use crate::api::{ApiError, ErrorCode, LoginArgs};
use crate::session::block_on;
use crate::settings::Settings;
use crate::workstation::Workstation;
use chrono::{DateTime, FixedOffset, TimeDelta};
use clerk_protocol::{LoginRequest, Protocol as _, Secret};
use clerk_store::Store;

/// Without a confirmation for so long nobody logs in: the longest public holiday has nine days, and
/// an outage that began before it still has some to be mended in.
const HOLDS: TimeDelta = TimeDelta::days(14);
/// From then on a login asks for one where it can, so that a window with a network never gets there.
const ASKED_AFTER: TimeDelta = TimeDelta::days(7);

/// What is to be done about a confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Age {
    /// It is new enough.
    Fresh,
    /// Another one is asked for; without an answer this one still does.
    Due,
    /// Another one is needed.
    Over,
}

impl Age {
    fn of(confirmed: DateTime<FixedOffset>, now: DateTime<FixedOffset>) -> Self {
        match now - confirmed {
            age if age > HOLDS => Self::Over,
            age if age > ASKED_AFTER => Self::Due,
            _ => Self::Fresh,
        }
    }
}

impl Workstation {
    /// Makes sure that the centre's word about a person is not too old, and asks for a new one where it
    /// is. A clock that was set back does not make it younger than the last contact.
    pub(crate) fn confirm_with_centre(
        &self,
        settings: &Settings,
        args: &LoginArgs,
        person_key: String,
        store: &mut Store,
    ) -> Result<(), ApiError> {
        // Without one, the person's first login failed in the middle.
        let Some(confirmed) = store.online_login(&args.person)? else { return Ok(()) };
        // A window without a network gets no other word than the replies that are carried to it.
        let carried = store.last_bundle_reply()?;
        let confirmed = carried.map_or(confirmed, |carried| confirmed.max(carried));
        let now = self.now();
        let known = store.last_contact()?.map_or(now, |contact| now.max(contact));
        let age = Age::of(confirmed, known);
        if age == Age::Fresh {
            return Ok(());
        }
        let request = LoginRequest {
            window: settings.window.clone(),
            person: args.person.clone(),
            password: Secret(args.password.0.clone()),
            person_key,
        };
        match block_on(settings.client()?.login(request))?.map_err(ApiError::from) {
            Ok(reply) => Ok(store.save_person(&reply.person, now)?),
            Err(error) if says_no(error.code) => Err(error),
            Err(_) if age == Age::Due => Ok(()),
            Err(error) if error.code == ErrorCode::LockedOut => Err(error),
            Err(_) => Err(ApiError::with(ErrorCode::LoginUnconfirmed, confirmed.to_rfc3339())),
        }
    }
}

/// Whether it is the centre's answer about the person; anything else is none. Somebody else's wrong
/// passwords at the centre are no word about the person either.
fn says_no(code: ErrorCode) -> bool {
    matches!(
        code,
        ErrorCode::PasswordWrong | ErrorCode::NotYourWindow | ErrorCode::PasswordChangeNeeded
    )
}

#[cfg(test)]
mod tests {
    use super::{ASKED_AFTER, Age, HOLDS};
    use chrono::{DateTime, FixedOffset, TimeDelta};

    #[test]
    fn a_confirmation_ages() {
        let at: DateTime<FixedOffset> = "2026-11-23T12:00:00+08:00".parse().unwrap();
        let second = TimeDelta::seconds(1);
        let table = [
            (TimeDelta::days(-400), Age::Fresh),
            (ASKED_AFTER, Age::Fresh),
            (ASKED_AFTER + second, Age::Due),
            (HOLDS, Age::Due),
            (HOLDS + second, Age::Over),
            (TimeDelta::days(4000), Age::Over),
        ];
        for (age, expected) in table {
            assert_eq!(Age::of(at, at + age), expected, "{age}");
        }
    }
}
