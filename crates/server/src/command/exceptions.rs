//! `clerk-server exceptions`: what a supervisor settles.

use super::{By, Environment, Failure, print, print_json};
use clerk_domain::ids::WindowId;
use clerk_protocol::ExceptionCode;
use clerk_server::SqliteRepository;
use clerk_server::repository::{ExceptionId, Exceptions as _, StoredException};
use serde::Serialize;

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Lists exceptions as they came in, each with what is to be done.
    List {
        /// Of this window alone, the branches of its journal included.
        #[arg(long)]
        window: Option<String>,
        /// Those that are not settled alone.
        #[arg(long)]
        open: bool,
        /// Prints one JSON value.
        #[arg(long)]
        json: bool,
    },
    /// Notes what was done about an exception, once.
    Settle {
        /// As `list` gives it, such as shangwu-03/17/grant_revoked.
        id: String,
        #[command(flatten)]
        by: By,
        /// What was done: confirm, revoke, replace, investigate, or a text.
        #[arg(long, value_name = "CODE|TEXT")]
        remedy: String,
    },
}

/// An exception as it is printed.
#[derive(Serialize)]
struct Listed {
    id: String,
    code: String,
    opened_at: String,
    what: [&'static str; 2],
    to_do: [&'static str; 2],
    settled_at: Option<String>,
    settled_by: Option<String>,
    remedy: Option<String>,
}

/// Lists, also while the centre is being served; or settles.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    match arguments.command {
        Command::List { window, open, json } => {
            let repository = SqliteRepository::open_to_read(&environment.data).await?;
            let found = repository.all_exceptions(window.map(WindowId).as_ref(), open).await?;
            repository.close().await;
            let found: Vec<_> = found.iter().map(listed).collect();
            if json { print_json(&found) } else { print(&lines(&found)) }
        }
        Command::Settle { id, by, remedy } => {
            let wrong =
                || Failure::Input(format!("{id} names no exception; `list` gives the names"));
            let read: ExceptionId = id.parse().map_err(|()| wrong())?;
            environment
                .act(&by, async |server, by| server.settle(&read, by, &remedy).await)
                .await?;
            print(&format!("{id} settled"))
        }
    }
}

fn listed(exception: &StoredException) -> Listed {
    let code = ExceptionCode::read(&exception.id.code);
    let both = |text: Option<clerk_protocol::Bilingual>| text.map_or([""; 2], |t| [t.zh, t.en]);
    let settled = exception.settled.as_ref();
    Listed {
        id: exception.id.to_string(),
        code: exception.id.code.clone(),
        opened_at: exception.opened_at.to_rfc3339(),
        what: both(code.map(ExceptionCode::what)),
        to_do: both(code.map(ExceptionCode::remedy)),
        settled_at: settled.map(|settled| settled.at.to_rfc3339()),
        settled_by: settled.map(|settled| settled.by.to_string()),
        remedy: settled.map(|settled| settled.remedy.clone()),
    }
}

fn lines(found: &[Listed]) -> String {
    let mut lines = Vec::new();
    for Listed { id, opened_at, what, to_do, settled_at, settled_by, remedy, .. } in found {
        lines.push(format!("{id}  {opened_at}"));
        lines.push(format!("  {}", what.join(" · ")));
        match (settled_at, settled_by, remedy) {
            (Some(at), Some(by), Some(remedy)) => {
                lines.push(format!("  settled {at} {by}: {remedy}"))
            }
            _ => lines.push(format!("  → {}", to_do.join(" · "))),
        }
    }
    lines.push(format!("{} exceptions", found.len()));
    lines.join("\n")
}
