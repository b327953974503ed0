//! Running text and tables over as many A4 portrait pages as they need.
//!
//! Only what notices need: paragraphs, table rows, keeping a block together. A row that is taller
//! than what is left goes to the next page; one taller than a page is cut between lines.

use crate::DocumentError;
use crate::border;
use crate::canvas::{Area, Canvas, Ink, PT_PER_MM, Stroke, style};
use crate::fonts::{Face, Fonts};
use crate::text::{Style, TextLine, wrap};

/// Page width in millimetres.
pub const PAGE_W: f32 = 210.0;
/// Page height in millimetres.
pub const PAGE_H: f32 = 297.0;
/// Left edge of the text.
pub const LEFT: f32 = 24.0;
/// Right edge of the text.
pub const RIGHT: f32 = 186.0;
/// Width of the text.
pub const MEASURE: f32 = RIGHT - LEFT;
/// Where text begins on a second page, below its running head.
const TOP: f32 = 30.0;

const CELL_PAD_X: f32 = 1.8;
const CELL_PAD_Y: f32 = 1.25;

/// How the pages look beside their text.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// 样本 SAMPLE behind the text.
    sample: bool,
    /// A double rule around each page.
    framed: bool,
    /// Where text ends, above the foot.
    bottom: f32,
    /// The print of table cells, in points.
    cell_size: f32,
    /// The height of a line in a table cell, in millimetres.
    cell_leading: f32,
}

impl Look {
    /// A paper that is handed over: its foot holds the codes.
    pub const fn notice(sample: bool, framed: bool) -> Self {
        Self { sample, framed, bottom: 254.0, cell_size: 10.5, cell_leading: 5.1 }
    }

    /// A working paper: its foot is one line.
    pub const fn working(sample: bool) -> Self {
        Self { bottom: 277.0, ..Self::notice(sample, false) }
    }

    /// In smaller print, for long tables.
    pub const fn dense(self) -> Self {
        Self { cell_size: 9.0, cell_leading: 4.3, ..self }
    }

    fn lines_height(self, lines: usize) -> f32 {
        f32::from(u16::try_from(lines).unwrap_or(u16::MAX)) * self.cell_leading
    }

    fn height_of(self, lines: usize) -> f32 {
        2.0f32.mul_add(CELL_PAD_Y, self.lines_height(lines))
    }

    fn lines_in(self, height: f32) -> usize {
        let lines = (2.0f32.mul_add(-CELL_PAD_Y, height) / self.cell_leading).floor().max(0.0);
        // The height is at most a page, so the cast is exact.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0..=70")]
        let lines = lines as usize;
        lines
    }
}

/// Where the text of a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// From the left.
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
}

/// One cell of a table row.
#[derive(Debug, Clone)]
pub struct Cell<'t> {
    width: f32,
    text: std::borrow::Cow<'t, str>,
    face: Face,
    align: Align,
    shaded: bool,
}

impl<'t> Cell<'t> {
    /// A cell with running text.
    pub fn value(width: f32, align: Align, text: impl Into<std::borrow::Cow<'t, str>>) -> Self {
        Self { width, text: text.into(), face: Face::Song, align, shaded: false }
    }

    /// A shaded cell with a label.
    pub fn label(width: f32, text: impl Into<std::borrow::Cow<'t, str>>) -> Self {
        Self { width, text: text.into(), face: Face::Hei, align: Align::Centre, shaded: true }
    }
}

/// Pages in the making, and how far the last one is filled.
pub struct Layout<'f> {
    fonts: &'f Fonts,
    look: Look,
    full: Vec<Canvas<'f>>,
    /// The page that is being filled.
    pub canvas: Canvas<'f>,
    /// Top of the free part of that page, in millimetres.
    pub y: f32,
}

impl<'f> Layout<'f> {
    /// Begins the first page.
    pub fn new(fonts: &'f Fonts, look: Look) -> Result<Self, DocumentError> {
        Ok(Self { fonts, look, full: Vec::new(), canvas: new_page(fonts, look)?, y: TOP })
    }

