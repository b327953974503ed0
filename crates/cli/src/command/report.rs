//! `clerk report`: what became of the acts of the last outage.

use crate::arguments::Lang;
use crate::context::Context;
use crate::error::CliError;
use crate::text::table::table;
use crate::text::words;
use clerk_desk::api::{JournalStand, Nothing, ReportActView, ReportView, VerdictView};

/// Shows the report.
pub fn run(context: &Context<'_>) -> Result<(), CliError> {
    let desk = context.open()?;
    let report = desk.workstation.report(Nothing {})?;
    context.give(&report, |report, lang| match report {
        None => lang.pick("没有断网期间的办理\n", "nothing was done during an outage\n").to_owned(),
        Some(report) => text(report, lang),
    })
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
