//! `clerk-server pack`: what somebody who writes rules asks before they are put in force.

use super::{Failure, print};
use clerk_domain::pack::RulePack;
use clerk_pack::{Origin, OriginError, diff};

/// What the command is told.
#[derive(clap::Args)]
#[group(skip)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// What is asked. A pack is a folder of sources, a file of JSON, or the word `demo`.
#[derive(clap::Subcommand)]
enum Command {
    /// Reads a rule pack and says what is wrong with it, by file, line and field.
    Check {
        /// The pack.
        #[arg(value_name = "DIR")]
        pack: Origin,
    },
    /// Says what changed from one version of a rule pack to another, a line a change.
    Diff {
        /// The version before.
        old: Origin,
        /// The version after.
        new: Origin,
    },
}

/// Answers.
pub fn run(arguments: Arguments) -> Result<(), Failure> {
    match arguments.command {
        Command::Check { pack } => print(&contents(&read(&pack)?)),
        Command::Diff { old, new } => {
            let lines = diff(&read(&old)?, &read(&new)?);
            print(&if lines.is_empty() { "没有变化".to_owned() } else { lines.join("\n") })
        }
    }
}

fn read(origin: &Origin) -> Result<RulePack, Failure> {
    origin.read().map_err(|error: OriginError| Failure::Input(error.to_string()))
}

fn contents(pack: &RulePack) -> String {
    let clauses: usize = pack.grants.iter().map(|grant| grant.clauses.len()).sum();
    let RulePack { version, centre, departments, items, grants, .. } = pack;
    let (departments, items, grants) = (departments.len(), items.len(), grants.len());
    format!(
        "{centre}，版本 {version}：{departments} 个部门，{items} 个事项，{grants} 份授权书，\
         {clauses} 个条款，没有发现问题"
    )
}
