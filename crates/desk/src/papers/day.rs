//! 日结单: what a window did, counted from its journal.

use super::{Sheets, words};
use clerk_documents as paper;
use clerk_domain::day::{Closing, Day, DayCounts};

const PURPOSE: &str =
    "本窗口办理情况，日结时自流水逐条计数；一份留窗口，一份交中心，不作为办理凭证";

/// The paper of a day: of one that is closed its closing, of one that is open what was counted so far.
pub(crate) fn sheet(
    day: &Day,
    so_far: &DayCounts,
    window_name: &str,
    sheets: &Sheets,
) -> paper::RecordSheet {
    let Day { window, day: date, opened_by, opened_at, closing } = day;
    let at = |at, name: &str| format!("{} {name}", words::instant(at));
    let closed = closing.as_ref().map(|Closing { by, at: when, .. }| at(*when, &by.name));
    let counts = closing.as_ref().map_or(so_far, |closing| &closing.counts);
    let facts = [
        ("窗口", format!("{window_name}（{window}）")),
        ("日期", words::chinese_date(*date)),
        ("开窗", at(*opened_at, &opened_by.name)),
        ("日结", closed.unwrap_or_else(|| "尚未日结，以下为打印时的数".to_owned())),
    ];
    let through = closing.as_ref().map_or_else(
        || words::NOT_GIVEN.to_owned(),
        |closing| format!("{window}，计至第 {} 条", closing.through),
    );
    paper::RecordSheet {
        heading: sheets.heading(words::chinese_date(*date)),
        title: "日结单",
        purpose: PURPOSE,
        facts: words::particulars(facts),
        parts: parts(counts),
        trace: words::particulars([("流水", through)]),
        signatures: vec!["日结人", "复核人"],
    }
}

fn parts(counts: &DayCounts) -> Vec<paper::RecordPart> {
    let cases = counts.cases.iter().map(|(act, count)| row([act.name().zh, &count.to_string()]));
    let answered = (counts.answered > 0).then(|| row(["答复咨询", &counts.answered.to_string()]));
    let papers = counts.papers.iter().map(|out| {
        let count = |count: u32| count.to_string();
        row([
            out.document.name().zh,
            &count(out.originals),
            &count(out.copies),
            &count(out.spoiled),
        ])
    });
    let numbers = counts
        .numbers
        .iter()
        .map(|used| row([&used.series, &used.first, &used.last, &used.count.to_string()]));
    let charged = counts.charged.iter().map(|sum| row([sum.currency().as_str(), &sum.amount()]));
    vec![
        table("办理", &[("步骤", 3.0), ("次数", 1.0)], cases.chain(answered).collect()),
        table(
            "号码",
            &[("号段", 1.0), ("第一个", 2.4), ("最后一个", 2.4), ("个数", 0.7)],
            numbers.collect(),
        ),
        table("收费", &[("币种", 3.0), ("合计", 1.0)], charged.collect()),
        table(
            "文书",
            &[("文书", 2.0), ("原件", 1.0), ("副本", 1.0), ("废纸", 1.0)],
            papers.collect(),
        ),
    ]
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// A table whose last column, and every one called by a count, holds figures.
fn table(
    name: &'static str,
    columns: &[(&'static str, f32)],
    rows: Vec<Vec<String>>,
) -> paper::RecordPart {
    const FIGURES: [&str; 6] = ["次数", "个数", "合计", "原件", "副本", "废纸"];
    let column =
        |&(name, share)| paper::RecordColumn { name, share, figures: FIGURES.contains(&name) };
    paper::RecordPart::Table { name, columns: columns.iter().map(column).collect(), rows }
}
