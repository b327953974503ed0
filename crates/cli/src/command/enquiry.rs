//! `clerk enquiry`: what was asked of the window's department, and its answers.

use crate::arguments::Lang;
use crate::context::Context;
use crate::error::CliError;
use crate::text::case::cut;
use crate::text::table::{plain, table};
use crate::text::words;
use clap::{Args, Subcommand};
use clerk_desk::api::{
    AnswerArgs, ApiError, EnquiriesView, EnquiryView, ErrorCode, Nothing, PrintedFileView,
    WorkingPaperArgs,
};
use clerk_desk::workstation::Workstation;
use clerk_domain::enquiry::EnquiryState;
use clerk_domain::ids::EnquiryId;

/// `clerk enquiry`
#[derive(Debug, Args)]
pub struct EnquiryCommand {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// 本部门的咨询，待答复的在前 · The department's enquiries, those that wait first
    List,
    /// 看一条咨询 · One enquiry
    Show(Named),
    /// 答复 · Answer
    Answer {
        #[command(flatten)]
        named: Named,
        /// 答复内容，1 至 500 字 · The answer, in 1 to 500 characters
        #[arg(long, value_name = "TEXT")]
        text: String,
    },
    /// 打印咨询答复单 · Print the answer
    Print(Named),
}

#[derive(Debug, Args)]
struct Named {
    /// 咨询编号，或其开头 · The enquiry's identifier, or how it begins
    #[arg(value_name = "ENQUIRY")]
    enquiry: String,
}

/// Lists, shows, answers or prints.
pub fn run(context: &Context<'_>, args: &EnquiryCommand) -> Result<(), CliError> {
    let desk = context.open()?.workstation;
    match &args.what {
        What::List => context.give(&desk.enquiries(Nothing {})?, list),
        What::Show(named) => context.give(&find(&desk, named)?, text),
        What::Answer { named, text: answer } => {
            let enquiry = find(&desk, named)?.enquiry.id;
            let answered = desk.answer(AnswerArgs { enquiry, answer: answer.clone() })?;
            context.give(&answered, text)
        }
        What::Print(named) => {
            let enquiry = find(&desk, named)?.enquiry.id;
            let printed = desk.print_working_paper(WorkingPaperArgs::Enquiry { enquiry })?;
            context.give(&printed, |PrintedFileView { file }, _| format!("{file}\n"))
        }
    }
}

/// The one enquiry whose identifier begins so.
fn find(desk: &Workstation, named: &Named) -> Result<EnquiryView, ApiError> {
    let begins = |id: EnquiryId| id.to_string().starts_with(&named.enquiry.to_lowercase());
    let rows = desk.enquiries(Nothing {})?.rows;
    let mut found = rows.into_iter().filter(|row| begins(row.enquiry.id));
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        _ => Err(ApiError::with(ErrorCode::EnquiryUnknown, named.enquiry.clone())),
    }
}

fn state(state: EnquiryState, lang: Lang) -> &'static str {
    match state {
        EnquiryState::Waiting => lang.pick("待答复", "waiting"),
        EnquiryState::Answered => lang.pick("已答复", "answered"),
        EnquiryState::Closed => lang.pick("已办结", "closed"),
    }
}

fn list(view: &EnquiriesView, lang: Lang) -> String {
    if view.rows.is_empty() {
        return lang.pick("没有咨询\n", "no enquiries\n").to_owned();
    }
    let row = |row: &EnquiryView| {
        vec![
            row.enquiry.id.to_string().chars().take(8).collect(),
            words::instant(row.enquiry.asked_at),
            state(row.state, lang).to_owned(),
            row.enquiry.asker.name.clone(),
            row.enquiry.question.clone(),
        ]
    };
    let heads = lang.pick(
        ["编号", "咨询时间", "状态", "咨询人", "咨询内容"],
        ["Id", "Asked", "State", "Asker", "Question"],
    );
    let mut text = table(&heads, &view.rows.iter().map(row).collect::<Vec<_>>());
    if let Some(cut) = cut(view.rows.len() as u64, view.total, lang) {
        text.push_str(&format!("{cut}\n"));
    }
    text
}

fn text(view: &EnquiryView, lang: Lang) -> String {
    let enquiry = &view.enquiry;
    let answer = enquiry.answer.as_ref().map_or_else(String::new, |answer| {
        let by = format!("{} {} {}", words::instant(answer.at), answer.author, answer.by.name);
        format!("{}  {by}\n{}\n", lang.pick("答复", "Answer"), plain(&answer.text))
    });
    format!(
        "{}  {}\n{}  {} {} {}\n{}\n{answer}",
        enquiry.id,
        state(view.state, lang),
        lang.pick("咨询", "Asked"),
        words::instant(enquiry.asked_at),
        plain(&enquiry.asker.name),
        plain(view.item_name.as_deref().unwrap_or_default()),
        plain(&enquiry.question),
    )
}
