//! 补正告知书.

use printpdf::PdfPage;

use crate::DocumentError;
use crate::fonts::Fonts;
use crate::input::CorrectionNotice;
use crate::layout::{Align, Cell, Layout, MEASURE};
use crate::notice::{
    Closing, address, basis, begin, body, chinese_date, close, facts_table, finish,
};

pub const TITLE: &str = "补正告知书";

pub fn pages(fonts: &Fonts, notice: &CorrectionNotice) -> Result<Vec<PdfPage>, DocumentError> {
    let mut layout = begin(fonts, &notice.imprint, TITLE, false)?;
    let facts = &notice.facts;
    facts_table(&mut layout, facts)?;
    address(&mut layout, &facts.applicant.name)?;
    body(
        &mut layout,
        &format!(
            "你（单位）于{}提出的“{}”申请，本机关已经收悉。经审查，申请材料不齐全或者不符合法定形式。\
             根据《中华人民共和国行政许可法》第三十二条第一款第（四）项的规定，现一次性告知需要补正的\
             全部内容：",
            chinese_date(notice.applied_on),
            facts.item_name
        ),
    )?;
    table(&mut layout, notice)?;
    let by = notice.reply_by.map_or_else(String::new, |date| format!("于{}前", chinese_date(date)));
    body(
        &mut layout,
        &format!(
            "请{by}将上述材料补正后交至{}。按照要求提交全部补正材料的，本机关依法予以受理，办理时限自\
             受理之日起计算。",
            notice.counter.window
        ),
    )?;
    basis(&mut layout, "办理依据", &notice.legal_basis)?;
    let counter = &notice.counter;
    let last = format!("经办人：{}。查询办理进度：{}。", counter.clerk, counter.enquiry);
    let closing = Closing {
        signatures: &["申请人（签收）", "签收日期"],
        remarks: vec!["本告知书一式两份，一份交申请人，一份存档。".to_owned()],
    };
    close(&mut layout, &notice.imprint, &last, &closing)?;
    finish(layout, &notice.imprint, TITLE, counter)
}

fn table(layout: &mut Layout, notice: &CorrectionNotice) -> Result<(), DocumentError> {
    let (number, material, problem) = (14.0, 48.0, 48.0);
    let remedy = MEASURE - number - material - problem;
    let head = [
        Cell::label(number, "序号"),
        Cell::label(material, "材料名称"),
        Cell::label(problem, "存在的问题"),
        Cell::label(remedy, "补正要求"),
    ];
    layout.y += 2.0;
    layout.row(&head, &[])?;
    for (n, correction) in (1_u32..).zip(&notice.corrections) {
        let cells = [
            Cell::value(number, Align::Centre, n.to_string()),
            Cell::value(material, Align::Left, &correction.material),
            Cell::value(problem, Align::Left, &correction.problem),
            Cell::value(remedy, Align::Left, &correction.remedy),
        ];
        layout.row(&cells, &head)?;
    }
    layout.y += 2.0;
    Ok(())
}
