//! What surrounds a paper: the word 样本 behind the text, and the frames of the licences.

use crate::DocumentError;
use crate::canvas::{Area, Canvas, Ink, Step, Stroke, style};
use crate::fonts::Face;

/// The word 样本 SAMPLE across the page, behind the text.
pub fn watermark(canvas: &mut Canvas, centre: (f32, f32), size: f32) -> Result<(), DocumentError> {
    canvas.slanted(style(Face::SongBold, size), Ink::Watermark, 38.0, centre, "样本 SAMPLE")
}

/// How far from the edge of the page the thick rule of [`double_rule`] stands.
pub const RULE_INSET: f32 = 7.0;

/// A thick and a thin rule close to the edge of the page.
pub fn double_rule(canvas: &mut Canvas, page: Area) {
    canvas.outline(Stroke::new(2.0, Ink::Crimson), page.inset(RULE_INSET));
    canvas.outline(Stroke::new(0.6, Ink::Crimson), page.inset(RULE_INSET + 1.4));
}

/// A border of the meander 回纹, for the business licence.
pub fn meander(canvas: &mut Canvas, outer: Area) {
    let band = 8.0;
    canvas.outline(Stroke::new(2.4, Ink::Gold), outer);
    canvas.outline(Stroke::new(0.5, Ink::Gold), outer.inset(1.2));
    canvas.outline(Stroke::new(0.5, Ink::Gold), outer.inset(band));
    canvas.outline(Stroke::new(1.4, Ink::Gold), outer.inset(band + 1.0));
    let inner = outer.inset(1.2);
    let depth = band - 1.2;
    for side in sides(inner, depth) {
        let count = (side.length / depth).round().max(1.0);
        let step = side.length / count;
        let mut at = 0.0;
        while at < side.length - step / 2.0 {
            // A square spiral, drawn from its outer end to its middle, in units of the band.
            let spiral = [
                (0.12, 0.88),
                (0.12, 0.14),
                (0.88, 0.14),
                (0.88, 0.86),
                (0.34, 0.86),
                (0.34, 0.36),
                (0.66, 0.36),
                (0.66, 0.64),
            ];
            let mut points = spiral.into_iter().map(|(u, v)| side.point(at + u * step, v * depth));
            let Some(start) = points.next() else { return };
            let steps = points.map(|(x, y)| Step::To(x, y));
            canvas.path(Stroke::new(1.1, Ink::PaleGold), false, start, steps);
            at += step;
        }
    }
    for corner in corners(inner, depth) {
        canvas.outline(Stroke::new(1.1, Ink::Gold), corner.inset(0.7));
        canvas.outline(Stroke::new(0.6, Ink::Gold), corner.inset(1.6));
        canvas.fill(Ink::Gold, [corner.inset(2.5)]);
    }
}

/// A border of interlaced waves, for the approval certificate.
pub fn waves(canvas: &mut Canvas, outer: Area) {
    let band = 9.0;
    canvas.outline(Stroke::new(2.4, Ink::Crimson), outer);
    canvas.outline(Stroke::new(0.5, Ink::Crimson), outer.inset(1.2));
    canvas.outline(Stroke::new(0.5, Ink::Crimson), outer.inset(band));
    canvas.outline(Stroke::new(1.2, Ink::Crimson), outer.inset(band + 0.9));
    let inner = outer.inset(1.2);
    let depth = band - 1.2;
    for side in sides(inner, depth) {
        let halves = (side.length / 5.0).round().max(2.0);
        let half = side.length / halves;
        for (reach, ink) in [
            (0.44, Ink::Crimson),
            (0.33, Ink::PaleCrimson),
            (0.22, Ink::PaleCrimson),
            (0.11, Ink::PaleCrimson),
        ] {
            for sign in [1.0, -1.0] {
                wave(canvas, &side, half, depth * reach * sign, Stroke::new(0.45, ink));
            }
        }
    }
    for corner in corners(inner, depth) {
        rosette(canvas, corner);
    }
}

/// One wave along a side, from end to end.
fn wave(canvas: &mut Canvas, side: &Side, half: f32, reach: f32, stroke: Stroke) {
    let middle = side.depth / 2.0;
    let mut steps = Vec::new();
    let mut at = 0.0;
    let mut reach = reach;
    while at < side.length - half / 2.0 {
        // The cubic curve closest to half a sine has its handles at 0.3642 of the length, and a
        // height of 4/3 of the wave's.
        let top = middle + reach * 4.0 / 3.0;
        steps.push(Step::Curve([
            side.point(0.3642f32.mul_add(half, at), top),
            side.point((1.0f32 - 0.3642).mul_add(half, at), top),
            side.point(at + half, middle),
        ]));
        reach = -reach;
        at += half;
    }
    canvas.path(stroke, false, side.point(0.0, middle), steps);
}

/// A flower of overlapping rings in a corner.
fn rosette(canvas: &mut Canvas, corner: Area) {
    let (x, y) = (corner.x + corner.w / 2.0, corner.y + corner.h / 2.0);
    let radius = corner.w * 0.24;
    for degrees in (0_u16..360).step_by(30) {
        let (sin, cos) = f32::from(degrees).to_radians().sin_cos();
        let centre = (radius.mul_add(cos, x), radius.mul_add(sin, y));
        canvas.ring(Stroke::new(0.4, Ink::Crimson), centre, radius);
    }
    canvas.ring(Stroke::new(0.6, Ink::Crimson), (x, y), corner.w * 0.49);
}

/// One side of a border, without its corners, seen from outside: `u` runs along, `v` inwards.
struct Side {
    origin: (f32, f32),
    along: (f32, f32),
    inward: (f32, f32),
    length: f32,
    depth: f32,
}

impl Side {
    fn point(&self, u: f32, v: f32) -> (f32, f32) {
        (
            self.origin.0 + self.along.0 * u + self.inward.0 * v,
            self.origin.1 + self.along.1 * u + self.inward.1 * v,
        )
    }
}

fn sides(area: Area, depth: f32) -> [Side; 4] {
    let (right, bottom) = (area.x + area.w, area.y + area.h);
    let wide = 2.0f32.mul_add(-depth, area.w);
    let high = 2.0f32.mul_add(-depth, area.h);
    let side = |origin, along, inward, length| Side { origin, along, inward, length, depth };
    [
        side((area.x + depth, area.y), (1.0, 0.0), (0.0, 1.0), wide),
        side((right, area.y + depth), (0.0, 1.0), (-1.0, 0.0), high),
        side((right - depth, bottom), (-1.0, 0.0), (0.0, -1.0), wide),
        side((area.x, bottom - depth), (0.0, -1.0), (1.0, 0.0), high),
    ]
}

fn corners(area: Area, depth: f32) -> [Area; 4] {
    let (right, bottom) = (area.x + area.w - depth, area.y + area.h - depth);
    [(area.x, area.y), (right, area.y), (area.x, bottom), (right, bottom)].map(|(x, y)| Area {
        x,
        y,
        w: depth,
        h: depth,
    })
}
