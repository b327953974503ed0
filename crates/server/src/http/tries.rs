//! What enrolment, log-in and the change of a password have in common: a try at a password is counted, and logged.

use super::reply::Refused;
use crate::limits::{Limits, Source, Tried, Wait};
use chrono::{DateTime, Utc};
use clerk_domain::clock::china;
use clerk_domain::ids::PersonId;
use clerk_protocol::Refusal;

/// Characters of a text in the log that a client typed.
const LOGGED: usize = 64;

/// Carries a try out, unless the address has to wait.
pub(super) async fn tried<T>(
    limits: &Limits,
    (source, person): (Source, &PersonId),
    now: DateTime<Utc>,
    attempt: impl Future<Output = Result<T, Refused>>,
) -> Result<T, Refused> {
    limits.try_password(source, person, now).map_err(|wait| told(wait, now))?;
    let answer = attempt.await;
    let how = answer.as_ref().map_or_else(|refused| how(refused.code()), |_| Tried::Right);
    limits.tried(source, person, how);
    answer
}

fn how(refusal: Refusal) -> Tried {
    match refusal {
        // Told only to whoever knows the password.
        Refusal::NotYourWindow
        | Refusal::PasswordChangeNeeded
        | Refusal::PasswordUnfit
        | Refusal::TooManyKeys => Tried::Right,
        Refusal::PasswordWrong => Tried::Wrong,
        Refusal::ServerFailed => Tried::Failed,
        _ => Tried::NotLookedAt,
    }
}

fn told(wait: Wait, now: DateTime<Utc>) -> Refused {
    let (code, until, why) = match wait {
        Wait::Address(until) => {
            (Refusal::TooManyRequests, until, "too many wrong tries from this address")
        }
        Wait::Person(until) => (Refusal::LockedOut, until, "too many wrong passwords"),
    };
    let after_s = (until - now).num_seconds() + 1;
    let until = until.with_timezone(&china());
    Refused::too_many(code, format!("{why}; try again after {}", until.to_rfc3339()), after_s)
}

/// A try with its outcome: as it was typed, shortened, and nothing in it can end a line or hide.
pub(super) fn log<T>(what: &'static str, person: &str, at: &str, answer: &Result<T, Refused>) {
    let (person, window) = (logged(person), logged(at));
    match answer {
        Ok(_) => tracing::info!(person, window, outcome = "right", "{what}"),
        Err(refused) => {
            tracing::warn!(person, window, outcome = %refused.code(), "{what}");
        }
    }
}

fn logged(typed: &str) -> String {
    let mut shown: String = typed.chars().take(LOGGED).flat_map(char::escape_debug).collect();
    if typed.chars().nth(LOGGED).is_some() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::logged;

    #[test]
    fn what_is_logged_is_short_and_cannot_be_taken_for_something_else() {
        assert_eq!(logged("wang"), "wang");
        assert_eq!(logged("王\u{202e}a\n\u{1b}[2J"), "王\\u{202e}a\\n\\u{1b}[2J");
        assert_eq!(logged(&"x".repeat(65)).chars().count(), 65);
        assert_eq!(logged(&"x".repeat(64)), "x".repeat(64));
    }
}
