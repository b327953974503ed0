//! The password of who acts: from the environment, from one line of standard input, or typed without
//! echo. Never from the arguments, which any process of the machine can read.

use super::Failure;
use clerk_domain::ids::PersonId;
use clerk_protocol::Secret;
use clerk_server::Login;
use std::io::{BufRead as _, IsTerminal as _, Read as _};

/// The variable that holds the password where it is set.
const VARIABLE: &str = "CLERK_PASSWORD";
/// That which holds the new one.
const NEW_VARIABLE: &str = "CLERK_NEW_PASSWORD";

/// The person with the password.
pub fn login(person: &PersonId) -> Result<Login, Failure> {
    let password = given(VARIABLE, &format!("密码 · Password {person}: "))?;
    Ok(Login { person: person.clone(), password })
}

/// The password that a person chooses.
pub fn new_password(person: &PersonId) -> Result<Secret, Failure> {
    given(NEW_VARIABLE, &format!("新密码 · New password {person}: "))
}

fn given(variable: &str, prompt: &str) -> Result<Secret, Failure> {
    let needed = || {
        let message = format!("give the password in {variable} or as a line of input");
        Failure::Input(message)
    };
    let given = match std::env::var(variable) {
        Ok(text) => text,
        Err(std::env::VarError::NotUnicode(_)) => return Err(needed()),
        Err(std::env::VarError::NotPresent) if std::io::stdin().is_terminal() => {
            rpassword::prompt_password(prompt)?
        }
        Err(std::env::VarError::NotPresent) => first_line()?,
    };
    if given.is_empty() {
        return Err(needed());
    }
    Ok(Secret(given))
}

/// The first line of standard input, without its end.
fn first_line() -> Result<String, Failure> {
    const MAX_BYTES: u64 = 4096;
    let mut line = String::new();
    std::io::stdin().lock().take(MAX_BYTES).read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}
