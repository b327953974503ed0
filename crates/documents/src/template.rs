//! A licence by a template of the rule pack: first everything is measured and placed, then drawn, so
//! that what does not fit is an error before anything stands on a page.

mod fit;
mod table;

use std::borrow::Cow;

use clerk_domain::template::{
    Area as Tenths, Border, BorderShape, Colour, Place, Shown, Stock, Template,
};
use printpdf::PdfPage;

use crate::DocumentError;
use crate::border;
use crate::canvas::{Area, Canvas, Ink, Stroke, style};
use crate::codes::{draw_barcode, draw_qr};
use crate::fonts::{Face, Fonts};
use crate::input::{Licence, Templated};
use crate::notice::{chinese_date, edition_mark};
use fit::{Fitted, fit, fit_in};
use table::Row;

/// What stands where no value was given.
const NOT_GIVEN: &str = "——";

/// The pages of a licence.
pub fn pages(
    fonts: &Fonts,
    licence: &Licence,
    templated: &Templated,
) -> Result<Vec<PdfPage>, DocumentError> {
    let template = &templated.template;
    let tables = match &template.table {
        Some(table) => table::plan(fonts, &template.licence, table, &templated.rows)?,
        None => vec![Vec::new()],
    };
    let plan = Plan { fonts, licence, templated, count: tables.len() };
    let sheets = (1..).zip(tables).map(|(page, rows)| plan.sheet(page, rows));
    let sheets = sheets.collect::<Result<Vec<_>, _>>()?;
    sheets.into_iter().map(|sheet| draw(fonts, licence, template, sheet)).collect()
}

/// A page, measured and placed.
struct Sheet {
    page: usize,
    count: usize,
    prints: Vec<Fitted>,
    rows: Vec<Row>,
    mark: Option<Fitted>,
}

struct Plan<'a> {
    fonts: &'a Fonts,
    licence: &'a Licence,
    templated: &'a Templated,
    count: usize,
}

impl Plan<'_> {
    fn sheet(&self, page: usize, rows: Vec<Row>) -> Result<Sheet, DocumentError> {
        let Self { fonts, licence, count, .. } = *self;
        let template = &self.templated.template;
        let mut prints = Vec::new();
        for (at, text) in template.texts.iter().enumerate() {
            if text.pages.has(page, count) {
                let fitted = fit(fonts, &text.print(), &text.text);
                prints.push(
                    fitted.ok_or_else(|| no_room(template, format!("text[{at}]"), &text.text))?,
                );
            }
        }
        for field in template.fields.iter().filter(|field| field.pages.has(page, count)) {
            let value = self.value(&field.show, page);
            if field.optional && value.is_none() {
                continue;
            }
            let value = value.unwrap_or(Cow::Borrowed(NOT_GIVEN));
            let text = format!("{}{value}{}", field.before, field.after);
            let fitted = fit(fonts, &field.print(), &text);
            prints.push(fitted.ok_or_else(|| no_room(template, field.show.to_string(), &value))?);
        }
        let mark = edition_mark(licence.imprint.edition).map(|mark| {
            let fitted = fit_in(fonts, template.copy_mark.area, Face::Hei, 120, Ink::Red, &mark);
            fitted.ok_or_else(|| no_room(template, "copy_mark".to_owned(), &mark))
        });
        Ok(Sheet { page, count, prints, rows, mark: mark.transpose()? })
    }

    /// What a field shows; `None` where nothing was given.
    fn value(&self, shown: &Shown, page: usize) -> Option<Cow<'_, str>> {
        let imprint = &self.licence.imprint;
        let authority = self.licence.authority.as_ref();
        let value: Option<Cow<str>> = match shown {
            Shown::Organ => Some(imprint.organ.as_str().into()),
            Shown::Number => Some(imprint.number.as_str().into()),
            Shown::IssuedOn => Some(chinese_date(imprint.date).into()),
            Shown::Journal => Some(imprint.journal.as_str().into()),
            Shown::Identifier => self.licence.identifier.as_deref().map(Into::into),
            Shown::Signatory => authority.map(|authority| authority.signatory.as_str().into()),
            Shown::Grant => authority.map(|authority| authority.grant.as_str().into()),
            Shown::Page => Some(format!("第{page}页　共{}页", self.count).into()),
            other => self.templated.values.get(other).map(|value| value.as_str().into()),
        };
        value.filter(|value| !value.trim().is_empty())
    }
}

