//! `clerk-server`: serves the centre, and a few things that its administrator does from a terminal.
//!
//! Ends with 0 done, 2 wrong use or bad input, 3 could not.

mod command;

use chrono::{DateTime, TimeDelta, Utc};
use clap::{CommandFactory as _, Parser};
use clerk_domain::clock::SharedClock;
use clerk_server::keys;
use command::{
    Environment, Failure, bundle, clear, code, decide_referral, demo, device, enquiry, evidence,
    exceptions, init, inspect, memory, numbers, pack, person, publish, restored, revoke, serve,
    template, window,
};
use rand::TryRng as _;
use rand::rngs::SysRng;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use tracing_subscriber::EnvFilter;

/// The central server of a service centre. Without a command it serves.
#[derive(Parser)]
#[command(name = "clerk-server", version)]
struct Arguments {
    /// The folder that holds the centre's database; made where it is not there.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The folder of the centre's keys, best on another disk; `keys` in the data folder where it is not
    /// given. Back it up apart from the database.
    #[arg(long, global = true, value_name = "DIR")]
    keys: Option<PathBuf>,
    /// For a demonstration centre alone: its clock begins at this time (RFC 3339).
    #[arg(long, global = true, hide = true, value_name = "TIME")]
    demo_clock_from: Option<DateTime<Utc>>,
    #[command(flatten)]
    serve: serve::Arguments,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Sets a new centre up: its first administrator, whose password is asked for, and its first rules.
    Init(init::Arguments),
    /// Adds a window.
    Window(window::Arguments),
    /// Takes a window's device out of use.
    Device(device::Arguments),
    /// Adds people, appoints them, ends it; gives new passwords.
    Person(person::Arguments),
    /// Loads the demo centre and prints its windows with their one-time codes.
    Demo(demo::Arguments),
    /// Checks a rule pack's source files, signs the pack and publishes it.
    Publish(publish::Arguments),
    /// Says that a licence holds no more, to the public and to every window. For good.
    Revoke(revoke::Arguments),
    /// Writes what a third party needs to check, with public tools, who issued a licence.
    Evidence(evidence::Arguments),
    /// Decides on a case that a window referred, as the leader of its department.
    DecideReferral(decide_referral::Arguments),
    /// Asks a department's windows something, or closes what was asked.
    Enquiry(enquiry::Arguments),
    /// Prints a new one-time code that makes a device this window.
    Code(code::Arguments),
    /// Prints the code that lets a halted window issue again.
    Clear(clear::Arguments),
    /// Notes that the data folder was restored from a backup. Run it before the server starts again.
    Restored,
    /// Prints what the centre holds; also while it is being served.
    Inspect(inspect::Arguments),
    /// Syncs with a window that has no network, by files carried by hand.
    Bundle(bundle::Arguments),
    /// Prints what became of every leased number; also while the centre is being served.
    Numbers(numbers::Arguments),
    /// Lists what a supervisor has to settle, or notes how it was settled.
    Exceptions(exceptions::Arguments),
    /// Checks a rule pack, or compares two; needs no data folder.
    Pack(pack::Arguments),
    /// Checks the template of a licence, or shows what it makes; needs no data folder.
    Template(template::Arguments),
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_env("CLERK_LOG").unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().json().with_writer(std::io::stderr).with_env_filter(filter).init();
    match run(arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Input(message)) => end(&message, 2),
        Err(Failure::CouldNot(error)) => end(&format!("{error:#}"), 3),
    }
}

fn end(message: &str, status: u8) -> ExitCode {
    // With nobody left to tell, the status still does.
    drop(writeln!(std::io::stderr(), "clerk-server: {message}"));
    ExitCode::from(status)
}

async fn run(arguments: Arguments) -> Result<(), Failure> {
    let command = match arguments.command {
        Some(Command::Pack(pack)) => return pack::run(pack),
        Some(Command::Template(template)) => return template::run(template),
        command => command,
    };
    let Some(data) = arguments.data else {
        let usage = Arguments::command().render_usage();
        return Err(Failure::Input(format!("--data DIR is needed\n\n{usage}")));
    };
    if command.is_none() {
        // Without them it serves as well, and takes more memory.
        if let Err(error) = memory::begin_with_settings() {
            tracing::warn!(%error, "memory settings");
        }
    }
    let keys = arguments.keys.unwrap_or_else(|| data.join(keys::FOLDER_NAME));
    let environment = || environment(data.clone(), keys.clone(), arguments.demo_clock_from);
    match command {
        None => serve::run(environment()?, arguments.serve).await,
        Some(Command::Init(init)) => init::run(environment()?, init).await,
        Some(Command::Window(window)) => window::run(environment()?, window).await,
        Some(Command::Device(device)) => device::run(environment()?, device).await,
        Some(Command::Person(person)) => person::run(environment()?, person).await,
        Some(Command::Demo(demo)) => demo::run(environment()?, demo).await,
        Some(Command::Publish(publish)) => publish::run(environment()?, publish).await,
        Some(Command::Revoke(revoke)) => revoke::run(environment()?, revoke).await,
        Some(Command::Evidence(evidence)) => evidence::run(environment()?, evidence).await,
        Some(Command::DecideReferral(decide)) => decide_referral::run(environment()?, decide).await,
        Some(Command::Enquiry(enquiry)) => enquiry::run(environment()?, enquiry).await,
        Some(Command::Code(code)) => code::run(environment()?, code).await,
        Some(Command::Clear(clear)) => clear::run(environment()?, clear).await,
        Some(Command::Restored) => restored::run(environment()?).await,
        Some(Command::Inspect(inspect)) => inspect::run(&data, inspect).await,
        Some(Command::Bundle(bundle)) => bundle::run(environment()?, bundle).await,
        Some(Command::Numbers(numbers)) => numbers::run(&data, numbers).await,
        Some(Command::Exceptions(exceptions)) => exceptions::run(environment()?, exceptions).await,
        Some(Command::Pack(pack)) => pack::run(pack),
        Some(Command::Template(template)) => template::run(template),
    }
}

/// The one place where the device's clock and its randomness are read.
fn environment(
    data: PathBuf,
    keys: PathBuf,
    demo_clock_from: Option<DateTime<Utc>>,
) -> Result<Environment, Failure> {
    #[expect(clippy::disallowed_methods, reason = "the program's one clock is built here")]
    let now = || -> DateTime<Utc> { Utc::now() };
    let ahead = demo_clock_from.map_or(TimeDelta::zero(), |from| from - now());
    let clock: SharedClock = Arc::new(move || now() + ahead);
    let mut seed = [0; 32];
    SysRng.try_fill_bytes(&mut seed).map_err(|error| Failure::CouldNot(error.into()))?;
    Ok(Environment { data, keys, clock, seed, demo_clock: demo_clock_from.is_some() })
}
