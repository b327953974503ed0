//! `clerk decide`: the decision on a case of this window, or on one told in a file, under the
//! window's own rules or under a pack that is named. For the latter no window is needed.

use crate::case_file::{CaseFile, naming_item, read_json};
use crate::context::Context;
use crate::error::CliError;
use crate::text::{case, words};
use chrono::{DateTime, FixedOffset, NaiveDate};
use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Args};
use clerk_desk::api::{ApiError, CaseArgs, FactsArgs, SessionView};
use clerk_domain::clock::china;
use clerk_domain::decide::{Decision, Officer, decide};
use clerk_domain::exposure::Exposure;
use clerk_domain::person::Role;
use clerk_pack::Origin;

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
    /// 按哪个规则包判断：目录、JSON 文件或 demo，默认为本窗口的 · Under which rule pack: a folder, a
    /// JSON file or `demo`; by default the window's own
    #[arg(long, requires = "file", conflicts_with = "case", value_name = "FILE|DIR|demo")]
    pack: Option<Origin>,
    /// 何时的判断，日期或时刻（RFC 3339），默认为现在 · As of when: a date or an RFC 3339 time; by
    /// default now
    #[arg(long, requires = "file", conflicts_with = "case", value_name = "TIME", value_parser = time)]
    at: Option<DateTime<FixedOffset>>,
}

/// A date stands for its noon in China.
fn time(text: &str) -> Result<DateTime<FixedOffset>, String> {
    let noon = || {
        let day: NaiveDate = text.parse().ok()?;
        day.and_hms_opt(12, 0, 0)?.and_local_timezone(china()).single()
    };
    let time = DateTime::parse_from_rfc3339(text).ok().or_else(noon);
    time.ok_or_else(|| "2026-11-23 | 2026-11-23T09:00:00+08:00".to_owned())
}

fn roles() -> PossibleValuesParser {
    PossibleValuesParser::new(["clerk", "chief"])
}

/// Gives the decision. To be told "refer" or "refuse" is an answer, not a failure.
pub fn run(context: &Context<'_>, args: &DecideCommand) -> Result<(), CliError> {
    let decision = match (&args.pack, &args.case) {
        (Some(pack), _) => under_pack(context, args, pack)?,
        (None, Some(named)) => {
            let desk = context.open()?;
            let case = desk.case(named)?;
            let view = desk.workstation.case(CaseArgs { case })?;
            view.decision.ok_or(CliError::NothingToDecide)?
        }
        (None, None) => at_window(context, args)?,
    };
    context.give(&decision, case::decision)
}

/// Under a pack that is named, for nobody in particular, at no window and in contact.
fn under_pack(
    context: &Context<'_>,
    args: &DecideCommand,
    pack: &Origin,
) -> Result<Decision, CliError> {
    let pack = pack.read().map_err(CliError::Pack)?;
    let facts = case_file(args)?.facts()?;
    let officer = Officer::from(named_role(args).unwrap_or(Role::Clerk));
    let now = args.at.unwrap_or_else(|| context.machine.clock.now().with_timezone(&china()));
    let decided = decide(&facts, &pack, &officer, &Exposure::default(), now);
    Ok(decided.map_err(ApiError::problems)?)
}

/// Under the window's own pack, with what the window has at stake.
fn at_window(context: &Context<'_>, args: &DecideCommand) -> Result<Decision, CliError> {
    let desk = context.open()?;
    let file = case_file(args)?;
    let applicant = file.applicant_number();
    let facts = file.facts()?;
    let own = match &desk.session {
        SessionView::Open { person, .. } => person.role,
        SessionView::NotEnrolled | SessionView::Locked { .. } => Role::Clerk,
    };
    let role = named_role(args).unwrap_or(own);
    let facts = FactsArgs { facts, applicant, role, at: args.at };
    Ok(desk.workstation.decide_facts(facts).map_err(naming_item)?)
}

fn case_file(args: &DecideCommand) -> Result<CaseFile, CliError> {
    read_json(args.file.as_deref().unwrap_or("-"))
}

fn named_role(args: &DecideCommand) -> Option<Role> {
    args.role.as_deref().and_then(words::read)
}
