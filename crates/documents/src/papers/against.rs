//! 不予受理通知书 and 不予行政许可决定书.

use printpdf::PdfPage;

use crate::DocumentError;
use crate::fonts::Fonts;
use crate::input::{DecisionAgainst, Stage};
use crate::notice::{
    Closing, address, basis, begin, body, chinese_date, close, facts_table, finish,
};

/// What it is called.
pub const fn title(notice: &DecisionAgainst) -> &'static str {
    match notice.stage {
        Stage::NotAccepted => "不予受理通知书",
        Stage::Refused { .. } => "不予行政许可决定书",
    }
}

/// Administrative Reconsideration Law (2023), art. 20, and Administrative Litigation Law (2017), art. 46:
/// the general periods. Where another law sets others, these are not them.
const REMEDIES: &str = "如不服本决定，可以自收到之日起六十日内依照《中华人民共和国行政复议法》第二十条的规定\
    申请行政复议，或者自收到之日起六个月内依照《中华人民共和国行政诉讼法》第四十六条的规定\
    向人民法院提起行政诉讼；法律另有规定的，从其规定。";

pub fn pages(fonts: &Fonts, notice: &DecisionAgainst) -> Result<Vec<PdfPage>, DocumentError> {
    let title = title(notice);
    let mut layout = begin(fonts, &notice.imprint, title, false)?;
    let facts = &notice.facts;
    facts_table(&mut layout, facts)?;
    address(&mut layout, &facts.applicant.name)?;
    let applied =
        format!("你（单位）于{}提出的“{}”申请，", chinese_date(notice.applied_on), facts.item_name);
    let decided = match notice.stage {
        Stage::NotAccepted => format!(
            "{applied}本机关已经收悉。经审查，根据《中华人民共和国行政许可法》第三十二条的规定，\
             现决定不予受理。理由如下："
        ),
        Stage::Refused { accepted_on } => format!(
            "{applied}本机关于{}受理。经审查，根据《中华人民共和国行政许可法》第三十八条的规定，\
             现决定不予行政许可。理由如下：",
            chinese_date(accepted_on)
        ),
    };
    body(&mut layout, &decided)?;
    body(&mut layout, &notice.reason)?;
    basis(&mut layout, "办理依据", &notice.legal_basis)?;
    body(&mut layout, REMEDIES)?;
    let counter = &notice.counter;
    let last = format!("决定人：{}。查询：{}。", counter.clerk, counter.enquiry);
    let closing = Closing {
        signatures: &["申请人（签收）", "签收日期"],
        remarks: vec!["本文书一式两份，一份交申请人，一份存档。".to_owned()],
    };
    close(&mut layout, &notice.imprint, &last, &closing)?;
    finish(layout, &notice.imprint, title, counter)
}
