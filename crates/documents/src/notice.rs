//! What notices and receipts share: head, facts of the case, place of the seal, foot with codes.

use chrono::{Datelike, NaiveDate};
use printpdf::PdfPage;

use crate::DocumentError;
use crate::canvas::{Area, Canvas, Ink, PT_PER_MM, Stroke, style};
use crate::codes::{draw_barcode, draw_qr};
use crate::fonts::{Face, Fonts};
use crate::input::{CaseFacts, Counter, Edition, Imprint};
use crate::layout::{Align, Cell, LEFT, Layout, Look, MEASURE, PAGE_W, RIGHT};
use crate::text::{Style, wrap};

/// Running text.
pub const BODY: Style = style(Face::Song, 12.0);
/// Height of a line of running text, in millimetres.
pub const BODY_LEADING: f32 = 6.7;
/// Small print.
pub const SMALL: Style = style(Face::Song, 9.0);
/// Labels in running text.
const LABEL: Style = style(Face::Hei, 12.0);

/// A date as official papers write it: Arabic figures without leading zeros (GB/T 9704-2012).
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
) -> Result<Layout<'f>, DocumentError> {
    let mut layout = Layout::new(fonts, Look::notice(imprint.sample, framed))?;
    let middle = PAGE_W / 2.0;
    let canvas = &mut layout.canvas;
    let organ = &imprint.organ;
    let large = style(Face::SongBold, 24.0);
    let large = canvas.fitting(large, 3.0, MEASURE, "imprint.organ", organ)?;
    canvas.centred(large, Ink::Red, 3.0, (middle, 26.5), organ)?;
    canvas.line(Stroke::new(2.2, Ink::Red), (LEFT, 31.0), (RIGHT, 31.0));
    canvas.line(Stroke::new(0.6, Ink::Red), (LEFT, 32.3), (RIGHT, 32.3));
    canvas.centred(style(Face::SongBold, 22.0), Ink::Black, 5.0, (middle, 45.0), title)?;
    let number = format!("编号：{}", imprint.number);
    let small = style(Face::Song, 11.0);
    let small = canvas.fitting(small, 0.0, MEASURE, "imprint.number", &number)?;
    canvas.centred(small, Ink::Black, 0.0, (middle, 52.5), &number)?;
    layout.y = 56.5;
    Ok(layout)
}

/// The table of the case's facts.
pub fn facts_table(layout: &mut Layout, facts: &CaseFacts) -> Result<(), DocumentError> {
    let applicant = &facts.applicant;
    let item = format!("{}（{}）", facts.item_name, facts.item_code);
    let phone = applicant.phone.as_deref().unwrap_or("—");
    wide_row(layout, "申请人", &applicant.name)?;
    pair_row(layout, (&applicant.id_label, &applicant.id_number), ("联系电话", phone))?;
    if let Some(agent) = &applicant.agent {
        wide_row(layout, "代办人", agent)?;
    }
    wide_row(layout, "事项名称", &item)?;
    // Three characters beside it, so that a case's number stays in one line.
    const HANDLING_W: f32 = 21.0;
    let (number, handling) = (&facts.case_number, facts.handling.text());
    pair(layout, ("办件编号", number), ("办件类型", handling), HANDLING_W)
}

/// Eight characters, as 统一社会信用代码 has, in one line.
const LABEL_W: f32 = 34.0;
const SECOND_LABEL_W: f32 = 23.0;

/// A row with one label and one value.
pub fn wide_row(layout: &mut Layout, label: &str, value: &str) -> Result<(), DocumentError> {
    let cells = [Cell::label(LABEL_W, label), Cell::value(MEASURE - LABEL_W, Align::Left, value)];
    layout.row(&cells, &[])
}

/// A row with two labels and two values.
pub fn pair_row(
    layout: &mut Layout,
    left: (&str, &str),
    right: (&str, &str),
) -> Result<(), DocumentError> {
    pair(layout, left, right, 40.0)
}

fn pair(
    layout: &mut Layout,
    left: (&str, &str),
    right: (&str, &str),
    right_w: f32,
) -> Result<(), DocumentError> {
    let left_w = MEASURE - LABEL_W - SECOND_LABEL_W - right_w;
    let cells = [
        Cell::label(LABEL_W, left.0),
        Cell::value(left_w, Align::Left, left.1),
        Cell::label(SECOND_LABEL_W, right.0),
        Cell::value(right_w, Align::Left, right.1),
    ];
    layout.row(&cells, &[])
}

