//! `clerk print`: papers as files in the print folder. The first print of a paper is its original,
//! every later one a marked copy. `reasons` is a working paper: it has neither original nor copies.

use crate::arguments::Lang;
use crate::context::{Context, Desk};
use crate::error::CliError;
use crate::text::table::table;
use crate::text::words;
use clap::Args;
use clap::builder::PossibleValuesParser;
use clerk_desk::api::{ApiError, CaseArgs, CaseView, ErrorCode, PrintArgs, WorkingPaperArgs};
use clerk_domain::ids::CaseId;
use clerk_domain::paper::DocumentKind;
use serde::Serialize;

const ALL: &str = "all";
/// 决定理由单
const REASONS: &str = "reasons";

/// `clerk print`
#[derive(Debug, Args)]
pub struct PrintCommand {
    /// 办件号或标识 · The case's number or identifier
    #[arg(value_name = "CASE")]
    case: String,
    /// 文书；all 为尚未打印的全部；reasons 为决定理由单，工作用纸，不分原件副本 ·
    /// The paper; all for those that have not come out yet; reasons for a working paper that says
    /// why the case is decided as it is
    #[arg(value_name = "DOCUMENT", value_parser = documents())]
    document: String,
    /// 只打印副本；与 all 同用时，全部再印一份副本 ·
    /// Only as a copy; with all, one more copy of each that came out
    #[arg(long)]
    copy: bool,
    /// 补打副本的原因，1 至 500 字 · Why a copy is wanted, in 1 to 500 characters
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    reason: String,
}

fn documents() -> PossibleValuesParser {
    PossibleValuesParser::new([
        "materials_receipt",
        "correction_notice",
        "acceptance_notice",
        "fee_receipt",
        "licence",
        "non_acceptance",
        "refusal",
        REASONS,
        ALL,
    ])
}

/// A paper that came out.
#[derive(Serialize)]
struct Printed {
    document: DocumentKind,
    copy: u32,
    file: String,
}

/// A working paper that came out.
#[derive(Serialize)]
struct PrintedReasons {
    document: &'static str,
    file: String,
}

/// Prints, and gives the files. Where one paper of several fails, those before it are out.
pub fn run(context: &Context<'_>, args: &PrintCommand) -> Result<(), CliError> {
    let desk = context.open()?;
    let case = desk.case(&args.case)?;
    if args.document == REASONS {
        return print_reasons(context, &desk, case);
    }
    let view = desk.workstation.case(CaseArgs { case })?;
    let mut printed = Vec::new();
    for document in wanted(&view, args)? {
        printed.push(print(&desk, case, document, &args.reason)?);
    }
    context.give(&printed, |printed, lang| text(printed, lang))
}

fn print_reasons(context: &Context<'_>, desk: &Desk, case: CaseId) -> Result<(), CliError> {
    let printed = desk.workstation.print_working_paper(WorkingPaperArgs::Reasons { case })?;
    let printed = [PrintedReasons { document: REASONS, file: printed.file }];
    context.give(&printed, |printed, lang| {
        let heads = lang.pick(["文书", "文件"], ["Paper", "File"]);
        let name = lang.pick("决定理由单", "reasons of the decision").to_owned();
        let rows = printed.iter().map(|p| vec![name.clone(), p.file.clone()]).collect::<Vec<_>>();
        table(&heads, &rows)
    })
}

fn wanted(view: &CaseView, args: &PrintCommand) -> Result<Vec<DocumentKind>, CliError> {
    let Some(document) = words::read::<DocumentKind>(&args.document) else {
        let all = view.papers.iter().filter(|paper| (paper.times_printed > 0) == args.copy);
        return Ok(all.map(|paper| paper.document).collect());
    };
    let paper = view.papers.iter().find(|paper| paper.document == document);
    let paper = paper.ok_or_else(|| ApiError::new(ErrorCode::DocumentUnavailable))?;
    if args.copy && paper.times_printed == 0 {
        return Err(CliError::NoOriginal);
    }
    Ok(vec![document])
}

fn print(
    desk: &Desk,
    case: CaseId,
    document: DocumentKind,
    reason: &str,
) -> Result<Printed, ApiError> {
    let printed =
        desk.workstation.print(PrintArgs { case, document, reason: reason.to_owned() })?;
    Ok(Printed { document, copy: printed.copy, file: printed.file })
}

fn text(printed: &[Printed], lang: Lang) -> String {
    if printed.is_empty() {
        let none = lang.pick(
            "没有可打印的文书；已打印过的请加 --copy\n",
            "nothing to print; add --copy for what came out before\n",
        );
        return none.to_owned();
    }
    let copy = |copy| match copy {
        0 => lang.pick("原件", "original").to_owned(),
        copy => format!("{} {copy}", lang.pick("副本", "copy")),
    };
    let rows: Vec<_> = printed
        .iter()
        .map(|p| vec![words::document(p.document, lang).to_owned(), copy(p.copy), p.file.clone()])
        .collect();
    table(&lang.pick(["文书", "份次", "文件"], ["Paper", "Copy", "File"]), &rows)
}
