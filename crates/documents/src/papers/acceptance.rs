//! 受理通知书.

use printpdf::PdfPage;

use crate::DocumentError;
use crate::fonts::Fonts;
use crate::input::AcceptanceNotice;
use crate::layout::{Align, Cell, Layout, MEASURE};
use crate::notice::{
    Closing, address, basis, begin, body, chinese_date, close, facts_table, finish,
};

pub const TITLE: &str = "受理通知书";

pub fn pages(fonts: &Fonts, notice: &AcceptanceNotice) -> Result<Vec<PdfPage>, DocumentError> {
    let mut layout = begin(fonts, &notice.imprint, TITLE, false)?;
    let facts = &notice.facts;
    facts_table(&mut layout, facts)?;
    address(&mut layout, &facts.applicant.name)?;
    let applied_on = chinese_date(notice.applied_on);
    let item = &facts.item_name;
    if notice.owed.is_empty() {
        body(
            &mut layout,
            &format!(
                "你（单位）于{applied_on}提出的“{item}”申请，本机关已经收悉。经审查，申请事项属于\
                 本机关职权范围，申请材料齐全、符合法定形式。根据《中华人民共和国行政许可法》\
                 第三十二条第一款第（五）项的规定，现决定予以受理。"
            ),
        )?;
    } else {
        body(
            &mut layout,
            &format!(
                "你（单位）于{applied_on}提出的“{item}”申请，本机关已经收悉。经审查，申请事项属于\
                 本机关职权范围，主要申请材料齐全、符合法定形式；下列次要材料尚缺，你（单位）已\
                 书面承诺按期补交，现决定予以容缺受理。"
            ),
        )?;
        owed_table(&mut layout, notice)?;
    }
    body(
        &mut layout,
        &format!(
            "本事项法定办结时限为{}，承诺办结时限为{}，{}。依法需要听证、招标、\
             拍卖、检验、检测、检疫、鉴定和专家评审的，所需时间不计算在内，本机关将另行书面告知。",
            notice.statutory_limit,
            notice.promised_limit,
            decide_by(notice)
        ),
    )?;
    basis(&mut layout, "办理依据", &notice.legal_basis)?;
    let counter = &notice.counter;
    let last = format!("经办人：{}。查询办理进度：{}。", counter.clerk, counter.enquiry);
    let closing = Closing {
        signatures: &["申请人（签收）", "签收日期"],
        remarks: vec!["本通知书一式两份，一份交申请人，一份存档。".to_owned()],
    };
    close(&mut layout, &notice.imprint, &last, &closing)?;
    finish(layout, &notice.imprint, TITLE, counter)
}

/// The day is never guessed: the paper says on what it waits.
fn decide_by(notice: &AcceptanceNotice) -> String {
    match notice.decide_by {
        Some(day) => format!("本机关将于{}前作出决定", chinese_date(day)),
        None => "作出决定的具体日期待国务院办公厅公布节假日安排后确定".to_owned(),
    }
}

fn owed_table(layout: &mut Layout, notice: &AcceptanceNotice) -> Result<(), DocumentError> {
    let (number, due) = (14.0, 42.0);
    let name = MEASURE - number - due;
    let head =
        [Cell::label(number, "序号"), Cell::label(name, "待补材料"), Cell::label(due, "补交期限")];
    layout.y += 2.0;
    layout.row(&head, &[])?;
    for (n, owed) in (1_u32..).zip(&notice.owed) {
        let cells = [
            Cell::value(number, Align::Centre, n.to_string()),
            Cell::value(name, Align::Left, &owed.name),
            Cell::value(due, Align::Centre, chinese_date(owed.due)),
        ];
        layout.row(&cells, &head)?;
    }
    layout.y += 2.0;
    Ok(())
}