/// The addressee, then nothing but a colon.
pub fn address(layout: &mut Layout, name: &str) -> Result<(), DocumentError> {
    layout.y += 4.0;
    layout.paragraph(LABEL, BODY_LEADING, 0.0, &format!("{name}："))
}

/// A paragraph of running text, indented by two characters.
pub fn body(layout: &mut Layout, text: &str) -> Result<(), DocumentError> {
    layout.paragraph(BODY, BODY_LEADING, 2.0, text)
}

/// Laws and articles in one paragraph; nothing where there are none.
pub fn basis(layout: &mut Layout, label: &str, laws: &[String]) -> Result<(), DocumentError> {
    if laws.is_empty() {
        return Ok(());
    }
    body(layout, &format!("{label}：{}。", laws.join("；")))
}

/// What stands beside the seal at the end of a notice.
#[derive(Debug, Default)]
pub struct Closing {
    /// Lines to sign on.
    pub signatures: &'static [&'static str],
    /// Small print below them.
    pub remarks: Vec<String>,
}

/// Height of the place of the seal, in millimetres.
const SEAL_H: f32 = 40.0;
const SIGNATURE_H: f32 = 9.5;
const REMARK_H: f32 = 4.8;
const REMARK_GAP: f32 = 3.0;
/// Width of what stands beside the seal, in millimetres.
const BESIDE_W: f32 = 108.0;

/// The last paragraph, then organ and date with the place of the seal to the right and lines to
/// sign to the left. All of it stays on one page: a seal must not stand on a page without text.
pub fn close(
    layout: &mut Layout,
    imprint: &Imprint,
    last: &str,
    closing: &Closing,
) -> Result<(), DocumentError> {
    let remarks: Vec<String> = closing
        .remarks
        .iter()
        .flat_map(|text| wrap(layout.canvas.fonts, SMALL, BESIDE_W * PT_PER_MM, 0.0, text))
        .map(|line| line.text)
        .collect();
    let left_h = rows_height(closing.signatures.len(), SIGNATURE_H)
        + rows_height(remarks.len(), REMARK_H)
        + REMARK_GAP;
    let height = left_h.max(SEAL_H);
    layout.need(layout.paragraph_height(BODY, BODY_LEADING, 2.0, last) + height)?;
    body(layout, last)?;
    seal_at(&mut layout.canvas, imprint, (RIGHT - 30.0, layout.y + 20.0), 13.0)?;
    let mut y = layout.y + height - left_h;
    for label in closing.signatures {
        y += SIGNATURE_H;
        signature(&mut layout.canvas, y, label)?;
    }
    y += REMARK_GAP;
    for line in &remarks {
        y += REMARK_H;
        layout.canvas.text(SMALL, Ink::Black, (LEFT, y - 1.0), line)?;
    }
    layout.y += height;
    Ok(())
}

fn rows_height(rows: usize, height: f32) -> f32 {
    f32::from(u16::try_from(rows).unwrap_or(u16::MAX)) * height
}

/// A label and a line to sign on, above `y`.
fn signature(canvas: &mut Canvas, y: f32, label: &str) -> Result<(), DocumentError> {
    let style = style(Face::Song, 11.0);
    let label = format!("{label}：");
    canvas.text(style, Ink::Black, (LEFT, y), &label)?;
    let start = LEFT + canvas.measure(style, 0.0, &label);
    canvas.line(Stroke::new(0.5, Ink::Rule), (start, y + 1.2), (LEFT + 82.0, y + 1.2));
    Ok(())
}

/// Longest line of the organ's name under the seal, in millimetres.
const ORGAN_W: f32 = 66.0;

