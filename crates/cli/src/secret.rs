//! The password: from the environment, from one line of standard input, or typed without echo.
//! Never from the arguments, which any process of the machine can read.

use crate::arguments::Lang;
use crate::error::CliError;
use clerk_desk::api::Password;
use std::io::{BufRead as _, IsTerminal as _, Read as _};

/// The variable that holds the password where it is set.
pub const VARIABLE: &str = "CLERK_PASSWORD";
/// That which holds another password, to be had from now on.
pub const NEW_VARIABLE: &str = "CLERK_NEW_PASSWORD";

/// The password of `person`.
///
/// # Errors
/// [`CliError::PasswordNeeded`] where none of the three ways gives one.
pub fn password(person: &str, lang: Lang) -> Result<Password, CliError> {
    given(VARIABLE, &format!("{} {person}: ", lang.pick("密码", "Password")))
}

/// The password that `person` is to have from now on.
///
/// # Errors
/// [`CliError::PasswordNeeded`] where none of the three ways gives one.
pub fn new_password(person: &str, lang: Lang) -> Result<Password, CliError> {
    given(NEW_VARIABLE, &format!("{} {person}: ", lang.pick("新密码", "New password")))
}

/// The password that `person` is to have from now on, where the environment gives one.
pub fn new_password_given() -> Option<Password> {
    std::env::var(NEW_VARIABLE).ok().filter(|new| !new.is_empty()).map(Password)
}

fn given(variable: &str, prompt: &str) -> Result<Password, CliError> {
    let given = match std::env::var(variable) {
        Ok(text) => text,
        Err(std::env::VarError::NotUnicode(_)) => return Err(CliError::PasswordNeeded),
        Err(std::env::VarError::NotPresent) if std::io::stdin().is_terminal() => {
            rpassword::prompt_password(prompt).map_err(|_| CliError::PasswordNeeded)?
        }
        Err(std::env::VarError::NotPresent) => first_line()?,
    };
    if given.is_empty() { Err(CliError::PasswordNeeded) } else { Ok(Password(given)) }
}

/// The first line of standard input, without its end; what follows stays to be read.
fn first_line() -> Result<String, CliError> {
    const MAX_BYTES: u64 = 4096;
    let mut line = String::new();
    let read = std::io::stdin().lock().take(MAX_BYTES).read_line(&mut line);
    read.map_err(|_| CliError::PasswordNeeded)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
