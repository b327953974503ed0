//! Working papers: their head, their foot, and which of them is laid out where.

mod outage;
mod reasons;

use printpdf::PdfPage;

use crate::DocumentError;
use crate::flow::{Flow, LEFT, Look, MEASURE, PAGE_W, RIGHT};
use crate::fonts::{Face, Fonts};
use crate::input::{Heading, WorkingPaper};
use crate::notice::SMALL;
use crate::sheet::{Ink, Sheet, Stroke, style};

/// Title, heading and pages of a working paper.
pub fn lay_out<'p>(
    fonts: &Fonts,
    paper: &'p WorkingPaper,
) -> Result<(&'static str, &'p Heading, Vec<PdfPage>), DocumentError> {
    Ok(match paper {
        WorkingPaper::Reasons(sheet) => {
            (reasons::TITLE, &sheet.heading, reasons::pages(fonts, sheet)?)
        }
        WorkingPaper::Outage(report) => {
            (outage::TITLE, &report.heading, outage::pages(fonts, report)?)
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
) -> Result<Flow<'f>, DocumentError> {
    let mut flow = Flow::new(fonts, look)?;
    let middle = PAGE_W / 2.0;
    let sheet = &mut flow.sheet;
    let organ = format!("{}　{}", heading.organ, heading.place);
    let small = style(Face::Hei, 11.0);
    let small = sheet.fitting(small, 0.0, MEASURE, "heading.organ", &organ)?;
    sheet.centred(small, Ink::Black, 0.0, (middle, 22.0), &organ)?;
    sheet.centred(style(Face::SongBold, 20.0), Ink::Black, 4.0, (middle, 33.0), title)?;
    let subject = style(Face::Song, 11.0);
    let subject = sheet.fitting(subject, 0.0, MEASURE, "heading.subject", &heading.subject)?;
    sheet.centred(subject, Ink::Black, 0.0, (middle, 40.0), &heading.subject)?;
    sheet.centred(SMALL, Ink::Grey, 0.0, (middle, 46.0), purpose)?;
    sheet.line(RULE, (LEFT, 48.5), (RIGHT, 48.5));
    flow.y = 52.0;
    Ok(flow)
}

/// Closes a working paper: running heads, and on every page when it was printed and its place.
fn finish(flow: Flow, heading: &Heading, title: &str) -> Result<Vec<PdfPage>, DocumentError> {
    let mut sheets = flow.into_sheets();
    let count = sheets.len();
    for (page, sheet) in (1..).zip(&mut sheets) {
        if page > 1 {
            let head = format!("{title}　{}（续）", heading.subject);
            let small = sheet.fitting(SMALL, 0.0, MEASURE, "heading.subject", &head)?;
            sheet.text(small, Ink::Grey, (LEFT, 23.0), &head)?;
            sheet.line(Stroke::new(0.5, Ink::Rule), (LEFT, 25.5), (RIGHT, 25.5));
        }
        sheet.line(Stroke::new(0.5, Ink::Rule), (LEFT, 280.0), (RIGHT, 280.0));
        let printed = format!("工作用纸　打印：{}", heading.printed);
        let small = sheet.fitting(SMALL, 0.0, 120.0, "heading.printed", &printed)?;
        sheet.text(small, Ink::Grey, (LEFT, 284.5), &printed)?;
        let pages = format!("第{page}页　共{count}页");
        sheet.right(SMALL, Ink::Black, (RIGHT, 284.5), &pages)?;
    }
    Ok(sheets.into_iter().map(Sheet::into_page).collect())
}

/// The name of a part of the paper; at least two lines stay with it.
fn part(flow: &mut Flow, name: &str) -> Result<(), DocumentError> {
    flow.need(24.0)?;
    flow.y += 4.0;
    flow.paragraph(style(Face::Hei, 12.0), 6.5, 0.0, name)?;
    flow.y += 0.8;
    Ok(())
}
