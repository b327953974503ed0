//! Working papers: their head, their foot, and which of them is laid out where.

mod outage;
mod reasons;
mod record;

use printpdf::PdfPage;

use crate::DocumentError;
use crate::canvas::{Canvas, Ink, Stroke, style};
use crate::fonts::{Face, Fonts};
use crate::input::{Heading, Particular, WorkingPaper};
use crate::layout::{LEFT, Layout, Look, MEASURE, PAGE_W, RIGHT};
use crate::notice::{SMALL, pair_row, wide_row};

/// Title, heading and pages of a working paper.
pub fn lay_out<'p>(
    fonts: &Fonts,
    paper: &'p WorkingPaper,
) -> Result<(&'static str, &'p Heading, Vec<PdfPage>), DocumentError> {
    Ok(match paper {
        WorkingPaper::Reasons(canvas) => {
            (reasons::TITLE, &canvas.heading, reasons::pages(fonts, canvas)?)
        }
        WorkingPaper::Outage(report) => {
            (outage::TITLE, &report.heading, outage::pages(fonts, report)?)
        }
        WorkingPaper::Record(record) => {
            (record.title, &record.heading, record::pages(fonts, record)?)
        }
    })
}

const RULE: Stroke = Stroke::new(0.8, Ink::Rule);

/// Begins a working paper: organ, title, subject, and what it is not.
fn begin<'f>(
    fonts: &'f Fonts,
    heading: &Heading,
    title: &str,
    purpose: &str,
    look: Look,
) -> Result<Layout<'f>, DocumentError> {
    let mut layout = Layout::new(fonts, look)?;
    let middle = PAGE_W / 2.0;
    let canvas = &mut layout.canvas;
    let organ = format!("{}　{}", heading.organ, heading.place);
    let small = style(Face::Hei, 11.0);
    let small = canvas.fitting(small, 0.0, MEASURE, "heading.organ", &organ)?;
    canvas.centred(small, Ink::Black, 0.0, (middle, 22.0), &organ)?;
    canvas.centred(style(Face::SongBold, 20.0), Ink::Black, 4.0, (middle, 33.0), title)?;
    let subject = style(Face::Song, 11.0);
    let subject = canvas.fitting(subject, 0.0, MEASURE, "heading.subject", &heading.subject)?;
    canvas.centred(subject, Ink::Black, 0.0, (middle, 40.0), &heading.subject)?;
    canvas.centred(SMALL, Ink::Grey, 0.0, (middle, 46.0), purpose)?;
    canvas.line(RULE, (LEFT, 48.5), (RIGHT, 48.5));
    layout.y = 52.0;
    Ok(layout)
}

/// Closes a working paper: running heads, and on every page when it was printed and its place.
fn finish(layout: Layout, heading: &Heading, title: &str) -> Result<Vec<PdfPage>, DocumentError> {
    let mut canvases = layout.into_sheets();
    let count = canvases.len();
    for (page, canvas) in (1..).zip(&mut canvases) {
        if page > 1 {
            let head = format!("{title}　{}（续）", heading.subject);
            let small = canvas.fitting(SMALL, 0.0, MEASURE, "heading.subject", &head)?;
            canvas.text(small, Ink::Grey, (LEFT, 23.0), &head)?;
            canvas.line(Stroke::new(0.5, Ink::Rule), (LEFT, 25.5), (RIGHT, 25.5));
        }
        canvas.line(Stroke::new(0.5, Ink::Rule), (LEFT, 280.0), (RIGHT, 280.0));
        let printed = format!("工作用纸　打印：{}", heading.printed);
        let small = canvas.fitting(SMALL, 0.0, 120.0, "heading.printed", &printed)?;
        canvas.text(small, Ink::Grey, (LEFT, 284.5), &printed)?;
        let pages = format!("第{page}页　共{count}页");
        canvas.right(SMALL, Ink::Black, (RIGHT, 284.5), &pages)?;
    }
    Ok(canvases.into_iter().map(Canvas::into_page).collect())
}

/// The name of a part of the paper; at least two lines stay with it.
fn part(layout: &mut Layout, name: &str) -> Result<(), DocumentError> {
    layout.need(24.0)?;
    layout.y += 4.0;
    layout.paragraph(style(Face::Hei, 12.0), 6.5, 0.0, name)?;
    layout.y += 0.8;
    Ok(())
}

/// Labels and values; two that are short share a row.
fn rows(layout: &mut Layout, particulars: &[Particular]) -> Result<(), DocumentError> {
    let mut rest = particulars;
    while let [row, after @ ..] = rest {
        match after {
            [second, after @ ..] if fits_pair(layout, row, second) => {
                let (left, right) = ((&*row.label, &*row.value), (&*second.label, &*second.value));
                pair_row(layout, left, right)?;
                rest = after;
            }
            _ => {
                wide_row(layout, &row.label, &row.value)?;
                rest = after;
            }
        }
    }
    Ok(())
}

/// Whether both stand in one row without a second line.
fn fits_pair(layout: &Layout, left: &Particular, right: &Particular) -> bool {
    let fits = |face: Face, text: &str, width: f32| {
        layout.canvas.measure(style(face, 10.5), 0.0, text) < width
    };
    fits(Face::Song, &left.value, 60.0)
        && fits(Face::Hei, &right.label, 19.0)
        && fits(Face::Song, &right.value, 36.0)
}
