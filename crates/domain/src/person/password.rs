//! 口令规则: what a password must be. GB/T 22239-2019, 8.1.4.1 a) (third level) asks for complexity and a
//! regular change, and names no figures: these are ours.

use crate::ids::PersonId;
use chrono::TimeDelta;

/// The fewest characters of a password.
pub const FEWEST: usize = 8;
/// From so many characters on it is a phrase, and needs no mixture of characters.
pub const PHRASE: usize = 16;
/// The most characters.
pub const MOST: usize = 128;
/// So many of the four kinds a shorter one has: small letters, capitals, digits, others.
const KINDS: usize = 3;
/// After so long it is to be changed.
pub const LASTS: TimeDelta = TimeDelta::days(90);
/// What is tried first by whoever guesses. In small letters, without digits at its end.
const COMMON: [&str; 8] =
    ["password", "p@ssw0rd", "passw0rd", "admin", "qwerty", "abcabc", "letmein", "woaini"];

/// What is wrong with a password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordFault {
    /// Too short.
    #[error("a password has at least {FEWEST} characters")]
    TooShort,
    /// Too long.
    #[error("a password has at most {MOST} characters")]
    TooLong,
    /// Of too few kinds of characters.
    #[error(
        "of small letters, capitals, digits and others a password has three; or {PHRASE} characters"
    )]
    TooPlain,
    /// It is what is guessed first: the login name, a common one, one character again and again.
    #[error("the password is easily guessed")]
    Guessed,
    /// It is the one before.
    #[error("the new password is the old one")]
    Same,
}

impl PasswordFault {
    /// The code that a program acts on; stable.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooShort => "password_short",
            Self::TooLong => "password_long",
            Self::TooPlain => "password_plain",
            Self::Guessed => "password_guessed",
            Self::Same => "password_same",
        }
    }
}

/// Whether a password will do for a person.
///
/// # Errors
/// What is wrong with it.
pub fn check(person: &PersonId, password: &str) -> Result<(), PasswordFault> {
    let count = password.chars().count();
    if count < FEWEST {
        return Err(PasswordFault::TooShort);
    }
    if count > MOST {
        return Err(PasswordFault::TooLong);
    }
    if is_guessed(person, password) {
        return Err(PasswordFault::Guessed);
    }
    let has = |kind: fn(&char) -> bool| usize::from(password.chars().any(|c| kind(&c)));
    let kinds = has(char::is_ascii_lowercase)
        + has(char::is_ascii_uppercase)
        + has(char::is_ascii_digit)
        + has(|c| !c.is_ascii_alphanumeric());
    if count < PHRASE && kinds < KINDS { Err(PasswordFault::TooPlain) } else { Ok(()) }
}

fn is_guessed(person: &PersonId, password: &str) -> bool {
    let small = password.to_lowercase();
    let bare = small.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    let mut characters = small.chars();
    let first = characters.next();
    let one_alone = characters.all(|c| Some(c) == first);
    one_alone || bare == person.as_str().to_lowercase() || COMMON.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::{PasswordFault, check};

    #[test]
    fn a_password_is_neither_short_nor_plain_nor_guessed() {
        let long = "a1B".repeat(43);
        let rows = [
            ("", Err(PasswordFault::TooShort)),
            ("Ab3!xyz", Err(PasswordFault::TooShort)),
            ("Ab3xyzuv", Ok(())),
            ("ab3!xyzu", Ok(())),
            ("abcdxyz1", Err(PasswordFault::TooPlain)),
            ("ABCD1234", Err(PasswordFault::TooPlain)),
            ("窗口办事员甲乙丙", Err(PasswordFault::TooPlain)),
            ("窗口办事员甲乙丙aB", Ok(())),
            ("window-clerk-demo", Ok(())),
            ("Password2026!", Err(PasswordFault::Guessed)),
            ("Xiaowang123!", Err(PasswordFault::Guessed)),
            ("aaaaaaaaaaaaaaaaaa", Err(PasswordFault::Guessed)),
            (&long, Err(PasswordFault::TooLong)),
        ];
        for (password, expected) in rows {
            assert_eq!(check(&"xiaowang".into(), password), expected, "{password}");
        }
    }
}
