//! What notices and receipts share: head, facts of the case, place of the seal, foot with codes.

use chrono::{Datelike, NaiveDate};
use printpdf::PdfPage;

use crate::codes::{draw_barcode, draw_qr};
use crate::flow::{Align, Cell, Flow, LEFT, Look, MEASURE, PAGE_W, RIGHT};
use crate::fonts::{Face, Fonts};
use crate::input::{CaseFacts, Counter, Edition, Imprint};
use crate::sheet::{Area, Ink, Sheet, Stroke, style};
use crate::text::Style;
use crate::DocumentError;

/// Running text.
pub const BODY: Style = style(Face::Song, 12.0);
/// Height of a line of running text, in millimetres.
pub const BODY_LEADING: f32 = 7.4;
/// Small print.
pub const SMALL: Style = style(Face::Song, 9.0);
/// Labels in running text.
const LABEL: Style = style(Face::Hei, 12.0);

/// A date as official papers write it: Arabic figures without leading zeros (GB/T 9704-2012, 7.3.5).
pub fn chinese_date(date: NaiveDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// The mark of a reprint.
pub fn edition_mark(edition: Edition) -> Option<String> {
    match edition {
        Edition::Original => None,
        Edition::Reprint { nth } => Some(format!("副本（第{nth}次补打）")),
    }
}

/// Begins a notice: organ, red rule, title, number.
pub fn begin<'f>(
    fonts: &'f Fonts,
    imprint: &Imprint,
    title: &str,
    framed: bool,
) -> Result<Flow<'f>, DocumentError> {
    let mut flow = Flow::new(fonts, Look { sample: imprint.sample, framed })?;
    let middle = PAGE_W / 2.0;
    let sheet = &mut flow.sheet;
    let organ = fitting(sheet, style(Face::SongBold, 24.0), 3.0, &imprint.organ);
    sheet.centred(organ, Ink::Red, 3.0, (middle, 31.0), &imprint.organ)?;
    sheet.line(Stroke::new(2.2, Ink::Red), (LEFT, 37.0), (RIGHT, 37.0));
    sheet.line(Stroke::new(0.6, Ink::Red), (LEFT, 38.3), (RIGHT, 38.3));
    sheet.centred(style(Face::SongBold, 22.0), Ink::Black, 5.0, (middle, 54.0), title)?;
    let number = format!("编号：{}", imprint.number);
    sheet.centred(style(Face::Song, 11.0), Ink::Black, 0.0, (middle, 63.0), &number)?;
    flow.y = 69.0;
    Ok(flow)
}

/// Makes a one-line text smaller until it fits the measure.
fn fitting(sheet: &Sheet, mut wanted: Style, tracking: f32, text: &str) -> Style {
    while wanted.size > 10.0 && sheet.measure(wanted, tracking, text) > MEASURE {
        wanted.size -= 1.0;
    }
    wanted
}

/// The table of the case's facts.
pub fn facts_table(flow: &mut Flow, facts: &CaseFacts) -> Result<(), DocumentError> {
    let applicant = &facts.applicant;
    let item = format!("{}（{}）", facts.item_name, facts.item_code);
    wide_row(flow, "申请人", &applicant.name)?;
    let phone = applicant.phone.as_deref().unwrap_or("—");
    pair_row(flow, (&applicant.id_label, &applicant.id_number), ("联系电话", phone))?;
    if let Some(agent) = &applicant.agent {
        wide_row(flow, "代办人", agent)?;
    }
    wide_row(flow, "事项名称", &item)?;
    pair_row(flow, ("办件编号", &facts.case_number), ("办件类型", facts.handling.text()))
}

const LABEL_W: f32 = 27.0;

/// A row with one label and one value.
pub fn wide_row(flow: &mut Flow, label: &str, value: &str) -> Result<(), DocumentError> {
    let cells =
        [Cell::label(LABEL_W, label), Cell::value(MEASURE - LABEL_W, Align::Left, value)];
    flow.row(&cells, &[])
}

/// A row with two labels and two values.
pub fn pair_row(
    flow: &mut Flow,
    left: (&str, &str),
    right: (&str, &str),
) -> Result<(), DocumentError> {
    let right_w = 40.0;
    let left_w = 2.0f32.mul_add(-LABEL_W, MEASURE - right_w);
    let cells = [
        Cell::label(LABEL_W, left.0),
        Cell::value(left_w, Align::Left, left.1),
        Cell::label(LABEL_W, right.0),
        Cell::value(right_w, Align::Left, right.1),
    ];
    flow.row(&cells, &[])
}

/// The addressee, then nothing but a colon.
pub fn address(flow: &mut Flow, name: &str) -> Result<(), DocumentError> {
    flow.y += 4.0;
    flow.paragraph(LABEL, BODY_LEADING, 0.0, &format!("{name}："))
}

/// A paragraph of running text, indented by two characters.
pub fn body(flow: &mut Flow, text: &str) -> Result<(), DocumentError> {
    flow.paragraph(BODY, BODY_LEADING, 2.0, text)
}

/// The list of laws and articles; nothing where there are none.
pub fn basis(flow: &mut Flow, label: &str, laws: &[String]) -> Result<(), DocumentError> {
    match laws {
        [] => Ok(()),
        [law] => body(flow, &format!("{label}：{law}")),
        laws => {
            body(flow, &format!("{label}："))?;
            (1..).zip(laws).try_for_each(|(n, law)| body(flow, &format!("{n}．{law}")))
        }
    }
}

