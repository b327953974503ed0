//! What the one-page licences share: A4 landscape, text that is made smaller until it fits its
//! place, and the foot with codes, trace and seal.

use crate::DocumentError;
use crate::border;
use crate::canvas::{Area, Canvas, Ink, PT_PER_MM, SMALLEST, style};
use crate::codes::{draw_barcode, draw_qr};
use crate::fonts::{Face, Fonts};
use crate::input::{Imprint, Licence};
use crate::layout::{baseline, stretch};
use crate::notice::{SMALL, draw_mark, edition_mark, seal_at};
use crate::text::wrap;

/// Page width in millimetres.
pub const WIDTH: f32 = 297.0;
/// Page height in millimetres.
pub const HEIGHT: f32 = 210.0;
/// Left edge of the text.
pub const LEFT: f32 = 32.0;
/// Right edge of the text.
pub const RIGHT: f32 = 265.0;

/// Line height in em.
const LEADING_EM: f32 = 1.45;

/// An empty page: watermark if it is a sample, and the mark of a reprint.
pub fn begin<'f>(fonts: &'f Fonts, imprint: &Imprint) -> Result<Canvas<'f>, DocumentError> {
    let mut canvas = Canvas::new(fonts, WIDTH, HEIGHT);
    if imprint.sample {
        border::watermark(&mut canvas, (WIDTH / 2.0, HEIGHT / 2.0), 96.0)?;
    }
    if let Some(mark) = edition_mark(imprint.edition) {
        draw_mark(&mut canvas, RIGHT, 24.0, &mark)?;
    }
    Ok(canvas)
}

/// Sets a text into an area, at most `size` points, smaller if it must; gives the height used.
pub fn fit(
    canvas: &mut Canvas,
    area: Area,
    size: f32,
    field: &str,
    text: &str,
) -> Result<f32, DocumentError> {
    let measure = area.w * PT_PER_MM;
    let mut size = size;
    while size >= SMALLEST {
        let style = style(Face::Song, size);
        let leading = LEADING_EM * size / PT_PER_MM;
        let lines = wrap(canvas.fonts, style, measure, 0.0, text);
        let height = leading * f32::from(u16::try_from(lines.len()).unwrap_or(u16::MAX));
        // Room for one line is always there, however the leading rounds.
        if height <= area.h || lines.len() <= 1 {
            for (n, line) in (0_u16..).zip(&lines) {
                let y = baseline(f32::from(n).mul_add(leading, area.y), leading, size);
                let tracking = stretch(line, style, measure);
                canvas.tracked_text(style, Ink::Black, tracking, (area.x, y), &line.text)?;
            }
            return Ok(height);
        }
        size -= 0.5;
    }
    Err(DocumentError::TextTooLong { field: field.to_owned() })
}

/// Sets a label in 黑体, its characters spread over `width` millimetres.
pub fn label(
    canvas: &mut Canvas,
    (x, y): (f32, f32),
    width: f32,
    size: f32,
    text: &str,
) -> Result<(), DocumentError> {
    let style = style(Face::Hei, size);
    let gaps = u16::try_from(text.chars().count().saturating_sub(1)).unwrap_or(u16::MAX);
    let slack = (width - canvas.measure(style, 0.0, text)).max(0.0) * PT_PER_MM;
    let tracking = if gaps == 0 { 0.0 } else { slack / f32::from(gaps) };
    let y = baseline(y, LEADING_EM * size / PT_PER_MM, size);
    canvas.tracked_text(style, Ink::Black, tracking, (x, y), text)
}

/// Barcode, number and trace to the left; organ, date and seal, then the QR code to the right.
pub fn foot(canvas: &mut Canvas, licence: &Licence) -> Result<(), DocumentError> {
    let imprint = &licence.imprint;
    let bars = Area { x: LEFT, y: 156.0, w: 118.0, h: 9.5 };
    draw_barcode(canvas, bars, &imprint.barcode)?;
    canvas.text(style(Face::Hei, 9.0), Ink::Black, (LEFT, 169.5), &imprint.barcode)?;
    let mut lines = vec![("imprint.journal", format!("流水 {}", imprint.journal))];
    lines.extend(licence.authority.iter().map(|authority| {
        let (person, grant) = (&authority.signatory, &authority.grant);
        ("authority", format!("签发：{person}　授权依据：{grant}"))
    }));
    lines.extend(licence.identifier.iter().map(|id| ("identifier", format!("证照标识：{id}"))));
    for (n, (field, line)) in (0_u16..).zip(&lines) {
        let small = canvas.fitting(SMALL, 0.0, 128.0, field, line)?;
        let y = f32::from(n).mul_add(4.7, 175.0);
        canvas.text(small, Ink::Black, (LEFT, y), line)?;
    }
    let (qr_side, qr_top) = (34.0, 150.0);
    draw_qr(
        canvas,
        Area { x: RIGHT - qr_side + 3.0, y: qr_top, w: qr_side, h: qr_side },
        &imprint.qr,
    )?;
    let middle = RIGHT + 3.0 - qr_side / 2.0;
    let caption = style(Face::Hei, 8.0);
    canvas.centred(caption, Ink::Grey, 0.0, (middle, qr_top + qr_side + 2.5), "扫码查验")?;
    seal_at(canvas, imprint, (197.0, 167.0), 13.0)
}
