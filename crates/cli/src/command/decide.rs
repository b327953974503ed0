//! `clerk decide`: the decision on a case of this window, or on one told in a file.

use crate::case_file::{CaseFile, naming_item, read_json};
use crate::context::Context;
use crate::error::CliError;
use crate::text::{case, words};
use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args};
use clerk_desk::api::{CaseArgs, FactsArgs, SessionView};
use clerk_domain::person::Role;

/// `clerk decide`
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("which").required(true).args(["case", "file"])))]
pub struct DecideCommand {
    /// 办件号或标识 · The case's number or identifier
    #[arg(value_name = "CASE")]
    case: Option<String>,
    /// 只作判断的案情（JSON），- 为标准输入 · A case as JSON, only to be judged
    #[arg(long = "case", id = "file", value_name = "FILE")]
    file: Option<String>,
    /// 以何种岗位判断，默认为本人 · For which role; by default one's own
    #[arg(long, requires = "file", conflicts_with = "case", value_parser = roles())]
    role: Option<String>,
}

fn roles() -> PossibleValuesParser {
    PossibleValuesParser::new(["clerk", "chief"])
}

/// Gives the decision. To be told "refer" or "refuse" is an answer, not a failure.
pub fn run(context: &Context<'_>, args: &DecideCommand) -> Result<(), CliError> {
    let desk = context.open()?;
    let decision = if let Some(named) = &args.case {
        let case = desk.case(named)?;
        let view = desk.workstation.case(CaseArgs { case })?;
        view.decision.ok_or(CliError::NothingToDecide)?
    } else {
        let file = args.file.as_deref().unwrap_or("-");
        let facts = read_json::<CaseFile>(file)?.facts()?;
        let own = match &desk.session {
            SessionView::Open { person, .. } => person.role,
            SessionView::NotEnrolled | SessionView::Locked { .. } => Role::Clerk,
        };
        let role = args.role.as_deref().and_then(words::read).unwrap_or(own);
        desk.workstation.decide_facts(FactsArgs { facts, role }).map_err(naming_item)?
    };
    context.give(&decision, case::decision)
}
