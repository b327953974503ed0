//! Whether the parts of a template fit the page and each other.
//!
//! What a value's print needs is known when it is drawn alone; here is only what holds for every value.

use super::{
    Align, Area, FieldBox, LEADING_TENTHS, Pages, Points, Print, ROW_PADDING, SMALLEST, Shown,
    Stock, Table, Template,
};

/// Where a template is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// The field, by its keys and, in lists, its index from 0: `field.2.box`.
    pub path: String,
    /// What is wrong with it.
    pub problem: TemplateProblem,
}

/// What is wrong with a template, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateProblem {
    /// A text that is empty.
    #[error("不能为空，请填写")]
    Empty,
    /// Something reaches over the edge of the page.
    #[error("超出页面，页面宽{}、高{}（0.1毫米）", .page.0, .page.1)]
    OffPage {
        /// Width and height of the page.
        page: (u16, u16),
    },
    /// Something stands in the border.
    #[error("压在边框上，离页边至少应为{least}（0.1毫米）")]
    InBorder {
        /// How far from the edge of the page it may begin.
        least: u16,
    },
    /// A box is too small for what always stands in it.
    #[error("太小，宽至少应为{}、高至少应为{}（0.1毫米）", .least.0, .least.1)]
    TooSmall {
        /// The least width and height.
        least: (u16, u16),
    },
    /// The box of the QR code is no square.
    #[error("二维码的框应为正方形，请改正")]
    NotSquare,
    /// The table is wider or narrower on the pages that follow.
    #[error("表格各页应一样宽，请改正")]
    OtherWidth,
    /// Two boxes overlap.
    #[error("与 {other} 重叠，请移开")]
    Overlaps {
        /// The other one.
        other: String,
    },
    /// The smallest size is above the size.
    #[error("最小字号大于字号，请改正")]
    SmallestAboveSize,
    /// Print that is too small to read.
    #[error("字号不得小于{}磅", SMALLEST.points())]
    Unreadable,
    /// No line, or more than one of spread print.
    #[error("行数应为1以上的整数；分散对齐（spread）只能有1行")]
    LineCount,
    /// What the law or the centre asks for stands nowhere.
    #[error("没有显示 {0}，请增加显示它的字段")]
    NotShown(Shown),
    /// A border, or more than one page, on a pre-printed blank.
    #[error("预印空白证照只有一页，边框已经印好，请删去")]
    OnBlank,
}

impl TemplateProblem {
    /// What it is, for a program; never changes.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::OffPage { .. } => "off_page",
            Self::InBorder { .. } => "in_border",
            Self::TooSmall { .. } => "too_small",
            Self::NotSquare => "not_square",
            Self::OtherWidth => "other_width",
            Self::Overlaps { .. } => "overlaps",
            Self::SmallestAboveSize => "smallest_above_size",
            Self::Unreadable => "unreadable",
            Self::LineCount => "line_count",
            Self::NotShown(_) => "not_shown",
            Self::OnBlank => "on_blank",
        }
    }
}

type Checked = Result<(), TemplateFault>;

fn require(path: &str, holds: bool, problem: TemplateProblem) -> Checked {
    if holds { Ok(()) } else { Err(TemplateFault { path: path.to_owned(), problem }) }
}

/// The least place of a seal: a round one of 38 mm.
const SEAL: (u16, u16) = (380, 380);
/// A QR code of 450 characters, in modules of 0.33 mm.
const QR: (u16, u16) = (270, 270);
/// A bar code of 38 characters, in bars of 0.254 mm, and its figures.
const BARCODE: (u16, u16) = (1170, 100);
/// 副本（第65535次补打）in the smallest print.
const MARK: (u16, u16) = (350, 60);
/// The least width of a column of the table.
const COLUMN: u16 = 150;

/// A box, with what it takes to judge it.
struct Boxed {
    path: String,
    area: Area,
    pages: Pages,
    least: (u16, u16),
    of: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Seal,
    /// Organ and date, over which the seal is set.
    Sealed,
    Other,
}

