//! A text in its box: as large as it may be, smaller if it must, and never over the edge.

use clerk_domain::template::{
    Align, Area as Tenths, Font, LEADING_TENTHS, Points, Print, SMALLEST, Vertical,
};

use super::{ink, millimetres};
use crate::DocumentError;
use crate::canvas::{Area, Canvas, Ink, PT_PER_MM, style};
use crate::fonts::{Face, Fonts};
use crate::layout::{baseline, stretch};
use crate::text::{Style, TextLine, wrap};

/// How far ink may stand out of a character's own width, in em; a box keeps so much free on either side.
const OVERHANG_EM: f32 = 0.06;

/// Each size that is tried, in tenths of a point.
const STEP: usize = 5;

/// A text that fits.
pub struct Fitted {
    area: Area,
    style: Style,
    ink: Ink,
    align: Align,
    vertical: Vertical,
    lines: Vec<TextLine>,
}

/// The sizes from the wanted one down to the smallest, which is the last.
pub fn sizes(size: Points, smallest: Points) -> impl Iterator<Item = f32> {
    let (size, smallest) = (size.in_tenths(), smallest.in_tenths());
    let above = (smallest.saturating_add(1)..=size).rev().step_by(STEP);
    above.chain([smallest]).map(|tenths| f32::from(tenths) / 10.0)
}

/// The height of a line, in millimetres.
pub fn leading(size: f32) -> f32 {
    f32::from(LEADING_TENTHS) / 10.0 * size / PT_PER_MM
}

/// The face of a font.
const fn face(font: Font) -> Face {
    match font {
        Font::Song => Face::Song,
        Font::SongBold => Face::SongBold,
        Font::Hei => Face::Hei,
    }
}

/// Sets a text into its box; `None` where it does not fit in the smallest print either.
pub fn fit(fonts: &Fonts, print: &Print, text: &str) -> Option<Fitted> {
    let area = millimetres(print.area);
    let Print { align, vertical, .. } = *print;
    sizes(print.size, print.smallest).find_map(|size| {
        let style = style(face(print.font), size);
        let lines = wrap(fonts, style, measure(area, style), 0.0, text);
        let fits = lines.len() <= usize::from(print.lines) && holds(area, style, &lines);
        fits.then(|| Fitted { area, style, ink: ink(print.colour), align, vertical, lines })
    })
}

/// Sets one line into the middle of a box.
pub fn fit_in(
    fonts: &Fonts,
    area: Tenths,
    face: Face,
    tenths: u16,
    ink: Ink,
    text: &str,
) -> Option<Fitted> {
    let area = millimetres(area);
    sizes(Points::tenths(tenths), SMALLEST).find_map(|size| {
        let style = style(face, size);
        let lines = wrap(fonts, style, measure(area, style), 0.0, text);
        let (align, vertical) = (Align::Centre, Vertical::Middle);
        let fits = lines.len() == 1 && holds(area, style, &lines);
        fits.then_some(Fitted { area, style, ink, align, vertical, lines })
    })
}

/// What a line may take of a box, in points.
fn measure(area: Area, style: Style) -> f32 {
    (2.0 * OVERHANG_EM).mul_add(-style.size, area.w * PT_PER_MM)
}

/// Whether the lines stand in the box, in width and in height. Sums of widths are rounded.
fn holds(area: Area, style: Style, lines: &[TextLine]) -> bool {
    let height = leading(style.size) * count(lines.len());
    let measure = measure(area, style) + 0.02;
    height <= area.h + 0.001 && lines.iter().all(|line| line.width <= measure)
}

fn count(lines: usize) -> f32 {
    f32::from(u16::try_from(lines).unwrap_or(u16::MAX))
}

impl Fitted {
    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas) -> Result<(), DocumentError> {
        let Self { area, style, ink, align, vertical, lines } = self;
        let (height, measure) = (leading(style.size), measure(*area, *style));
        let free = area.h - height * count(lines.len());
        let mut top = area.y
            + match vertical {
                Vertical::Top => 0.0,
                Vertical::Middle => free / 2.0,
                Vertical::Bottom => free,
            };
        for line in lines {
            let slack = (measure - line.width).max(0.0);
            let gaps = count(line.text.chars().count().saturating_sub(1));
            let (before, tracking) = match align {
                Align::Left => (0.0, stretch(line, *style, measure)),
                Align::Centre => (slack / 2.0, 0.0),
                Align::Right => (slack, 0.0),
                Align::Spread if gaps > 0.0 => (0.0, slack / gaps),
                Align::Spread => (slack / 2.0, 0.0),
            };
            let x = area.x + OVERHANG_EM.mul_add(style.size, before) / PT_PER_MM;
            let y = baseline(top, height, style.size);
            canvas.tracked_text(*style, *ink, tracking, (x, y), &line.text)?;
            top += height;
        }
        Ok(())
    }
}
