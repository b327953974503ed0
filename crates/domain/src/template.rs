//! 证照模板: how the licences of one type look, as data in the rule pack.
//!
//! A template says where things stand on the page, and how large they may be; what they say comes from the
//! licence. It travels with the pack, under the pack's signature, so that a licence is printed again by
//! the template of the pack that it names. Lengths are tenths of a millimetre from the top left corner,
//! print is in points. Left out: drawing (`clerk_documents`), and reading it from a file (`clerk_pack`).

mod check;
mod points;
mod shown;

pub use check::{TemplateFault, TemplateProblem, check};
pub use points::Points;
pub use shown::{Shown, UnknownShown};

use serde::{Deserialize, Serialize};

/// How the licences of one type look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The code of the licence type that it is for.
    pub licence: String,
    /// The page.
    pub page: Page,
    /// What it is printed on.
    #[serde(default)]
    pub stock: Stock,
    /// A border around each page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub border: Option<Border>,
    /// Where 副本 stands on a reprint, on each page.
    pub copy_mark: Mark,
    /// Where the organ seals.
    pub seal: Place,
    /// Where the QR code stands, its white border included: a square.
    pub qr: Place,
    /// Where the bar code stands, with its number in figures below.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub barcode: Option<Place>,
    /// What stands on every licence of the type.
    #[serde(default, rename = "text", skip_serializing_if = "Vec::is_empty")]
    pub texts: Vec<FixedText>,
    /// What each licence says.
    #[serde(default, rename = "field", skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldBox>,
    /// Straight lines.
    #[serde(default, rename = "line", skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<Line>,
    /// Where the form's other fields stand, a row each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<Table>,
}

/// A page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its paper.
    pub size: PageSize,
    /// Whether its long side lies below.
    #[serde(default)]
    pub landscape: bool,
}

impl Page {
    /// Width and height as it is read.
    pub const fn extent(self) -> (u16, u16) {
        let (short, long) = match self.size {
            PageSize::A3 => (2970, 4200),
            PageSize::A4 => (2100, 2970),
            PageSize::A5 => (1480, 2100),
        };
        if self.landscape { (long, short) } else { (short, long) }
    }
}

/// A size of paper (ISO 216).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageSize {
    /// 297 by 420 mm.
    A3,
    /// 210 by 297 mm.
    A4,
    /// 148 by 210 mm.
    A5,
}

/// What a licence is printed on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stock {
    /// White paper.
    #[default]
    Plain,
    /// 空白证照: a pre-printed blank of this name, one sheet a licence.
    Blank(String),
}

/// A border around each page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Border {
    /// Its pattern.
    pub shape: BorderShape,
    /// How far from the edge of the page it begins.
    pub inset: u16,
}

impl Border {
    /// How far from the edge of the page nothing else may stand.
    pub const fn inner(self) -> u16 {
        self.inset.saturating_add(match self.shape {
            BorderShape::DoubleRule => 20,
            BorderShape::Meander => 96,
            BorderShape::Waves => 104,
        })
    }
}

/// The pattern of a border.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BorderShape {
    /// A thick and a thin rule, red.
    DoubleRule,
    /// 回纹, golden.
    Meander,
    /// Interlaced waves, red.
    Waves,
}

/// A rectangle: left, top, width, height.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[u16; 4]", into = "[u16; 4]")]
pub struct Area {
    /// Its left edge.
    pub x: u16,
    /// Its top edge.
    pub y: u16,
    /// Its width.
    pub w: u16,
    /// Its height.
    pub h: u16,
}

impl Area {
    /// Whether both have a part in common; edges alone are none.
    pub fn overlaps(self, other: Self) -> bool {
        let apart = |at: u16, length: u16, other: u16, other_length: u16| {
            u32::from(at) + u32::from(length) <= u32::from(other)
                || u32::from(other) + u32::from(other_length) <= u32::from(at)
        };
        !apart(self.x, self.w, other.x, other.w) && !apart(self.y, self.h, other.y, other.h)
    }

    /// Whether it lies in a page of that size, at least `margin` from its edges.
    pub fn lies_in(self, (width, height): (u16, u16), margin: u16) -> bool {
        let fits = |at: u16, length: u16, whole: u16| {
            let end = u32::from(at) + u32::from(length) + u32::from(margin);
            at >= margin && end <= u32::from(whole)
        };
        fits(self.x, self.w, width) && fits(self.y, self.h, height)
    }
}

impl From<[u16; 4]> for Area {
    fn from([x, y, w, h]: [u16; 4]) -> Self {
        Self { x, y, w, h }
    }
}

impl From<Area> for [u16; 4] {
    fn from(Area { x, y, w, h }: Area) -> Self {
        [x, y, w, h]
    }
}

/// On which of a licence's pages something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pages {
    /// The first.
    #[default]
    First,
    /// Each.
    Every,
    /// Each but the first.
    Following,
    /// The last, which may be the first.
    Last,
}

