//! 决定理由单: the decision with every clause, and what is said to the applicant.

use printpdf::PdfPage;

use super::{begin, finish, part};
use crate::DocumentError;
use crate::flow::{Align, Cell, Flow, LEFT, Look, MEASURE};
use crate::fonts::{Face, Fonts};
use crate::input::{ClauseLine, Particular, ReasonSheet};
use crate::notice::{BODY, BODY_LEADING, pair_row, wide_row};
use crate::sheet::{Area, Ink, Stroke, style};

pub const TITLE: &str = "决定理由单";

const PURPOSE: &str = "供窗口说明理由和转办附卷之用，不是行政许可文书，不加盖印章，不作为办理凭证";

pub fn pages(fonts: &Fonts, sheet: &ReasonSheet) -> Result<Vec<PdfPage>, DocumentError> {
    let look = Look::working(sheet.heading.sample);
    let mut flow = begin(fonts, &sheet.heading, TITLE, PURPOSE, look)?;
    rows(&mut flow, &sheet.facts)?;
    outcome(&mut flow, &sheet.outcome)?;
    flow.paragraph(BODY, BODY_LEADING, 0.0, &sheet.standing)?;
    if !sheet.clauses.is_empty() {
        part(&mut flow, "逐条核对")?;
        clauses(&mut flow, &sheet.clauses)?;
    }
    if !sheet.told.is_empty() {
        part(&mut flow, "向申请人说明")?;
        for (n, text) in (1_u32..).zip(&sheet.told) {
            flow.paragraph(BODY, BODY_LEADING, 0.0, &format!("{n}．{text}"))?;
        }
    }
    part(&mut flow, "依据与记录")?;
    rows(&mut flow, &sheet.trace)?;
    finish(flow, &sheet.heading, TITLE)
}

/// Labels and values; two that are short share a row.
fn rows(flow: &mut Flow, particulars: &[Particular]) -> Result<(), DocumentError> {
    let mut rest = particulars;
    while let [row, after @ ..] = rest {
        match after {
            [second, after @ ..] if fits_pair(flow, row, second) => {
                let (left, right) = ((&*row.label, &*row.value), (&*second.label, &*second.value));
                pair_row(flow, left, right)?;
                rest = after;
            }
            _ => {
                wide_row(flow, &row.label, &row.value)?;
                rest = after;
            }
        }
    }
    Ok(())
}

/// Whether both stand in one row without a second line.
fn fits_pair(flow: &Flow, left: &Particular, right: &Particular) -> bool {
    let fits = |face: Face, text: &str, width: f32| {
        flow.sheet.measure(style(face, 10.5), 0.0, text) < width
    };
    fits(Face::Song, &left.value, 60.0)
        && fits(Face::Hei, &right.label, 19.0)
        && fits(Face::Song, &right.value, 36.0)
}

/// The outcome in a box that is seen from a pace away.
fn outcome(flow: &mut Flow, text: &str) -> Result<(), DocumentError> {
    const HEIGHT: f32 = 13.0;
    flow.need(HEIGHT + 6.0)?;
    flow.y += 4.0;
    let area = Area { x: LEFT, y: flow.y, w: MEASURE, h: HEIGHT };
    flow.sheet.outline(Stroke::new(1.4, Ink::Black), area);
    let large = style(Face::Hei, 16.0);
    let large = flow.sheet.fitting(large, 0.0, MEASURE - 6.0, "outcome", text)?;
    flow.sheet.centred(large, Ink::Black, 0.0, (LEFT + MEASURE / 2.0, flow.y + 8.6), text)?;
    flow.y += HEIGHT + 2.0;
    Ok(())
}

fn clauses(flow: &mut Flow, clauses: &[ClauseLine]) -> Result<(), DocumentError> {
    let (mark, source, limit) = (24.0, 48.0, 48.0);
    let value = MEASURE - mark - source - limit;
    let head = [
        Cell::label(mark, "核对"),
        Cell::label(source, "授权书及条款"),
        Cell::label(limit, "规定"),
        Cell::label(value, "本件"),
    ];
    flow.row(&head, &[])?;
    for clause in clauses {
        let cells = [
            Cell::value(mark, Align::Left, clause.mark.text()),
            Cell::value(source, Align::Left, &clause.source),
            Cell::value(limit, Align::Left, &clause.limit),
            Cell::value(value, Align::Left, &clause.value),
        ];
        flow.row(&cells, &head)?;
    }
    Ok(())
}