/// Small print after the text.
pub fn remark(flow: &mut Flow, text: &str) -> Result<(), DocumentError> {
    flow.paragraph(SMALL, 5.0, 0.0, text)
}

/// Places to sign, side by side.
pub fn signatures(flow: &mut Flow, labels: [&str; 2]) -> Result<(), DocumentError> {
    flow.need(12.0)?;
    let y = flow.y + 8.0;
    for (label, x) in labels.into_iter().zip([LEFT, LEFT + MEASURE / 2.0 + 3.0]) {
        let label = format!("{label}：");
        let line = x + flow.sheet.measure(style(Face::Song, 11.0), 0.0, &label);
        flow.sheet.text(style(Face::Song, 11.0), Ink::Black, (x, y), &label)?;
        let end = x + MEASURE / 2.0 - 3.0;
        flow.sheet.line(Stroke::new(0.5, Ink::Rule), (line, y + 1.2), (end, y + 1.2));
    }
    flow.y += 12.0;
    Ok(())
}

/// Organ and date with the place of the seal, to the right, kept together.
pub fn seal(flow: &mut Flow, imprint: &Imprint) -> Result<(), DocumentError> {
    flow.need(41.0)?;
    let x = RIGHT - 38.0;
    let y = flow.y;
    seal_at(&mut flow.sheet, imprint, (x, y + 20.0), 13.0)?;
    flow.y += 41.0;
    Ok(())
}

/// Organ and date around a centre; a sample shows an empty ring instead of a seal.
pub fn seal_at(
    sheet: &mut Sheet,
    imprint: &Imprint,
    (x, y): (f32, f32),
    size: f32,
) -> Result<(), DocumentError> {
    let date = chinese_date(imprint.date);
    sheet.centred(style(Face::Song, size), Ink::Black, 0.0, (x, y - 1.5), &imprint.organ)?;
    sheet.centred(style(Face::Song, size), Ink::Black, 0.0, (x, y + 6.5), &date)?;
    let small = style(Face::Song, 9.0);
    if imprint.sample {
        let dashed = Stroke { width: 0.9, ink: Ink::Red, dashed: true };
        sheet.ring(dashed, (x, y), 19.0);
        sheet.centred(small, Ink::Red, 0.0, (x, y + 14.0), "（示例，无印章）")
    } else {
        sheet.centred(small, Ink::Grey, 0.0, (x, y + 14.0), "（盖章）")
    }
}

/// Closes a notice: foot and running head on every page.
pub fn finish(
    flow: Flow,
    imprint: &Imprint,
    title: &str,
    counter: &Counter,
) -> Result<Vec<PdfPage>, DocumentError> {
    let mut sheets = flow.into_sheets();
    let count = sheets.len();
    for (page, sheet) in (1..).zip(&mut sheets) {
        if page > 1 {
            let head = format!("{title}　{}（续）", imprint.number);
            sheet.text(SMALL, Ink::Grey, (LEFT, 23.0), &head)?;
            sheet.line(Stroke::new(0.5, Ink::Rule), (LEFT, 25.5), (RIGHT, 25.5));
        }
        if let Some(mark) = edition_mark(imprint.edition) {
            draw_mark(sheet, RIGHT, 13.0, &mark)?;
        }
        foot(sheet, imprint, counter)?;
        let pages = format!("第{page}页　共{count}页");
        sheet.centred(SMALL, Ink::Black, 0.0, (PAGE_W / 2.0, 285.5), &pages)?;
    }
    Ok(sheets.into_iter().map(Sheet::into_page).collect())
}

/// The mark of a reprint in a red box that ends at `right`.
pub fn draw_mark(
    sheet: &mut Sheet,
    right: f32,
    top: f32,
    mark: &str,
) -> Result<(), DocumentError> {
    let style = style(Face::Hei, 12.0);
    let width = sheet.measure(style, 0.0, mark) + 6.0;
    let area = Area { x: right - width, y: top, w: width, h: 8.0 };
    sheet.outline(Stroke::new(1.4, Ink::Red), area);
    sheet.text(style, Ink::Red, (area.x + 3.0, top + 5.7), mark)
}

fn foot(sheet: &mut Sheet, imprint: &Imprint, counter: &Counter) -> Result<(), DocumentError> {
    sheet.line(Stroke::new(0.5, Ink::Rule), (LEFT, 254.0), (RIGHT, 254.0));
    let bars = Area { x: LEFT, y: 257.5, w: 120.0, h: 9.5 };
    draw_barcode(sheet, bars, &imprint.barcode)?;
    sheet.text(style(Face::Hei, 9.0), Ink::Black, (LEFT, 271.0), &imprint.barcode)?;
    let trace = format!("流水 {}", imprint.journal);
    sheet.text(SMALL, Ink::Black, (LEFT, 276.0), &trace)?;
    let place = format!("{}　{}　{}", counter.centre, counter.window, counter.phone);
    sheet.text(SMALL, Ink::Grey, (LEFT, 281.0), &place)?;
    let side = 27.0;
    draw_qr(sheet, Area { x: RIGHT - side + 3.0, y: 255.5, w: side, h: side }, &imprint.qr)?;
    let middle = RIGHT + 3.0 - side / 2.0;
    sheet.centred(style(Face::Hei, 8.0), Ink::Grey, 0.0, (middle, 285.5), "扫码查验")
}
