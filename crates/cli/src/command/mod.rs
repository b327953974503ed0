//! The commands. One that has more to it than a call of the desk has a file of its own.

pub mod acknowledged;
pub mod act;
pub mod bundle;
pub mod check;
pub mod clear;
pub mod day;
pub mod decide;
pub mod enquiry;
pub mod enroll;
pub mod find;
pub mod item;
pub mod items;
pub mod journal;
pub mod list;
pub mod login;
pub mod numbers;
pub mod password;
pub mod print;
pub mod receive;
pub mod report;
pub mod server;
pub mod show;
pub mod status;
pub mod sync;
pub mod verify;

use crate::arguments::Command;
use crate::context::Context;
use crate::error::CliError;

/// Carries out a command.
///
/// # Errors
/// Why it was not carried out.
pub fn run(context: &Context<'_>, command: &Command) -> Result<(), CliError> {
    match command {
        Command::Enroll(args) => enroll::run(context, args),
        Command::Login => login::run(context),
        Command::Password => password::run(context),
        Command::Server(args) => server::run(context, args),
        Command::Receive(args) => receive::run(context, args),
        Command::Accept(args) => act::accept(context, args),
        Command::Correct(args) => act::correct(context, args),
        Command::Supply(args) => act::supply(context, args),
        Command::NotAccept(args) => act::not_accept(context, args),
        Command::Charge(args) => act::charge(context, args),
        Command::Refer(args) => act::refer(context, args),
        Command::Refuse(args) => act::refuse(context, args),
        Command::Withdraw(args) => act::withdraw(context, args),
        Command::Act(args) => act::any(context, args),
        Command::Decide(args) => decide::run(context, args),
        Command::Issue(args) => act::issue(context, args),
        Command::VerifyMaterials(args) => act::verify_materials(context, args),
        Command::Void(args) => act::void(context, args),
        Command::Print(args) => print::run(context, args),
        Command::Deliver(args) => act::deliver(context, args),
        Command::List(args) => list::run(context, args),
        Command::Show(args) => show::run(context, args),
        Command::Find(args) => find::run(context, args),
        Command::Items(args) => items::run(context, args),
        Command::Item(args) => item::run(context, args),
        Command::Sync => sync::run(context),
        Command::Status => status::run(context),
        Command::Report(args) => report::run(context, args),
        Command::Bundle(args) => bundle::run(context, args),
        Command::Numbers => numbers::run(context),
        Command::Enquiry(args) => enquiry::run(context, args),
        Command::Day(args) => day::run(context, args),
        Command::Journal(args) => journal::run(context, args),
        Command::Verify(args) => verify::run(context, args),
        Command::Clear(args) => clear::run(context, args),
        Command::Check(args) => check::run(context, args),
        Command::Acknowledged => acknowledged::run(context),
    }
}