/// Checks that everything stands in the page, apart from each other, and can be read.
///
/// # Errors
/// The first thing that is wrong.
pub fn check(template: &Template) -> Result<(), TemplateFault> {
    require("licence", !template.licence.trim().is_empty(), TemplateProblem::Empty)?;
    stock(template)?;
    for (at, text) in template.texts.iter().enumerate() {
        let filled = !text.text.trim().is_empty();
        require(&format!("text.{at}.text"), filled, TemplateProblem::Empty)?;
        print(&format!("text.{at}"), &text.print())?;
    }
    for (at, field) in template.fields.iter().enumerate() {
        print(&format!("field.{at}"), &field.print())?;
    }
    if let Some(table) = &template.table {
        sizes("table", table.size, table.smallest)?;
        let same = table.next.is_none_or(|next| next.w == table.area.w);
        require("table.next", same, TemplateProblem::OtherWidth)?;
        let fits = (COLUMN..=table.area.w.saturating_sub(COLUMN)).contains(&table.label_width);
        let least = (2 * COLUMN, least_height(table.size, 1));
        require("table.label_width", fits, TemplateProblem::TooSmall { least })?;
    }
    let boxes = boxes(template);
    boxes.iter().try_for_each(|boxed| place(template, boxed))?;
    lines(template)?;
    apart(&boxes)?;
    shown(template)
}

fn stock(template: &Template) -> Checked {
    let Stock::Blank(name) = &template.stock else { return Ok(()) };
    require("stock.blank", !name.trim().is_empty(), TemplateProblem::Empty)?;
    require("border", template.border.is_none(), TemplateProblem::OnBlank)?;
    let more = template.table.is_some_and(|table| table.next.is_some());
    require("table.next", !more, TemplateProblem::OnBlank)
}

fn print(path: &str, print: &Print) -> Checked {
    sizes(path, print.size, print.smallest)?;
    let lines = print.lines > 0 && (print.align != Align::Spread || print.lines == 1);
    require(&format!("{path}.lines"), lines, TemplateProblem::LineCount)
}

fn sizes(path: &str, size: Points, smallest: Points) -> Checked {
    let in_order = smallest <= size;
    require(&format!("{path}.smallest"), in_order, TemplateProblem::SmallestAboveSize)?;
    require(&format!("{path}.smallest"), smallest >= SMALLEST, TemplateProblem::Unreadable)
}

/// The height of so many lines, rounded up.
fn least_height(size: Points, lines: u16) -> u16 {
    let tenths = u64::from(LEADING_TENTHS) * u64::from(size.in_tenths()) * u64::from(lines) * 254;
    u16::try_from(tenths.div_ceil(7200)).unwrap_or(u16::MAX)
}

/// A character, and the lines that there may be, in the smallest print.
fn least(print: &Print) -> (u16, u16) {
    let em = (u32::from(print.smallest.in_tenths()) * 254).div_ceil(720);
    (u16::try_from(em).unwrap_or(u16::MAX), least_height(print.smallest, print.lines))
}

fn boxes(template: &Template) -> Vec<Boxed> {
    let boxed = |path: &str, area, pages, least, of| Boxed {
        path: format!("{path}.box"),
        area,
        pages,
        least,
        of,
    };
    let Template { copy_mark, seal, qr, barcode, texts, fields, table, .. } = template;
    let mut boxes = vec![
        boxed("copy_mark", copy_mark.area, Pages::Every, MARK, Kind::Other),
        boxed("seal", seal.area, seal.pages, SEAL, Kind::Seal),
        boxed("qr", qr.area, qr.pages, QR, Kind::Other),
    ];
    boxes.extend(barcode.map(|it| boxed("barcode", it.area, it.pages, BARCODE, Kind::Other)));
    boxes.extend(texts.iter().enumerate().map(|(at, text)| {
        boxed(&format!("text.{at}"), text.area, text.pages, least(&text.print()), Kind::Other)
    }));
    boxes.extend(fields.iter().enumerate().map(|(at, field)| {
        let of = if is_sealed(field) { Kind::Sealed } else { Kind::Other };
        boxed(&format!("field.{at}"), field.area, field.pages, least(&field.print()), of)
    }));
    boxes.extend(table.iter().flat_map(tables));
    boxes
}

