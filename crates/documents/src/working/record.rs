//! What the record says of one thing: 日结单, 咨询答复单.

use printpdf::PdfPage;

use super::{begin, finish, part, rows};
use crate::DocumentError;
use crate::canvas::{Ink, Stroke};
use crate::fonts::Fonts;
use crate::input::{RecordColumn, RecordPart, RecordSheet};
use crate::layout::{Align, Cell, LEFT, Layout, Look, MEASURE};
use crate::notice::{BODY, BODY_LEADING, SMALL, body};

/// Height of a table's head with a row, in millimetres.
const HEAD_AND_ROW: f32 = 18.0;

pub fn pages(fonts: &Fonts, record: &RecordSheet) -> Result<Vec<PdfPage>, DocumentError> {
    let look = Look::working(record.heading.sample).dense();
    let mut layout = begin(fonts, &record.heading, record.title, record.purpose, look)?;
    rows(&mut layout, &record.facts)?;
    for one in &record.parts {
        match one {
            RecordPart::Text { name, text } => {
                part(&mut layout, name)?;
                layout.paragraph(BODY, BODY_LEADING, 2.0, text)?;
            }
            RecordPart::Table { name, columns, rows } => {
                part(&mut layout, name)?;
                table(&mut layout, columns, rows)?;
            }
        }
    }
    part(&mut layout, "记录")?;
    rows(&mut layout, &record.trace)?;
    signatures(&mut layout, &record.signatures)?;
    finish(layout, &record.heading, record.title)
}

fn table(
    layout: &mut Layout,
    columns: &[RecordColumn],
    rows: &[Vec<String>],
) -> Result<(), DocumentError> {
    let shares: f32 = columns.iter().map(|column| column.share).sum();
    let width = |column: &RecordColumn| MEASURE * column.share / shares;
    let head: Vec<_> =
        columns.iter().map(|column| Cell::label(width(column), column.name)).collect();
    // The head does not stay behind alone at the foot of a page.
    layout.need(HEAD_AND_ROW)?;
    layout.row(&head, &[])?;
    if rows.is_empty() {
        body(layout, "无")?;
    }
    for row in rows {
        let cells = columns.iter().zip(row).map(|(column, text)| {
            let align = if column.figures { Align::Right } else { Align::Left };
            Cell::value(width(column), align, text)
        });
        layout.row(&cells.collect::<Vec<_>>(), &head)?;
    }
    Ok(())
}

/// Lines to sign on, two beside each other.
fn signatures(layout: &mut Layout, names: &[&str]) -> Result<(), DocumentError> {
    const HEIGHT: f32 = 14.0;
    const LINE: f32 = 48.0;
    for pair in names.chunks(2) {
        layout.need(HEIGHT)?;
        layout.y += HEIGHT;
        for (x, name) in [LEFT, LEFT + MEASURE / 2.0].into_iter().zip(pair) {
            let name = format!("{name}：");
            layout.canvas.text(SMALL, Ink::Black, (x, layout.y), &name)?;
            let from = x + layout.canvas.measure(SMALL, 0.0, &name);
            layout.canvas.line(
                Stroke::new(0.5, Ink::Rule),
                (from, layout.y + 1.0),
                (from + LINE, layout.y + 1.0),
            );
        }
    }
    Ok(())
}