/// Organ and date around a centre; a sample shows an empty ring instead of a seal.
pub fn seal_at(
    canvas: &mut Canvas,
    imprint: &Imprint,
    (x, y): (f32, f32),
    size: f32,
) -> Result<(), DocumentError> {
    let date = chinese_date(imprint.date);
    let organ = style(Face::Song, size);
    let lines = wrap(canvas.fonts, organ, ORGAN_W * PT_PER_MM, 0.0, &imprint.organ);
    if lines.len() > 3 {
        return Err(DocumentError::TextTooLong { field: "imprint.organ".to_owned() });
    }
    for (n, line) in (0_u16..).zip(lines.iter().rev()) {
        let y = f32::from(n).mul_add(-6.0, y - 1.5);
        canvas.centred(organ, Ink::Black, 0.0, (x, y), &line.text)?;
    }
    canvas.centred(style(Face::Song, size), Ink::Black, 0.0, (x, y + 6.5), &date)?;
    let small = style(Face::Song, 9.0);
    if imprint.sample {
        let dashed = Stroke { width: 0.9, ink: Ink::Red, dashed: true };
        canvas.ring(dashed, (x, y), 19.0);
        canvas.centred(small, Ink::Red, 0.0, (x, y + 14.0), "（示例，无印章）")
    } else {
        canvas.centred(small, Ink::Grey, 0.0, (x, y + 14.0), "（盖章）")
    }
}

/// Closes a notice: foot and running head on every page.
pub fn finish(
    layout: Layout,
    imprint: &Imprint,
    title: &str,
    counter: &Counter,
) -> Result<Vec<PdfPage>, DocumentError> {
    let mut canvases = layout.into_sheets();
    let count = canvases.len();
    for (page, canvas) in (1..).zip(&mut canvases) {
        if page > 1 {
            let head = format!("{title}　{}（续）", imprint.number);
            canvas.text(SMALL, Ink::Grey, (LEFT, 23.0), &head)?;
            canvas.line(Stroke::new(0.5, Ink::Rule), (LEFT, 25.5), (RIGHT, 25.5));
        }
        if let Some(mark) = edition_mark(imprint.edition) {
            draw_mark(canvas, RIGHT, 9.6, &mark)?;
        }
        foot(canvas, imprint, counter)?;
        let pages = format!("第{page}页　共{count}页");
        canvas.right(SMALL, Ink::Black, (BARS_RIGHT, 278.0), &pages)?;
    }
    Ok(canvases.into_iter().map(Canvas::into_page).collect())
}

/// The mark of a reprint in a red box that ends at `right`.
pub fn draw_mark(
    canvas: &mut Canvas,
    right: f32,
    top: f32,
    mark: &str,
) -> Result<(), DocumentError> {
    let style = style(Face::Hei, 12.0);
    let width = canvas.measure(style, 0.0, mark) + 6.0;
    let area = Area { x: right - width, y: top, w: width, h: 8.0 };
    canvas.outline(Stroke::new(1.4, Ink::Red), area);
    canvas.text(style, Ink::Red, (area.x + 3.0, top + 5.7), mark)
}

const BARS_RIGHT: f32 = LEFT + 120.0;

fn foot(canvas: &mut Canvas, imprint: &Imprint, counter: &Counter) -> Result<(), DocumentError> {
    canvas.line(Stroke::new(0.5, Ink::Rule), (LEFT, 256.0), (RIGHT, 256.0));
    let bars = Area { x: LEFT, y: 259.0, w: BARS_RIGHT - LEFT, h: 10.0 };
    draw_barcode(canvas, bars, &imprint.barcode)?;
    canvas.text(style(Face::Hei, 9.0), Ink::Black, (LEFT, 273.2), &imprint.barcode)?;
    let trace = format!("流水 {}", imprint.journal);
    let small = canvas.fitting(SMALL, 0.0, 92.0, "imprint.journal", &trace)?;
    canvas.text(small, Ink::Black, (LEFT, 278.0), &trace)?;
    let place = format!("{}　{}　{}", counter.centre, counter.window, counter.phone);
    let small = canvas.fitting(SMALL, 0.0, 130.0, "counter", &place)?;
    canvas.text(small, Ink::Grey, (LEFT, 282.8), &place)?;
    let side = 27.0;
    // The white border of the code may stand outside the measure, so that its modules are flush.
    let area = Area { x: RIGHT - side + 2.5, y: 256.5, w: side, h: side };
    draw_qr(canvas, area, &imprint.qr)?;
    let middle = area.x + side / 2.0;
    canvas.centred(style(Face::Hei, 8.0), Ink::Grey, 0.0, (middle, 284.8), "扫码查验")
}
