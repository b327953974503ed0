//! Drawing on one page: text, lines, filled modules, rings and curves.
//!
//! Positions are millimetres from the top left corner; `y` of a text is its baseline. Font sizes
//! and line widths are points.

use printpdf::{
    Color, FontId, Line, LineDashPattern, LinePoint, Mm, Op, PaintMode, PdfFontHandle, PdfPage,
    Point, Polygon, PolygonRing, Pt, Rgb, TextItem, TextMatrix, WindingOrder,
};

use crate::DocumentError;
use crate::fonts::{Face, Fonts};
use crate::text::Style;

/// Points in a millimetre.
pub const PT_PER_MM: f32 = 72.0 / 25.4;

/// Smallest print, in points.
pub const SMALLEST: f32 = 6.5;

/// The colours of the papers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Ink {
    /// Text.
    Black,
    /// Organ heads, seals, marks.
    Red,
    /// Small print.
    Grey,
    /// Table rules.
    Rule,
    /// Behind table heads.
    Tint,
    /// The word 样本 behind the text.
    Watermark,
    /// The border of the business licence.
    Gold,
    /// Inner pattern of the business licence's border.
    PaleGold,
    /// The border of the approval certificate.
    Crimson,
    /// Inner pattern of the approval certificate's border.
    PaleCrimson,
}

impl Ink {
    fn color(self) -> Color {
        let (r, g, b) = match self {
            Self::Black => (0.08, 0.08, 0.08),
            Self::Red => (0.78, 0.09, 0.11),
            Self::Grey => (0.38, 0.38, 0.38),
            Self::Rule => (0.25, 0.25, 0.25),
            Self::Tint => (0.955, 0.95, 0.94),
            Self::Watermark => (0.955, 0.925, 0.925),
            Self::Gold => (0.66, 0.49, 0.19),
            Self::PaleGold => (0.85, 0.75, 0.53),
            Self::Crimson => (0.66, 0.13, 0.16),
            Self::PaleCrimson => (0.90, 0.68, 0.66),
        };
        Color::Rgb(Rgb { r, g, b, icc_profile: None })
    }
}

/// A stroke: width in points, colour, and whether it is dashed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Width in points.
    pub width: f32,
    /// Colour.
    pub ink: Ink,
    /// Dashes of 2 mm instead of a full line.
    pub dashed: bool,
}

impl Stroke {
    /// A full line.
    pub const fn new(width: f32, ink: Ink) -> Self {
        Self { width, ink, dashed: false }
    }
}

/// A rectangle: left, top, width, height in millimetres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Width.
    pub w: f32,
    /// Height.
    pub h: f32,
}

impl Area {
    /// The same area, smaller by `by` millimetres on every side.
    pub const fn inset(self, by: f32) -> Self {
        Self { x: self.x + by, y: self.y + by, w: self.w - 2.0 * by, h: self.h - 2.0 * by }
    }
}

/// How far a curve goes: a straight line, or a cubic curve with two control points.
pub enum Step {
    /// Straight to a point.
    To(f32, f32),
    /// A cubic Bézier curve: two control points and the end.
    Curve([(f32, f32); 3]),
}

/// One page in the making.
pub struct Canvas<'f> {
    /// The faces that measure and draw.
    pub fonts: &'f Fonts,
    width: f32,
    height: f32,
    ops: Vec<Op>,
}

impl<'f> Canvas<'f> {
    /// An empty page of that many millimetres.
    pub const fn new(fonts: &'f Fonts, width: f32, height: f32) -> Self {
        Self { fonts, width, height, ops: Vec::new() }
    }

    /// The finished page.
    pub fn into_page(self) -> PdfPage {
        PdfPage::new(Mm(self.width), Mm(self.height), self.ops)
    }

    /// Width of a text in millimetres, with `tracking` points after each character but the last.
    pub fn measure(&self, style: Style, tracking: f32, text: &str) -> f32 {
        let gaps = text.chars().count().saturating_sub(1);
        let gaps = f32::from(u16::try_from(gaps).unwrap_or(u16::MAX));
        tracking.mul_add(gaps, self.fonts.width(style.face, style.size, text)) / PT_PER_MM
    }

    /// The style in which a one-line text fits `width` millimetres: the wanted one or a smaller one.
    pub fn fitting(
        &self,
        wanted: Style,
        tracking: f32,
        width: f32,
        field: &str,
        text: &str,
    ) -> Result<Style, DocumentError> {
        let mut style = wanted;
        while self.measure(style, tracking, text) > width {
            style.size -= 0.5;
            if style.size < SMALLEST {
                return Err(DocumentError::TextTooLong { field: field.to_owned() });
            }
        }
        Ok(style)
    }

    /// Draws a text from `x` on the baseline `y`.
    pub fn text(
        &mut self,
        style: Style,
        ink: Ink,
        (x, y): (f32, f32),
        text: &str,
    ) -> Result<(), DocumentError> {
        self.tracked_text(style, ink, 0.0, (x, y), text)
    }

    /// Draws a text centred on `x`.
    pub fn centred(
        &mut self,
        style: Style,
        ink: Ink,
        tracking: f32,
        (x, y): (f32, f32),
        text: &str,
    ) -> Result<(), DocumentError> {
        let left = x - self.measure(style, tracking, text) / 2.0;
        self.tracked_text(style, ink, tracking, (left, y), text)
    }

    /// Draws a text that ends at `x`.
    pub fn right(
        &mut self,
        style: Style,
        ink: Ink,
        (x, y): (f32, f32),
        text: &str,
    ) -> Result<(), DocumentError> {
        let left = x - self.measure(style, 0.0, text);
        self.tracked_text(style, ink, 0.0, (left, y), text)
    }

