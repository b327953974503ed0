//! `clerk-server bundle`: sync with a window that has no network, by files carried by hand.

use super::{Environment, Failure, print, print_json};
use clerk_domain::digest::Digest;
use clerk_protocol::{BUNDLE_MOST_BYTES, SealedBundle};
use clerk_server::{ServerError, TakenBundle};
use serde::Serialize;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Takes in the file that a window exported, once, and writes the reply to be carried back.
    Import {
        /// The window's file.
        file: PathBuf,
        #[command(flatten)]
        to: To,
    },
    /// Writes the kept reply to a file that was taken in before, where the first one was lost.
    Reply {
        /// The window's file, or its digest as `import` printed it.
        request: String,
        #[command(flatten)]
        to: To,
    },
}

#[derive(clap::Args)]
struct To {
    /// Where the reply goes.
    #[arg(long, value_name = "FILE")]
    reply: PathBuf,
    /// Writes over a file that is there.
    #[arg(long)]
    overwrite: bool,
    /// Prints one JSON value.
    #[arg(long)]
    json: bool,
}

/// What was done, as it is printed.
#[derive(Serialize)]
struct Done {
    window: String,
    digest: String,
    /// For a file that was taken in just now.
    #[serde(skip_serializing_if = "Option::is_none")]
    taken: Option<Counts>,
    reply: String,
}

#[derive(Serialize)]
struct Counts {
    accepted: u64,
    duplicate: u64,
    exceptions: u64,
    refused: Vec<String>,
}

/// Takes in, or writes a reply again; also while the centre is being served.
pub async fn run(environment: Environment, arguments: Arguments) -> Result<(), Failure> {
    match arguments.command {
        Command::Import { file, to } => {
            let request = read(&file)?;
            // Before anything is taken in: a reply that cannot be written helps nobody.
            to.check()?;
            let server = environment.open().await?;
            let taken = server.take_bundle(&request).await;
            server.repository().close().await;
            let TakenBundle { window, digest, accepted, duplicate, exceptions, refused, reply } =
                taken?;
            let (window, digest) = (window.to_string(), digest.to_string());
            let again =
                format!("the file is taken in; write its reply with `bundle reply {digest}`");
            clerk_disk::write_whole(&to.reply, &reply)
                .map_err(|error| could_not(&to.reply, &error).context(again))?;
            let taken = Some(Counts { accepted, duplicate, exceptions, refused });
            to.tell(Done { window, digest, taken, reply: to.reply.display().to_string() })
        }
        Command::Reply { request, to } => {
            let digest = match Digest::parse(&request) {
                Some(digest) => digest,
                None => {
                    let bytes = read(Path::new(&request))?;
                    SealedBundle::read(&bytes).map_err(ServerError::from)?.digest
                }
            };
            to.check()?;
            let server = environment.open().await?;
            let kept = server.kept_reply(digest).await;
            server.repository().close().await;
            let kept = kept?;
            clerk_disk::write_whole(&to.reply, &kept.reply)
                .map_err(|error| could_not(&to.reply, &error))?;
            let (window, digest) = (kept.window.to_string(), digest.to_string());
            to.tell(Done { window, digest, taken: None, reply: to.reply.display().to_string() })
        }
    }
}

impl To {
    fn check(&self) -> Result<(), Failure> {
        let reply = self.reply.display();
        if !folder(&self.reply).is_dir() {
            return Err(Failure::Input(format!("{reply}: its folder is not there; make it first")));
        }
        if !self.overwrite && self.reply.exists() {
            let message =
                format!("{reply}: a file is there; name another one, or give --overwrite");
            return Err(Failure::Input(message));
        }
        Ok(())
    }

    fn tell(&self, done: Done) -> Result<(), Failure> {
        if self.json { print_json(&done) } else { print(&lines(&done)) }
    }
}

fn lines(done: &Done) -> String {
    let Done { window, digest, taken, reply } = done;
    let mut lines = vec![format!("{window} {digest}")];
    if let Some(Counts { accepted, duplicate, exceptions, refused }) = taken {
        let counts = format!("{accepted} entries new, {duplicate} held before");
        lines.push(format!("{counts}, {exceptions} exceptions"));
        lines.extend(refused.iter().map(|why| format!("not done: {why}")));
    }
    lines.push(format!("reply in {reply}"));
    lines.join("\n")
}

fn folder(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file that somebody brought: no more of it than a bundle has.
fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let unreadable = |error: io::Error| Failure::Input(format!("{}: {error}", file.display()));
    let mut bytes = Vec::new();
    let most = BUNDLE_MOST_BYTES as u64 + 1;
    File::open(file).map_err(unreadable)?.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

fn could_not(file: &Path, error: &io::Error) -> anyhow::Error {
    anyhow::anyhow!("{}: {error}; nothing is lost", file.display())
}