fn no_room(template: &Template, field: String, value: &str) -> DocumentError {
    let length = value.chars().count();
    DocumentError::NoRoom { template: template.licence.clone(), field, length }
}

fn draw(
    fonts: &Fonts,
    licence: &Licence,
    template: &Template,
    sheet: Sheet,
) -> Result<PdfPage, DocumentError> {
    let (width, height) = template.page.extent();
    let whole = millimetres(Tenths { x: 0, y: 0, w: width, h: height });
    let mut canvas = Canvas::new(fonts, whole.w, whole.h);
    let imprint = &licence.imprint;
    if imprint.sample {
        border::watermark(&mut canvas, (whole.w / 2.0, whole.h / 2.0), whole.w * 0.325)?;
    }
    if let Some(border) = template.border {
        draw_border(&mut canvas, whole, border);
    }
    let on_page = |place: &Place| place.pages.has(sheet.page, sheet.count);
    for line in template.lines.iter().filter(|line| line.pages.has(sheet.page, sheet.count)) {
        let [from, to] = [line.from, line.to].map(|[x, y]| (mm(x), mm(y)));
        canvas.line(Stroke::new(line.width.points(), ink(line.colour)), from, to);
    }
    for row in &sheet.rows {
        row.draw(&mut canvas)?;
    }
    for print in &sheet.prints {
        print.draw(&mut canvas)?;
    }
    if let Some(mark) = &sheet.mark {
        canvas.outline(Stroke::new(1.0, Ink::Red), millimetres(template.copy_mark.area).inset(0.3));
        mark.draw(&mut canvas)?;
    }
    if on_page(&template.seal) {
        let real = template.stock == Stock::Plain;
        draw_seal(&mut canvas, millimetres(template.seal.area), imprint.sample, real)?;
    }
    if on_page(&template.qr) {
        draw_qr(&mut canvas, millimetres(template.qr.area), &imprint.qr)?;
    }
    if let Some(place) = template.barcode.filter(on_page) {
        draw_bars(&mut canvas, millimetres(place.area), &imprint.barcode)?;
    }
    Ok(canvas.into_page())
}

fn draw_border(canvas: &mut Canvas, page: Area, border: Border) {
    let inset = mm(border.inset);
    match border.shape {
        BorderShape::DoubleRule => {
            border::double_rule(canvas, page.inset(inset - border::RULE_INSET))
        }
        BorderShape::Meander => border::meander(canvas, page.inset(inset)),
        BorderShape::Waves => border::waves(canvas, page.inset(inset)),
    }
}

/// A sample shows an empty ring; a real licence on white paper says where the seal goes.
fn draw_seal(
    canvas: &mut Canvas,
    area: Area,
    sample: bool,
    plain: bool,
) -> Result<(), DocumentError> {
    let centre = (area.x + area.w / 2.0, area.y + area.h / 2.0);
    let below = (centre.0, centre.1 + 14.0);
    let small = style(Face::Song, 9.0);
    if sample {
        let radius = (area.w.min(area.h) / 2.0 - 0.2).min(19.0);
        canvas.ring(Stroke { width: 0.9, ink: Ink::Red, dashed: true }, centre, radius);
        canvas.centred(small, Ink::Red, 0.0, below, "（示例，无印章）")
    } else if plain {
        canvas.centred(small, Ink::Grey, 0.0, below, "（盖章）")
    } else {
        Ok(())
    }
}

/// Height of the figures below a bar code, in millimetres.
const FIGURES_H: f32 = 4.5;

fn draw_bars(canvas: &mut Canvas, area: Area, number: &str) -> Result<(), DocumentError> {
    let bars = Area { h: area.h - FIGURES_H, ..area };
    draw_barcode(canvas, bars, number)?;
    let wanted = style(Face::Hei, 9.0);
    let figures = canvas.fitting(wanted, 0.0, area.w, "imprint.barcode", number)?;
    canvas.text(figures, Ink::Black, (area.x, area.y + area.h - 0.8), number)
}

/// Tenths of a millimetre in millimetres.
fn mm(tenths: u16) -> f32 {
    f32::from(tenths) / 10.0
}

fn millimetres(area: Tenths) -> Area {
    Area { x: mm(area.x), y: mm(area.y), w: mm(area.w), h: mm(area.h) }
}

const fn ink(colour: Colour) -> Ink {
    match colour {
        Colour::Black => Ink::Black,
        Colour::Red => Ink::Red,
        Colour::Grey => Ink::Grey,
    }
}