fn is_sealed(field: &FieldBox) -> bool {
    matches!(field.show, Shown::Organ | Shown::IssuedOn)
}

fn tables(table: &Table) -> Vec<Boxed> {
    let least = (2 * COLUMN, least_height(table.size, 1).saturating_add(ROW_PADDING));
    let boxed = |path: &str, area, pages| Boxed {
        path: format!("table.{path}"),
        area,
        pages,
        least,
        of: Kind::Other,
    };
    let next = table.next.map(|next| boxed("next", next, Pages::Following));
    std::iter::once(boxed("box", table.area, Pages::First)).chain(next).collect()
}

fn place(template: &Template, boxed: &Boxed) -> Checked {
    let Boxed { path, area, least, .. } = boxed;
    let page = template.page.extent();
    require(path, area.lies_in(page, 0), TemplateProblem::OffPage { page })?;
    let inner = template.border.map_or(0, |border| border.inner());
    require(path, area.lies_in(page, inner), TemplateProblem::InBorder { least: inner })?;
    let holds = area.w >= least.0 && area.h >= least.1;
    require(path, holds, TemplateProblem::TooSmall { least: *least })?;
    let square = path != "qr.box" || area.w == area.h;
    require(path, square, TemplateProblem::NotSquare)
}

fn lines(template: &Template) -> Checked {
    let page = template.page.extent();
    for (at, line) in template.lines.iter().enumerate() {
        for (end, [x, y]) in [("from", line.from), ("to", line.to)] {
            let fits = x <= page.0 && y <= page.1;
            require(&format!("line.{at}.{end}"), fits, TemplateProblem::OffPage { page })?;
        }
    }
    Ok(())
}

/// No two boxes of one page overlap, but for the seal, which is set over organ and date.
fn apart(boxes: &[Boxed]) -> Checked {
    for (at, boxed) in boxes.iter().enumerate() {
        for other in boxes.iter().take(at) {
            let sealed = matches!(
                (boxed.of, other.of),
                (Kind::Seal, Kind::Sealed) | (Kind::Sealed, Kind::Seal)
            );
            let clash = boxed.pages.meets(other.pages) && boxed.area.overlaps(other.area);
            let problem = TemplateProblem::Overlaps { other: named(&other.path) };
            require(&boxed.path, sealed || !clash, problem)?;
        }
    }
    Ok(())
}

/// A path as it is shown: `field[2].box`.
fn named(path: &str) -> String {
    path.split('.').fold(String::new(), |named, step| match step.parse::<usize>() {
        Ok(index) => format!("{named}[{index}]"),
        Err(_) if named.is_empty() => step.to_owned(),
        Err(_) => format!("{named}.{step}"),
    })
}

/// What a licence must say. On a blank, what it rests on, its case and its page may be left out: the
/// blank's form is set by whoever prints it.
fn shown(template: &Template) -> Checked {
    const ALWAYS: [Shown; 5] =
        [Shown::Number, Shown::Holder, Shown::Organ, Shown::IssuedOn, Shown::Journal];
    const ON_PLAIN: [Shown; 3] = [Shown::LegalBasis, Shown::CaseNumber, Shown::Page];
    let plain = template.stock == Stock::Plain;
    let several = template.table.is_some_and(|table| table.next.is_some());
    let needed = ALWAYS.into_iter().chain(ON_PLAIN.into_iter().filter(|_| plain));
    for shown in needed {
        let every = several && shown == Shown::Page;
        let there = |field: &FieldBox| match field.pages {
            Pages::Every => true,
            Pages::First | Pages::Last => !every,
            Pages::Following => false,
        };
        let found = template.fields.iter().any(|field| field.show == shown && there(field));
        require("field", found, TemplateProblem::NotShown(shown))?;
    }
    Ok(())
}
