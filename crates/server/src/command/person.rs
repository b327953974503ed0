//! `clerk-server person`

use super::{By, Environment, Failure, print, secret};
use clerk_domain::ids::{DepartmentId, PersonId};
use clerk_domain::person::{Person, Role};
use clerk_server::{Server, ServerError, SqliteRepository};

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum As {
    /// 经办人
    Clerk,
    /// 窗口首席代表
    Chief,
    /// 分管领导
    Leader,
    /// 督查员
    Supervisor,
    /// 管理员
    Admin,
}

impl From<As> for Role {
    fn from(role: As) -> Self {
        match role {
            As::Clerk => Self::Clerk,
            As::Chief => Self::Chief,
            As::Leader => Self::Leader,
            As::Supervisor => Self::Supervisor,
            As::Admin => Self::Admin,
        }
    }
}

/// What somebody is appointed to.
#[derive(clap::Args)]
#[group(skip)]
struct Appointment {
    /// As what.
    #[arg(value_enum)]
    role: As,
    /// The department, by its code in the rules; `centre` for supervisors and administrators of all.
    #[arg(value_parser = super::id::<DepartmentId>)]
    department: DepartmentId,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Adds a person and prints the password to log in with once, and change.
    Add {
        /// The login name.
        #[arg(value_parser = super::id::<PersonId>)]
        id: PersonId,
        /// The name as people write it.
        name: String,
        #[command(flatten)]
        to: Appointment,
        #[command(flatten)]
        by: By,
    },
    /// Appoints a person to something else, from now on.
    Appoint {
        /// Who.
        #[arg(value_parser = super::id::<PersonId>)]
        id: PersonId,
        #[command(flatten)]
        to: Appointment,
        #[command(flatten)]
        by: By,
    },
    /// Ends a person's appointment: from now on nothing that the person does counts.
    End {
        /// Who.
        #[arg(value_parser = super::id::<PersonId>)]
        id: PersonId,
        #[command(flatten)]
        by: By,
    },
    /// Locks a person out of every log-in; the appointment stands.
    Disable {
        /// Who.
        #[arg(value_parser = super::id::<PersonId>)]
        id: PersonId,
        /// Why.
        #[arg(long, value_name = "TEXT")]
        reason: String,
        #[command(flatten)]
        by: By,
    },
    /// Gives a person who forgot the password, or was disabled, a new one and prints it.
    Reset {
        /// Who.
        #[arg(value_parser = super::id::<PersonId>)]
        id: PersonId,
        #[command(flatten)]
        by: By,
    },
    /// Changes the own password: the old one is asked for, then the new one.
    Password {
        /// Who.
        #[arg(value_parser = super::id::<PersonId>)]
        id: PersonId,
    },
    /// Lists the people.
    List,
}

/// Manages people.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    let command = arguments.command;
    let login = match &command {
        Command::Add { by, .. }
        | Command::Appoint { by, .. }
        | Command::End { by, .. }
        | Command::Disable { by, .. }
        | Command::Reset { by, .. } => Some(by.login()?),
        Command::Password { id } => Some(secret::login(id)?),
        Command::List => None,
    };
    let new = match &command {
        Command::Password { id } => Some(secret::new_password(id)?),
        _ => None,
    };
    let server = environment.open().await?;
    let done = carry_out(&server, command, login, new).await;
    server.repository().close().await;
    print(&done?)
}

async fn carry_out(
    server: &Server<SqliteRepository>,
    command: Command,
    login: Option<clerk_server::Login>,
    new: Option<clerk_protocol::Secret>,
) -> Result<String, ServerError> {
    let Some(login) = login else { return list(server).await };
    if let Some(new) = new {
        server.change_password_at_terminal(login, new).await?;
        return Ok("password changed".to_owned());
    }
    let by = &server.log_in(login).await?;
    match command {
        Command::Add { id, name, to: Appointment { role, department }, .. } => {
            server.add_person(by, Person { id, name, role: role.into(), department }).await
        }
        Command::Appoint { id, to: Appointment { role, department }, .. } => {
            server.appoint(by, &id, role.into(), department).await?;
            Ok(format!("{id}: appointed"))
        }
        Command::End { id, .. } => {
            server.end_appointment(by, &id).await?;
            Ok(format!("{id}: appointment ended"))
        }
        Command::Disable { id, reason, .. } => {
            server.disable_person(by, &id, &reason).await?;
            Ok(format!("{id}: disabled"))
        }
        Command::Reset { id, .. } => server.reset_person(by, &id).await,
        Command::Password { .. } | Command::List => list(server).await,
    }
}

async fn list(server: &Server<SqliteRepository>) -> Result<String, ServerError> {
    let mut lines = Vec::new();
    for known in server.people().await? {
        let Person { id, name, role, department } = known.person;
        let role = format!("{role:?}").to_lowercase();
        let state = match (known.appointed, known.disabled) {
            (_, true) => "disabled",
            (false, false) => "ended",
            (true, false) if known.password.given => "password not changed yet",
            (true, false) => "",
        };
        lines.push(
            format!("{id:<20} {role:<10} {department:<12} {name} {state}").trim_end().to_owned(),
        );
    }
    Ok(lines.join("\n"))
}
