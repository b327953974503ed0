//! Breaking Chinese text into lines.
//!
//! A line breaks between any two Han characters, never inside a Latin word or number that fits a
//! line, never before closing punctuation and never after an opening one (GB/T 15834-2011).

use crate::fonts::{Face, Fonts};

/// How a piece of text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// The face.
    pub face: Face,
    /// Size in points.
    pub size: f32,
}

/// One line of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub struct TextLine {
    /// The characters, without the white space at the break.
    pub text: String,
    /// Natural width in points.
    pub width: f32,
    /// The paragraph goes on in the next line, so this one is stretched to the full measure.
    pub full: bool,
    /// Space before the first character, in points.
    pub indent: f32,
}

const NOT_FIRST: &str = "，。、；：？！）》〉」』”’】〕〗％‰%,.;:?!)]}·…—";
const NOT_LAST: &str = "（《〈「『“‘【〔〖([{￥¥";

/// Breaks `text` into lines of at most `measure` points; `indent` points go before each paragraph.
/// A new line in the text begins a new paragraph.
pub fn wrap(fonts: &Fonts, style: Style, measure: f32, indent: f32, text: &str) -> Vec<TextLine> {
    text.lines().flat_map(|line| wrap_paragraph(fonts, style, measure, indent, line)).collect()
}

fn wrap_paragraph(
    fonts: &Fonts,
    style: Style,
    measure: f32,
    indent: f32,
    text: &str,
) -> Vec<TextLine> {
    // Rounding in the sums must not push the last character of an exactly full line out.
    let measure = measure + 0.01;
    let width_of = |text: &str| fonts.width(style.face, style.size, text);
    let mut lines = Vec::new();
    let mut line = TextLine { text: String::new(), width: 0.0, full: false, indent };
    let mut close = |line: &mut TextLine, full: bool| {
        let text = line.text.trim_end().to_owned();
        let width = width_of(&text);
        lines.push(TextLine { text, width, full, indent: line.indent });
        *line = TextLine { text: String::new(), width: 0.0, full: false, indent: 0.0 };
    };
    for cluster in clusters(text) {
        let width = width_of(cluster.trim_end());
        if line.indent + line.width + width > measure && !line.text.is_empty() {
            close(&mut line, true);
        }
        if width <= measure - line.indent {
            line.text.push_str(cluster);
            line.width += width_of(cluster);
            continue;
        }
        // A word longer than a whole line: break it anywhere.
        for ch in cluster.chars() {
            let width = fonts.char_width(style.face, style.size, ch);
            if line.indent + line.width + width > measure && !line.text.is_empty() {
                close(&mut line, true);
            }
            line.text.push(ch);
            line.width += width;
        }
    }
    close(&mut line, false);
    lines
}

/// The unbreakable pieces of a text, in order.
fn clusters(text: &str) -> Vec<&str> {
    let mut cuts = Vec::new();
    let mut before: Option<char> = None;
    for (at, ch) in text.char_indices() {
        if before.is_some_and(|before| may_break(before, ch)) {
            cuts.push(at);
        }
        before = Some(ch);
    }
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([text.len()]);
    starts.zip(ends).filter_map(|(start, end)| text.get(start..end)).collect()
}

fn may_break(before: char, after: char) -> bool {
    if NOT_FIRST.contains(after) || NOT_LAST.contains(before) || after.is_whitespace() {
        return false;
    }
    before.is_whitespace() || !(is_word(before) && is_word(after))
}

/// Latin letters, digits and what joins them; Han characters stand alone.
const fn is_word(ch: char) -> bool {
    matches!(ch, '!'..='~' | '\u{a1}'..='\u{24f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(measure_em: f32, text: &str) -> Vec<String> {
        let fonts = Fonts::open().unwrap();
        let style = Style { face: Face::Song, size: 10.0 };
        let lines = wrap(&fonts, style, measure_em * 10.0, 0.0, text);
        lines.into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn breaks_where_chinese_may_break() {
        for (measure, text, lines) in [
            (4.0, "经审查材料齐全", &["经审查材", "料齐全"][..]),
            (4.0, "经审查材，料齐全", &["经审查", "材，料齐", "全"]),
            (4.0, "经审查（材料）", &["经审查", "（材料）"]),
            (4.0, "《行政许可法》。", &["《行政许", "可法》。"]),
            (6.0, "编号 320300-SW 号", &["编号", "320300-SW", "号"]),
            (4.0, "aaaaaaaaaaaaaaaa", &["aaaaaaa", "aaaaaaa", "aa"]),
            (4.0, "一行\n\n二行", &["一行", "", "二行"]),
            (4.0, "刚好四字", &["刚好四字"]),
            (4.0, "", &[]),
            (2.0, "䶮𠅤㛃𬭎", &["䶮𠅤", "㛃𬭎"]),
        ] {
            assert_eq!(set(measure, text), lines, "{text}");
        }
    }

    #[test]
    fn first_line_is_indented_and_full_lines_are_marked() {
        let fonts = Fonts::open().unwrap();
        let style = Style { face: Face::Song, size: 10.0 };
        let lines = wrap(&fonts, style, 50.0, 20.0, "一二三四五六");
        let shape: Vec<_> = lines.iter().map(|l| (l.text.as_str(), l.indent, l.full)).collect();
        assert_eq!(shape, [("一二三", 20.0, true), ("四五六", 0.0, false)]);
    }
}
