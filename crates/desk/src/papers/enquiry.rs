//! 咨询答复单: what was asked, and what the window answered.

use super::{Sheets, words};
use clerk_documents as paper;
use clerk_domain::enquiry::{Answer, Enquiry};

const PURPOSE: &str = "答复供咨询人办事参考，不是行政许可文书，不作为办理凭证";

/// The paper of an answered enquiry.
pub(crate) fn sheet(
    enquiry: &Enquiry,
    answer: &Answer,
    item: Option<&str>,
    sheets: &Sheets,
) -> paper::RecordSheet {
    let Enquiry { id, asker, question, asked_at, closed_on, .. } = enquiry;
    let given = |text: &str| if text.is_empty() { words::NOT_GIVEN } else { text }.to_owned();
    let closed = closed_on.map_or_else(|| "尚未办结".to_owned(), words::chinese_date);
    let facts = [
        ("咨询人", given(&asker.name)),
        ("联系电话", given(&asker.phone)),
        ("事项", given(item.unwrap_or_default())),
        ("咨询时间", words::instant(*asked_at)),
    ];
    let trace = [
        ("咨询编号", id.to_string()),
        ("答复窗口", answer.author.to_string()),
        ("答复人", answer.by.name.clone()),
        ("答复时间", words::instant(answer.at)),
        ("办结日期", closed),
    ];
    let text = |name, text: &str| paper::RecordPart::Text { name, text: text.to_owned() };
    paper::RecordSheet {
        heading: sheets.heading(format!("咨询人：{}", asker.name)),
        title: "咨询答复单",
        purpose: PURPOSE,
        facts: words::particulars(facts),
        parts: vec![text("咨询内容", question), text("答复", &answer.text)],
        trace: words::particulars(trace),
        signatures: Vec::new(),
    }
}