impl Pages {
    /// Whether it stands on page `page` of `count`, both from 1.
    pub const fn has(self, page: usize, count: usize) -> bool {
        match self {
            Self::First => page == 1,
            Self::Every => true,
            Self::Following => page > 1,
            Self::Last => page == count,
        }
    }

    /// Whether both may stand on one page.
    pub const fn meets(self, other: Self) -> bool {
        !matches!((self, other), (Self::First, Self::Following) | (Self::Following, Self::First))
    }
}

/// The place of the mark of a reprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The rectangle.
    #[serde(rename = "box")]
    pub area: Area,
}

/// The place of a seal or a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// The rectangle.
    #[serde(rename = "box")]
    pub area: Area,
    /// On which pages.
    #[serde(default)]
    pub pages: Pages,
}

/// A face of print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Font {
    /// 宋体.
    Song,
    /// 宋体, bold.
    SongBold,
    /// 黑体.
    Hei,
}

/// The colour of print.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// Text.
    #[default]
    Black,
    /// Heads and marks.
    Red,
    /// Small print.
    Grey,
}

/// Where print stands from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// From the left; full lines reach the right.
    #[default]
    Left,
    /// In the middle.
    Centre,
    /// To the right.
    Right,
    /// One line, its characters spread over the width.
    Spread,
}

/// Where print stands from top to bottom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Vertical {
    /// From the top.
    Top,
    /// In the middle.
    #[default]
    Middle,
    /// At the bottom.
    Bottom,
}

/// How print is set into its box.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Print {
    /// The box.
    pub area: Area,
    /// The face.
    pub font: Font,
    /// Its size where there is room for it.
    pub size: Points,
    /// The size below which it is not set.
    pub smallest: Points,
    /// The most lines.
    pub lines: u16,
    /// From left to right.
    pub align: Align,
    /// From top to bottom.
    pub vertical: Vertical,
    /// Its colour.
    pub colour: Colour,
}

/// The smallest print of a licence.
pub const SMALLEST: Points = Points::tenths(65);

/// Line height, in tenths of the size of the print.
pub const LEADING_TENTHS: u16 = 14;

/// What a row of the table takes beside its lines.
pub const ROW_PADDING: u16 = 25;

/// What stands on every licence of a type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedText {
    /// What it says.
    pub text: String,
    /// Its box.
    #[serde(rename = "box")]
    pub area: Area,
    /// Its face.
    pub font: Font,
    /// Its size.
    pub size: Points,
    /// The most lines.
    #[serde(default = "one")]
    pub lines: u16,
    /// From left to right.
    #[serde(default)]
    pub align: Align,
    /// From top to bottom.
    #[serde(default)]
    pub vertical: Vertical,
    /// Its colour.
    #[serde(default)]
    pub colour: Colour,
    /// On which pages.
    #[serde(default)]
    pub pages: Pages,
}

impl FixedText {
    /// How it is set: at its size and no other.
    pub const fn print(&self) -> Print {
        let Self { area, font, size, lines, align, vertical, colour, .. } = *self;
        Print { area, font, size, smallest: size, lines, align, vertical, colour }
    }
}

/// What a licence says in one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldBox {
    /// What it shows.
    pub show: Shown,
    /// Words before the value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub before: String,
    /// Words after the value.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub after: String,
    /// Whether all of it is left out where there is no value; otherwise a dash stands for it.
    #[serde(default)]
    pub optional: bool,
    /// Its box.
    #[serde(rename = "box")]
    pub area: Area,
    /// Its face.
    pub font: Font,
    /// Its size where there is room for it.
    pub size: Points,
    /// The size below which it is not set.
    pub smallest: Points,
    /// The most lines.
    #[serde(default = "one")]
    pub lines: u16,
    /// From left to right.
    #[serde(default)]
    pub align: Align,
    /// From top to bottom.
    #[serde(default)]
    pub vertical: Vertical,
    /// Its colour.
    #[serde(default)]
    pub colour: Colour,
    /// On which pages.
    #[serde(default)]
    pub pages: Pages,
}

impl FieldBox {
    /// How it is set.
    pub const fn print(&self) -> Print {
        let Self { area, font, size, smallest, lines, align, vertical, colour, .. } = *self;
        Print { area, font, size, smallest, lines, align, vertical, colour }
    }
}

const fn one() -> u16 {
    1
}

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Where it begins: from the left, from the top.
    pub from: [u16; 2],
    /// Where it ends.
    pub to: [u16; 2],
    /// Its width.
    pub width: Points,
    /// Its colour.
    #[serde(default)]
    pub colour: Colour,
    /// On which pages.
    #[serde(default)]
    pub pages: Pages,
}

/// Where the form's fields stand that no field of the template shows: a row each, label and value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Its box on the first page.
    #[serde(rename = "box")]
    pub area: Area,
    /// Its box on the pages after that; without one there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Area>,
    /// The width of the labels.
    pub label_width: u16,
    /// The print's size where there is room for it.
    pub size: Points,
    /// The size below which it is not set.
    pub smallest: Points,
}

#[cfg(test)]
mod tests;
#[cfg(test)]
pub use tests::sample;
