//! The rows of a licence's table: label and value, on as many pages as the template has boxes for.

use clerk_domain::template::{Area as Tenths, ROW_PADDING, Table};

use super::fit::{leading, sizes};
use super::{millimetres, mm};
use crate::DocumentError;
use crate::canvas::{Area, Canvas, Ink, PT_PER_MM, Stroke, style};
use crate::fonts::{Face, Fonts};
use crate::input::Particular;
use crate::layout::baseline;
use crate::text::{TextLine, wrap};

/// Free width on either side of a cell's text, in millimetres.
const PADDING_X: f32 = 1.8;
const RULE: Stroke = Stroke::new(0.6, Ink::Rule);

/// A row, or as much of it as stands on one page.
pub struct Row {
    area: Area,
    label_width: f32,
    size: f32,
    label: Vec<TextLine>,
    value: Vec<TextLine>,
}

/// The rows of each page. Where the table goes on on further pages, the print keeps its size; where it
/// does not, it shrinks until everything stands in the one box.
pub fn plan(
    fonts: &Fonts,
    template: &str,
    table: &Table,
    rows: &[Particular],
) -> Result<Vec<Vec<Row>>, DocumentError> {
    if table.next.is_some() {
        return flow(fonts, template, table, table.size.points(), rows);
    }
    let mut too_long = None;
    for size in sizes(table.size, table.smallest) {
        match flow(fonts, template, table, size, rows) {
            Ok(pages) => return Ok(pages),
            Err(error) => too_long = Some(error),
        }
    }
    Err(too_long.unwrap_or_else(|| no_room(template, "table", "")))
}

fn no_room(template: &str, field: &str, value: &str) -> DocumentError {
    let length = value.chars().count();
    DocumentError::NoRoom { template: template.to_owned(), field: field.to_owned(), length }
}

fn flow(
    fonts: &Fonts,
    template: &str,
    table: &Table,
    size: f32,
    rows: &[Particular],
) -> Result<Vec<Vec<Row>>, DocumentError> {
    let mut box_now = table.area;
    let mut pages = vec![Vec::new()];
    let mut y = mm(box_now.y);
    for row in rows {
        let mut label = cell(fonts, Face::Hei, size, mm(table.label_width), &row.label);
        let value_width = mm(box_now.w.saturating_sub(table.label_width));
        let mut value = cell(fonts, Face::Song, size, value_width, &row.value);
        while !(label.is_empty() && value.is_empty()) {
            let left = label.len().max(value.len());
            let free = room(box_now, y, size);
            let fresh = table.next.map_or(0, |next| room(next, mm(next.y), size));
            let begins_page = y <= mm(box_now.y);
            // A row stays whole where the next page can hold it; a longer one is cut between lines.
            if free == 0 || (left > free && left <= fresh && !begins_page) {
                let next = table.next.filter(|_| fresh > 0);
                let next = next.ok_or_else(|| no_room(template, &row.label, &row.value))?;
                (box_now, y) = (next, mm(next.y));
                pages.push(Vec::new());
                continue;
            }
            if left > free && table.next.is_none() {
                return Err(no_room(template, &row.label, &row.value));
            }
            let taken = left.min(free);
            let piece = Row {
                area: Area { y, h: height(taken, size), ..millimetres(box_now) },
                label_width: mm(table.label_width),
                size,
                label: label.drain(..taken.min(label.len())).collect(),
                value: value.drain(..taken.min(value.len())).collect(),
            };
            y += piece.area.h;
            if let Some(page) = pages.last_mut() {
                page.push(piece);
            }
        }
    }
    Ok(pages)
}

fn cell(fonts: &Fonts, face: Face, size: f32, width: f32, text: &str) -> Vec<TextLine> {
    let measure = 2.0f32.mul_add(-PADDING_X, width) * PT_PER_MM;
    wrap(fonts, style(face, size), measure, 0.0, text)
}

fn height(lines: usize, size: f32) -> f32 {
    leading(size).mul_add(f32::from(u16::try_from(lines).unwrap_or(u16::MAX)), mm(ROW_PADDING))
}

/// How many lines of a row still stand in a box, from `y` on.
fn room(area: Tenths, y: f32, size: f32) -> usize {
    let bottom = mm(area.y) + mm(area.h) + 0.001;
    (1..=1_000).take_while(|lines| y + height(*lines, size) <= bottom).count()
}

impl Row {
    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas) -> Result<(), DocumentError> {
        let Self { area, label_width, size, label, value } = self;
        let left = Area { w: *label_width, ..*area };
        let right = Area { x: area.x + label_width, w: area.w - label_width, ..*area };
        canvas.fill(Ink::Tint, [left]);
        canvas.outline(RULE, left);
        canvas.outline(RULE, right);
        for (cell, face, lines) in [(left, Face::Hei, label), (right, Face::Song, value)] {
            let count = f32::from(u16::try_from(lines.len()).unwrap_or(u16::MAX));
            let leading = leading(*size);
            let mut top = cell.y + leading.mul_add(-count, cell.h) / 2.0;
            for line in lines {
                let at = (cell.x + PADDING_X, baseline(top, leading, *size));
                canvas.text(style(face, *size), Ink::Black, at, &line.text)?;
                top += leading;
            }
        }
        Ok(())
    }
}