    /// Draws a text with `tracking` points after each character.
    pub fn tracked_text(
        &mut self,
        style: Style,
        ink: Ink,
        tracking: f32,
        (x, y): (f32, f32),
        text: &str,
    ) -> Result<(), DocumentError> {
        let at = self.point(x, y);
        self.show(style, ink, tracking, TextMatrix::Translate(at.x, at.y), text)
    }

    /// Draws a text that rises to the right at `degrees`, centred on a point.
    pub fn slanted(
        &mut self,
        style: Style,
        ink: Ink,
        degrees: f32,
        (x, y): (f32, f32),
        text: &str,
    ) -> Result<(), DocumentError> {
        let (sin, cos) = degrees.to_radians().sin_cos();
        let half = self.measure(style, 0.0, text) / 2.0;
        let at = self.point(half.mul_add(-cos, x), half.mul_add(sin, y));
        let matrix = TextMatrix::Raw([cos, sin, -sin, cos, at.x.0, at.y.0]);
        self.show(style, ink, 0.0, matrix, text)
    }

    fn show(
        &mut self,
        style: Style,
        ink: Ink,
        tracking: f32,
        matrix: TextMatrix,
        text: &str,
    ) -> Result<(), DocumentError> {
        let runs = self.fonts.runs(style.face, text)?;
        if runs.is_empty() {
            return Ok(());
        }
        self.ops.push(Op::SetFillColor { col: ink.color() });
        self.ops.push(Op::StartTextSection);
        self.ops.push(Op::SetCharacterSpacing { multiplier: round(tracking) });
        self.ops.push(Op::SetTextMatrix { matrix });
        for (face, run) in runs {
            let font = PdfFontHandle::External(FontId(face.resource().to_owned()));
            self.ops.push(Op::SetFont { font, size: Pt(style.size) });
            self.ops.push(Op::ShowText { items: vec![TextItem::Text(run.to_owned())] });
        }
        self.ops.push(Op::EndTextSection);
        Ok(())
    }

    /// Draws a straight line.
    pub fn line(&mut self, stroke: Stroke, from: (f32, f32), to: (f32, f32)) {
        self.path(stroke, false, from, [Step::To(to.0, to.1)]);
    }

    /// Draws the outline of an area.
    pub fn outline(&mut self, stroke: Stroke, area: Area) {
        let (right, bottom) = (area.x + area.w, area.y + area.h);
        let steps = [Step::To(right, area.y), Step::To(right, bottom), Step::To(area.x, bottom)];
        self.path(stroke, true, (area.x, area.y), steps);
    }

    /// Draws a ring around a centre.
    pub fn ring(&mut self, stroke: Stroke, (x, y): (f32, f32), radius: f32) {
        // Four cubic curves come within 0.03 % of a circle with this handle length.
        let k = radius * 0.5523;
        let r = radius;
        let steps = [
            Step::Curve([(x + r, y + k), (x + k, y + r), (x, y + r)]),
            Step::Curve([(x - k, y + r), (x - r, y + k), (x - r, y)]),
            Step::Curve([(x - r, y - k), (x - k, y - r), (x, y - r)]),
            Step::Curve([(x + k, y - r), (x + r, y - k), (x + r, y)]),
        ];
        self.path(stroke, true, (x + r, y), steps);
    }

    /// Draws a path of lines and curves.
    pub fn path(
        &mut self,
        stroke: Stroke,
        closed: bool,
        start: (f32, f32),
        steps: impl IntoIterator<Item = Step>,
    ) {
        let mut points = vec![LinePoint { p: self.point(start.0, start.1), bezier: false }];
        for step in steps {
            match step {
                Step::To(x, y) => points.push(LinePoint { p: self.point(x, y), bezier: false }),
                Step::Curve(curve) => {
                    for ((x, y), bezier) in curve.into_iter().zip([true, true, false]) {
                        points.push(LinePoint { p: self.point(x, y), bezier });
                    }
                }
            }
        }
        let dash = if stroke.dashed {
            LineDashPattern::new(0.0, &[4.0, 2.5])
        } else {
            LineDashPattern::solid()
        };
        self.ops.push(Op::SetOutlineColor { col: stroke.ink.color() });
        self.ops.push(Op::SetOutlineThickness { pt: Pt(stroke.width) });
        self.ops.push(Op::SetLineDashPattern { dash });
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: closed } });
    }

    /// Fills areas in one go, so that touching ones show no seam.
    pub fn fill(&mut self, ink: Ink, areas: impl IntoIterator<Item = Area>) {
        let rings = areas
            .into_iter()
            .map(|area| {
                let (right, bottom) = (area.x + area.w, area.y + area.h);
                let corners =
                    [(area.x, area.y), (right, area.y), (right, bottom), (area.x, bottom)];
                let points = corners
                    .into_iter()
                    .map(|(x, y)| LinePoint { p: self.point(x, y), bezier: false })
                    .collect();
                PolygonRing { points }
            })
            .collect();
        self.ops.push(Op::SetFillColor { col: ink.color() });
        self.ops.push(Op::DrawPolygon {
            polygon: Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero },
        });
    }

    fn point(&self, x: f32, y: f32) -> Point {
        Point { x: Pt(round(x * PT_PER_MM)), y: Pt(round((self.height - y) * PT_PER_MM)) }
    }
}

/// Three decimals (0.4 µm) keep the file small and equal on every machine.
fn round(number: f32) -> f32 {
    (number * 1000.0).round() / 1000.0
}

/// Shorthand for a style.
pub const fn style(face: Face, size: f32) -> Style {
    Style { face, size }
}
