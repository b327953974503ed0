//! 决定理由单: the decision with every clause, and what is said to the applicant.

use printpdf::PdfPage;

use super::{begin, finish, part, rows};
use crate::DocumentError;
use crate::canvas::{Area, Ink, Stroke, style};
use crate::fonts::{Face, Fonts};
use crate::input::{ClauseLine, ReasonSheet};
use crate::layout::{Align, Cell, LEFT, Layout, Look, MEASURE};
use crate::notice::{BODY, BODY_LEADING};

pub const TITLE: &str = "决定理由单";

const PURPOSE: &str = "供窗口说明理由和转办附卷之用，不是行政许可文书，不加盖印章，不作为办理凭证";

pub fn pages(fonts: &Fonts, canvas: &ReasonSheet) -> Result<Vec<PdfPage>, DocumentError> {
    let look = Look::working(canvas.heading.sample);
    let mut layout = begin(fonts, &canvas.heading, TITLE, PURPOSE, look)?;
    rows(&mut layout, &canvas.facts)?;
    outcome(&mut layout, &canvas.outcome)?;
    layout.paragraph(BODY, BODY_LEADING, 0.0, &canvas.standing)?;
    if !canvas.clauses.is_empty() {
        part(&mut layout, "逐条核对")?;
        clauses(&mut layout, &canvas.clauses)?;
    }
    if !canvas.told.is_empty() {
        part(&mut layout, "向申请人说明")?;
        for (n, text) in (1_u32..).zip(&canvas.told) {
            layout.paragraph(BODY, BODY_LEADING, 0.0, &format!("{n}．{text}"))?;
        }
    }
    part(&mut layout, "依据与记录")?;
    rows(&mut layout, &canvas.trace)?;
    finish(layout, &canvas.heading, TITLE)
}

/// The outcome in a box that is seen from a pace away.
fn outcome(layout: &mut Layout, text: &str) -> Result<(), DocumentError> {
    const HEIGHT: f32 = 13.0;
    layout.need(HEIGHT + 6.0)?;
    layout.y += 4.0;
    let area = Area { x: LEFT, y: layout.y, w: MEASURE, h: HEIGHT };
    layout.canvas.outline(Stroke::new(1.4, Ink::Black), area);
    let large = style(Face::Hei, 16.0);
    let large = layout.canvas.fitting(large, 0.0, MEASURE - 6.0, "outcome", text)?;
    layout.canvas.centred(large, Ink::Black, 0.0, (LEFT + MEASURE / 2.0, layout.y + 8.6), text)?;
    layout.y += HEIGHT + 2.0;
    Ok(())
}

fn clauses(layout: &mut Layout, clauses: &[ClauseLine]) -> Result<(), DocumentError> {
    let (mark, source, limit) = (24.0, 48.0, 48.0);
    let value = MEASURE - mark - source - limit;
    let head = [
        Cell::label(mark, "核对"),
        Cell::label(source, "授权书及条款"),
        Cell::label(limit, "规定"),
        Cell::label(value, "本件"),
    ];
    layout.row(&head, &[])?;
    for clause in clauses {
        let cells = [
            Cell::value(mark, Align::Left, clause.mark.text()),
            Cell::value(source, Align::Left, &clause.source),
            Cell::value(limit, Align::Left, &clause.limit),
            Cell::value(value, Align::Left, &clause.value),
        ];
        layout.row(&cells, &head)?;
    }
    Ok(())
}
