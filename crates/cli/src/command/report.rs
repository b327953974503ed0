//! `clerk report`: what became of the acts of the last outage.

use crate::arguments::Lang;
use crate::context::Context;
use crate::error::CliError;
use crate::text::table::table;
use crate::text::words;
use clap::Args;
use clerk_desk::api::{
    JournalStand, Nothing, ReportActView, ReportView, VerdictView, WorkingPaperArgs,
};
use clerk_disk::write_whole;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// `clerk report`
#[derive(Debug, Args)]
pub struct ReportCommand {
    /// 写成 PDF 文件 · Write it as a PDF file
    #[arg(long, value_name = "FILE")]
    pdf: Option<PathBuf>,
}

/// A file that was written.
#[derive(Serialize)]
struct Written {
    file: String,
}

/// Shows the report, or writes its paper.
pub fn run(context: &Context<'_>, args: &ReportCommand) -> Result<(), CliError> {
    let desk = context.open()?;
    if let Some(file) = &args.pdf {
        let pdf = desk.workstation.working_paper_pdf(WorkingPaperArgs::Report)?;
        let written = Written { file: write(file, &pdf)? };
        return context.give(&written, |written, lang| {
            format!("{}{}\n", lang.pick("已写入 ", "written to "), written.file)
        });
    }
    let report = desk.workstation.report(Nothing {})?;
    context.give(&report, |report, lang| match report {
        None => lang.pick("没有断网期间的办理\n", "nothing was done during an outage\n").to_owned(),
        Some(report) => text(report, lang),
    })
}

/// Writes the file, whole or not at all, and gives its path.
fn write(file: &Path, pdf: &[u8]) -> Result<String, CliError> {
    let failed = |reason: std::io::Error| CliError::FileUnwritable {
        file: file.display().to_string(),
        reason: reason.to_string(),
    };
    let path = std::path::absolute(file).map_err(failed)?;
    write_whole(&path, pdf).map_err(failed)?;
    Ok(path.display().to_string())
}

fn text(report: &ReportView, lang: Lang) -> String {
    let counts = [
        (VerdictView::Accepted, report.accepted),
        (VerdictView::Duplicate, report.duplicate),
        (VerdictView::Conflict, report.conflict),
        (VerdictView::BeyondAuthority, report.beyond_authority),
    ];
    let counts = counts.map(|(kind, count)| format!("{} {count}", verdict(kind, lang)));
    let stand = |name: &str, stand: &JournalStand| {
        format!("{name}  {} {}  {}\n", stand.entries, lang.pick("条", "entries"), stand.digest)
    };
    let heads = lang.pick(
        ["序号", "时间", "办件", "步骤", "结果", "说明与处理"],
        ["No.", "Time", "Case", "Act", "Result", "Why, and what to do"],
    );
    let rows: Vec<_> = report.acts.iter().map(|act| row(act, lang)).collect();
    let title = lang.pick("断网对账单", "Report of the outage");
    let mut text = format!("{title}  {}\n{}\n", words::instant(report.at), counts.join("  "));
    text += &stand(lang.pick("本窗口", "Window"), &report.window);
    text += &stand(lang.pick("中心", "Centre"), &report.server);
    text += &stand(lang.pick("本部门双方一致", "Department, both"), &report.scope);
    text += "\n";
    text + &table(&heads, &rows)
}

fn row(act: &ReportActView, lang: Lang) -> Vec<String> {
    let problem = |problem: &clerk_desk::api::ProblemView| {
        let zh = format!("{}：{}", problem.what_zh, problem.to_do_zh);
        lang.pick(zh, format!("{}: {}", problem.what_en, problem.to_do_en))
    };
    let number = act.number.as_ref().map_or_else(|| act.case.to_string(), ToString::to_string);
    vec![
        act.seq.to_string(),
        words::instant(act.at),
        number,
        words::act(act.act, lang).to_owned(),
        verdict(act.verdict, lang).to_owned(),
        act.problems.iter().map(problem).collect::<Vec<_>>().join("；"),
    ]
}

fn verdict(verdict: VerdictView, lang: Lang) -> &'static str {
    match verdict {
        VerdictView::Accepted => lang.pick("已接收", "accepted"),
        VerdictView::Duplicate => lang.pick("中心已有", "duplicate"),
        VerdictView::Conflict => lang.pick("冲突", "conflict"),
        VerdictView::BeyondAuthority => lang.pick("超出授权", "beyond authority"),
    }
}
