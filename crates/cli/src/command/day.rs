//! `clerk day`: the window's day, opened, counted and closed.

use crate::arguments::Lang;
use crate::context::Context;
use crate::error::CliError;
use crate::text::table::table;
use crate::text::words;
use chrono::NaiveDate;
use clap::{Args, Subcommand};
use clerk_desk::api::{DayView, Nothing, PrintedFileView, WorkingPaperArgs};
use clerk_domain::day::{Day, DayCounts};
use clerk_domain::money::Money;

/// `clerk day`
#[derive(Debug, Args)]
pub struct DayCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 开窗 · Open today
    Open,
    /// 日结：自流水计数，结束已开的一天 · Close the day that is open, with its counts
    Close,
    /// 看已开的一天及至今的数 · The day that is open, and what was counted so far
    Show,
    /// 打印日结单 · Print the sheet of a day
    Print {
        /// 哪一天，默认为最近一天 · Which day; by default the newest
        #[arg(value_name = "YYYY-MM-DD")]
        day: Option<NaiveDate>,
    },
}

/// Opens, closes, shows or prints.
pub fn run(context: &Context<'_>, args: &DayCommand) -> Result<(), CliError> {
    let desk = context.open()?.workstation;
    match args.what {
        What::Open => context.give(&desk.open_day(Nothing {})?, text),
        What::Close => context.give(&desk.close_day(Nothing {})?, text),
        What::Show => context.give(&desk.day(Nothing {})?, text),
        What::Print { day } => {
            let printed = desk.print_working_paper(WorkingPaperArgs::Day { day })?;
            context.give(&printed, |PrintedFileView { file }, _| format!("{file}\n"))
        }
    }
}

fn text(view: &DayView, lang: Lang) -> String {
    match (&view.open, view.days.first()) {
        (Some(day), _) => {
            let opened = lang.pick("已开窗", "open since");
            let opened =
                format!("{opened} {} {}", words::instant(day.opened_at), day.opened_by.name);
            format!("{}  {opened}\n{}", day.day, counts(&view.counts, lang))
        }
        (None, Some(day)) => closed(day, lang),
        (None, None) => lang.pick("今天尚未开窗\n", "the window's day was not opened\n").to_owned(),
    }
}

fn closed(day: &Day, lang: Lang) -> String {
    let Some(closing) = &day.closing else { return String::new() };
    let at = format!("{} {}", words::instant(closing.at), closing.by.name);
    let closed = lang.pick("已日结", "closed");
    format!("{}  {closed} {at}\n{}", day.day, counts(&closing.counts, lang))
}

fn counts(counts: &DayCounts, lang: Lang) -> String {
    let mut rows: Vec<Vec<String>> = counts
        .cases
        .iter()
        .map(|(act, count)| vec![words::act(*act, lang).to_owned(), count.to_string()])
        .collect();
    let mut row = |name: &str, value: String| rows.push(vec![name.to_owned(), value]);
    if counts.answered > 0 {
        row(lang.pick("答复咨询", "enquiries answered"), counts.answered.to_string());
    }
    for used in &counts.numbers {
        let range = format!("{}  {} – {}", used.count, used.first, used.last);
        row(&used.series, range);
    }
    if !counts.charged.is_empty() {
        let sums: Vec<_> = counts.charged.iter().map(Money::readable).collect();
        row(lang.pick("收费", "charged"), sums.join("  "));
    }
    for out in &counts.papers {
        let copies = lang.pick("副本", "copies");
        let spoiled = lang.pick("废纸", "spoiled");
        let figures =
            format!("{}  {copies} {}  {spoiled} {}", out.originals, out.copies, out.spoiled);
        row(words::document(out.document, lang), figures);
    }
    table(&lang.pick(["办理", "数"], ["Done", "Count"]), &rows)
}