    /// All pages, in order.
    pub fn into_sheets(self) -> Vec<Canvas<'f>> {
        let mut canvases = self.full;
        canvases.push(self.canvas);
        canvases
    }

    /// Begins a new page unless `height` millimetres are free.
    pub fn need(&mut self, height: f32) -> Result<(), DocumentError> {
        if self.y + height > self.look.bottom {
            self.next_page()?;
        }
        Ok(())
    }

    fn next_page(&mut self) -> Result<(), DocumentError> {
        let fresh = new_page(self.fonts, self.look)?;
        self.full.push(std::mem::replace(&mut self.canvas, fresh));
        self.y = TOP;
        Ok(())
    }

    /// Height of a paragraph over the full measure, in millimetres.
    pub fn paragraph_height(&self, style: Style, leading: f32, indent_em: f32, text: &str) -> f32 {
        let lines =
            wrap(self.fonts, style, MEASURE * PT_PER_MM, indent_em * style.size, text).len();
        leading * f32::from(u16::try_from(lines).unwrap_or(u16::MAX))
    }

    /// Sets a paragraph, stretched to the full measure but for its last line.
    pub fn paragraph(
        &mut self,
        style: Style,
        leading: f32,
        indent_em: f32,
        text: &str,
    ) -> Result<(), DocumentError> {
        let measure = MEASURE * PT_PER_MM;
        for line in wrap(self.fonts, style, measure, indent_em * style.size, text) {
            self.need(leading)?;
            let tracking = stretch(&line, style, measure);
            let at = (LEFT + line.indent / PT_PER_MM, baseline(self.y, leading, style.size));
            self.canvas.tracked_text(style, Ink::Black, tracking, at, &line.text)?;
            self.y += leading;
        }
        Ok(())
    }

    /// Sets a table row; `head` is repeated where the table goes on on a new page.
    pub fn row(&mut self, cells: &[Cell], head: &[Cell]) -> Result<(), DocumentError> {
        let columns: Vec<Vec<TextLine>> = cells.iter().map(|cell| self.cell_lines(cell)).collect();
        let total = columns.iter().map(Vec::len).max().unwrap_or(0).max(1);
        let mut done = 0;
        while done < total {
            let free = self.look.lines_in(self.look.bottom - self.y);
            let fresh = self.look.lines_in(self.look.bottom - TOP - self.row_height(head));
            let left = total - done;
            if left > free && (free == 0 || (done == 0 && left <= fresh)) {
                self.next_page()?;
                if !head.is_empty() {
                    self.row(head, &[])?;
                }
                continue;
            }
            let count = left.min(free);
            self.draw_row(cells, &columns, done, count)?;
            done += count;
        }
        Ok(())
    }

    fn row_height(&self, cells: &[Cell]) -> f32 {
        let lines = cells.iter().map(|cell| self.cell_lines(cell).len()).max();
        lines.map_or(0.0, |lines| self.look.height_of(lines))
    }

    fn cell_lines(&self, cell: &Cell) -> Vec<TextLine> {
        let measure = 2.0f32.mul_add(-CELL_PAD_X, cell.width) * PT_PER_MM;
        wrap(self.fonts, style(cell.face, self.look.cell_size), measure, 0.0, &cell.text)
    }

    fn draw_row(
        &mut self,
        cells: &[Cell],
        columns: &[Vec<TextLine>],
        skip: usize,
        count: usize,
    ) -> Result<(), DocumentError> {
        let Look { cell_size, cell_leading, .. } = self.look;
        let height = self.look.height_of(count);
        let mut x = LEFT;
        for (cell, lines) in cells.iter().zip(columns) {
            let area = Area { x, y: self.y, w: cell.width, h: height };
            if cell.shaded {
                self.canvas.fill(Ink::Tint, [area]);
            }
            self.canvas.outline(Stroke::new(0.6, Ink::Rule), area);
            let shown: Vec<&TextLine> = lines.iter().skip(skip).take(count).collect();
            let mut y = self.y + (height - self.look.lines_height(shown.len())) / 2.0;
            for line in shown {
                let style = style(cell.face, cell_size);
                let slack = 2.0f32.mul_add(-CELL_PAD_X, cell.width) - line.width / PT_PER_MM;
                let at = x + CELL_PAD_X + cell.align.share() * slack.max(0.0);
                let at = (at, baseline(y, cell_leading, cell_size));
                self.canvas.text(style, Ink::Black, at, &line.text)?;
                y += cell_leading;
            }
            x += cell.width;
        }
        self.y += height;
        Ok(())
    }
}

impl Align {
    /// How much of the slack stands on the left.
    const fn share(self) -> f32 {
        match self {
            Self::Left => 0.0,
            Self::Centre => 0.5,
            Self::Right => 1.0,
        }
    }
}

fn new_page(fonts: &Fonts, look: Look) -> Result<Canvas<'_>, DocumentError> {
    let mut canvas = Canvas::new(fonts, PAGE_W, PAGE_H);
    if look.sample {
        border::watermark(&mut canvas, (PAGE_W / 2.0, PAGE_H / 2.0), 76.0)?;
    }
    if look.framed {
        border::double_rule(&mut canvas, Area { x: 0.0, y: 0.0, w: PAGE_W, h: PAGE_H });
    }
    Ok(canvas)
}

/// Character spacing in points that fills a line; none where it would tear the line apart.
pub fn stretch(line: &TextLine, style: Style, measure: f32) -> f32 {
    let gaps = u16::try_from(line.text.chars().count().saturating_sub(1)).unwrap_or(0);
    if !line.full || gaps == 0 {
        return 0.0;
    }
    let spacing = (measure - line.indent - line.width) / f32::from(gaps);
    if spacing > style.size * 0.3 { 0.0 } else { spacing.max(0.0) }
}

/// The baseline of a line whose box begins at `top`: the em box stands in the middle of it.
pub fn baseline(top: f32, leading: f32, size: f32) -> f32 {
    // A Han em box reaches from 0.12 below to 0.88 above the baseline, so its middle is at 0.38.
    (0.38 * size / PT_PER_MM) + top + leading / 2.0
}
