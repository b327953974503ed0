//! `clerk-server enquiry`: asks a department's windows, and closes what was answered.

use super::{By, Environment, Failure, needs_centre, print, print_json};
use clerk_domain::enquiry::{Asker, Enquiry, EnquiryState};
use clerk_domain::ids::{EnquiryId, ItemCode};
use clerk_server::{ActRefusal, Question, ServerError};
use serde::Serialize;

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// The password comes from `CLERK_PASSWORD` or standard input.
#[derive(clap::Subcommand)]
enum Command {
    /// Asks something, and prints the enquiry's identifier.
    Ask {
        #[command(flatten)]
        by: By,
        /// The department or the window that is asked; each window of the department may answer.
        #[arg(long, value_name = "WINDOW|DEPARTMENT")]
        to: String,
        /// The item that it is about.
        #[arg(long, value_name = "CODE")]
        item: Option<String>,
        /// The name of whoever asks.
        #[arg(long, value_name = "NAME")]
        asker: String,
        /// A telephone number.
        #[arg(long, default_value = "")]
        phone: String,
        /// 1 to 500 characters.
        #[arg(long, value_name = "TEXT")]
        question: String,
    },
    /// Closes an enquiry: the answer reached whoever asked, or the question was taken back.
    Close {
        /// As `ask` and `list` give it.
        id: String,
        #[command(flatten)]
        by: By,
        /// How it ended. 1 to 500 characters.
        #[arg(long, value_name = "TEXT")]
        note: String,
    },
    /// Lists the enquiries in the order in which they were asked.
    List {
        /// Those that are not closed alone.
        #[arg(long)]
        open: bool,
        /// Prints one JSON value.
        #[arg(long)]
        json: bool,
    },
}

/// An enquiry as it is printed.
#[derive(Serialize)]
struct Listed {
    state: EnquiryState,
    #[serde(flatten)]
    enquiry: Enquiry,
}

/// Carries the command out, also while the centre is being served.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    needs_centre(&environment.data)?;
    match arguments.command {
        Command::Ask { by, to, item, asker, phone, question } => {
            let login = by.login()?;
            let (item, asker) = (item.map(ItemCode), Asker { name: asker, phone });
            let server = environment.open().await?;
            let asked = server.ask(login, Question { to, item, asker, question }).await;
            server.repository().close().await;
            print(&asked?.to_string())
        }
        Command::Close { id, by, note } => {
            let unknown = |_| ServerError::Act(ActRefusal::EnquiryUnknown);
            let read: EnquiryId = id.parse().map_err(unknown)?;
            let login = by.login()?;
            let server = environment.open().await?;
            let closed = server.close_enquiry(login, read, &note).await;
            server.repository().close().await;
            closed?;
            print(&format!("{id} closed"))
        }
        Command::List { open, json } => {
            let server = environment.open().await?;
            let found = server.enquiries().await;
            server.repository().close().await;
            let listed = |enquiry: Enquiry| Listed { state: enquiry.state(), enquiry };
            let found = found?.into_iter().map(listed);
            let found: Vec<_> =
                found.filter(|one| !open || one.state != EnquiryState::Closed).collect();
            if json { print_json(&found) } else { print(&lines(&found)) }
        }
    }
}

fn lines(found: &[Listed]) -> String {
    let mut lines = Vec::new();
    for Listed { state, enquiry } in found {
        let state = match state {
            EnquiryState::Waiting => "waiting",
            EnquiryState::Answered => "answered",
            EnquiryState::Closed => "closed",
        };
        lines.push(format!("{}  {}  {state}", enquiry.id, enquiry.department));
        lines.push(format!("  {}", enquiry.question));
        let answer = enquiry.answer.as_ref();
        lines.extend(
            answer.map(|answer| format!("  {} {}: {}", answer.author, answer.by.name, answer.text)),
        );
    }
    lines.push(format!("{} enquiries", found.len()));
    lines.join("\n")
}
