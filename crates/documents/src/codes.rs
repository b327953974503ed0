//! QR code and Code128 barcode as filled rectangles.
//!
//! Modules are kept wide enough for a 200 dpi scan. Runs of dark modules become one rectangle.

use barcoders::sym::code128::Code128;
use qrcode::{Color, EcLevel, QrCode};

use crate::DocumentError;
use crate::canvas::{Area, Canvas, Ink};

/// Narrowest bar that a 200 dpi scan reads (two pixels), in millimetres.
const BAR_MIN_MM: f32 = 0.254;
/// Widest bar: longer numbers get narrower bars, shorter ones do not grow beyond this.
const BAR_MAX_MM: f32 = 0.381;
/// Smallest QR module (2.6 pixels at 200 dpi), in millimetres.
const MODULE_MIN_MM: f32 = 0.33;
/// Width of the white border of a QR code, in modules (ISO/IEC 18004).
const QUIET_MODULES: u16 = 4;

/// Draws `payload` as a QR code that fills the square `area`, border included.
pub fn draw_qr(canvas: &mut Canvas, area: Area, payload: &str) -> Result<(), DocumentError> {
    let field = "imprint.qr";
    check_ascii(field, payload)?;
    let too_long = || DocumentError::CodeTooLong { field: field.to_owned() };
    let fits = |level| {
        let code = QrCode::with_error_correction_level(payload, level).ok()?;
        let width = u16::try_from(code.width()).ok()?;
        let module = area.w / f32::from(width + 2 * QUIET_MODULES);
        (module >= MODULE_MIN_MM).then_some((code, width, module))
    };
    let (code, width, module) =
        fits(EcLevel::M).or_else(|| fits(EcLevel::L)).ok_or_else(too_long)?;
    let colors = code.into_colors();
    let border = f32::from(QUIET_MODULES) * module;
    let mut areas = Vec::new();
    for (row, modules) in (0_u16..).zip(colors.chunks(width.into())) {
        let dark = modules.iter().map(|color| *color == Color::Dark);
        for (start, length) in runs(dark) {
            areas.push(Area {
                x: f32::from(start).mul_add(module, area.x + border),
                y: f32::from(row).mul_add(module, area.y + border),
                w: f32::from(length) * module,
                h: module,
            });
        }
    }
    canvas.fill(Ink::Black, areas);
    Ok(())
}

/// Draws `number` as Code128 (set B) from the left edge of `area`; gives back the width used.
pub fn draw_barcode(canvas: &mut Canvas, area: Area, number: &str) -> Result<f32, DocumentError> {
    let field = "imprint.barcode";
    check_ascii(field, number)?;
    let too_long = || DocumentError::CodeTooLong { field: field.to_owned() };
    // The prefix U+0181 chooses set B in this library's notation.
    let code = Code128::new(format!("\u{181}{number}")).map_err(|_| too_long())?.encode();
    let count = u16::try_from(code.len()).map_err(|_| too_long())?;
    let bar = (area.w / f32::from(count)).min(BAR_MAX_MM);
    if bar < BAR_MIN_MM {
        return Err(too_long());
    }
    let areas =
        runs(code.iter().map(|module| *module == 1)).into_iter().map(|(start, length)| Area {
            x: f32::from(start).mul_add(bar, area.x),
            y: area.y,
            w: f32::from(length) * bar,
            h: area.h,
        });
    canvas.fill(Ink::Black, areas);
    Ok(bar * f32::from(count))
}

fn check_ascii(field: &str, text: &str) -> Result<(), DocumentError> {
    match text.chars().find(|ch| !matches!(ch, ' '..='~')) {
        Some(ch) => Err(DocumentError::CodeText { field: field.to_owned(), ch }),
        None => Ok(()),
    }
}

/// Start and length of each run of dark modules.
fn runs(modules: impl Iterator<Item = bool>) -> Vec<(u16, u16)> {
    let mut runs: Vec<(u16, u16)> = Vec::new();
    for (at, dark) in (0_u16..).zip(modules) {
        if !dark {
            continue;
        }
        match runs.last_mut() {
            Some((start, length)) if *start + *length == at => *length += 1,
            _ => runs.push((at, 1)),
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dark_modules_are_joined() {
        let modules = [true, true, false, true, false, false, true, true, true];
        assert_eq!(runs(modules.into_iter()), [(0, 2), (3, 1), (6, 3)]);
        assert_eq!(runs([false, false].into_iter()), []);
    }
}
