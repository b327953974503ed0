//! What a case can be found by: names in one form for all that are written alike, how they are read,
//! numbers as they are mistyped, and two-character pieces of text for a full-text index. The index
//! itself is the store's.

mod readings;
mod variants;

pub use readings::{initials, initials_of, is_syllable, readings, reads, spellings};

use crate::text::is_name_dot;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization as _;

/// How many there are of what a list shows the newest of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "count", rename_all = "snake_case")]
pub enum ListTotal {
    /// So many, counted to the end.
    Exactly(u64),
    /// More than so many; how many was not counted.
    MoreThan(u64),
    /// So many were found when the search stopped before its end: there may be more.
    AtLeast(u64),
}

/// The text as it is compared: without blanks, ASCII letters in lower case, full-width letters,
/// digits and marks as half-width ones.
pub fn normalise(text: &str) -> String {
    const FULL_WIDTH_OFFSET: u32 = 0xFEE0;
    let half_width = |c: char| match c {
        '！'..='～' => char::from_u32(u32::from(c) - FULL_WIDTH_OFFSET).unwrap_or(c),
        _ => c,
    };
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| half_width(c).to_ascii_lowercase())
        .collect()
}

/// A name as it is compared in a search: [`normalise`]d, by compatibility (NFKC: full-width letters,
/// CJK compatibility ideographs, radicals) and in lower case, without the dots inside foreign names and
/// without marks that cannot be seen, and one character for all that are written for it (國 as 国, 〇 as 零).
pub fn comparable(text: &str) -> String {
    if text.chars().all(is_composed) {
        let kept = text.chars().filter(|c| !c.is_whitespace());
        return kept.map(|c| variants::standard(c.to_ascii_lowercase())).collect();
    }
    let kept = text.nfkc().filter(|c| !c.is_whitespace() && !is_name_dot(*c) && !is_unseen(*c));
    // Once more, for marks that now stand beside another letter.
    let lower = kept.flat_map(char::to_lowercase).nfkc();
    lower.map(variants::standard).collect()
}

/// Whether a character is its own compatibility form whatever stands beside it, has no other case than
/// ASCII's, and can be seen: most names and numbers have no others, and are compared in a tenth of the time.
fn is_composed(c: char) -> bool {
    c.is_ascii() || matches!(c, '一'..='\u{9fff}')
}

/// Marks without a width, and variation selectors.
fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// A number as it is compared in a search: as a name is, with one hyphen for all dashes, and with the
/// digits for the letters that are taken for them: O as 0, I and L as 1.
///
/// Credit codes (GB 32100) have no I and O, and licence numbers none of the three in what is drawn, but
/// credit codes and series have an L: two numbers of one key need not be the same number.
pub fn number_key(text: &str) -> String {
    let digit = |c| match c {
        'o' => '0',
        'i' | 'l' => '1',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    };
    comparable(text).chars().map(digit).collect()
}

/// The overlapping two-character pieces of a text, each as the hexadecimal digits of its UTF-8,
/// parted by blanks: what an FTS5 column holds, and what a phrase of such pieces is looked up by.
///
/// A text of one character gives that character alone, which is the beginning of every piece that
/// starts with it; look it up as a prefix.
pub fn bigrams(text: &str) -> String {
    let text = comparable(text);
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let ends = starts.iter().skip(2).copied().chain([text.len()]);
    let pieces = starts.iter().zip(ends).filter_map(|(from, to)| text.get(*from..to));
    pieces.map(hex::encode).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{bigrams, comparable, normalise, number_key};
    use proptest::prelude::*;

    #[test]
    fn bigrams_are_hex_of_two_characters() {
        let texts = [
            ("", ""),
            ("王", "e78e8b"),
            ("王明", "e78e8be6988e"),
            ("王小明", "e78e8be5b08f e5b08fe6988e"),
            ("Ab c", "6162 6263"),
            ("Ａ１", "6131"),
            ("𠅤王", "f0a085a4e78e8b"),
        ];
        for (text, expected) in texts {
            assert_eq!(bigrams(text), expected, "{text}");
        }
    }

    #[test]
    fn normalises_width_case_and_blanks() {
        assert_eq!(normalise(" ＡＢｃ１２３\u{3000}示 例\t（x） "), "abc123示例(x)");
    }

    #[test]
    fn names_that_are_written_alike_compare_alike() {
        let names = [
            ("徐州示例國際貿易有限公司", "徐州示例国际贸易有限公司"),
            ("戸田示例", "户田示例"),
            ("樣本二〇二六", "样本二零二六"),
            // CJK compatibility ideographs, and a radical that looks like a character.
            ("\u{f914}示例", "乐示例"),
            ("\u{2f2d}示例", "山示例"),
            ("阿依·示例", "阿依・示例"),
            ("阿依•示例", "阿依示例"),
            ("葛\u{e0100}示\u{200b}例", "葛示例"),
            ("徐州（集团）ＡＢ", "徐州(集团)ab"),
            ("ÉCOLE 示例", "école示例"),
        ];
        for (one, other) in names {
            assert_eq!(comparable(one), comparable(other), "{one}");
        }
        assert_ne!(comparable("王喆"), comparable("王哲"));
    }

    #[test]
    fn numbers_that_are_mistyped_compare_alike() {
        let numbers = [
            ("91320300MAOOOO0OO3", "91320300MA00000003"),
            ("9132030OMA000000I3", "91320300ma00000013"),
            ("l1X", "11x"),
            ("SWWZ－2026—000123", "swwz-2026-000123"),
            ("Ｓ０ 1", "s01"),
        ];
        for (one, other) in numbers {
            assert_eq!(number_key(one), number_key(other), "{one}");
        }
        assert_eq!(number_key("SW-2"), "sw-2");
    }

    #[test]
    fn a_composed_character_compares_as_by_the_long_way() {
        // A combining mark takes the long way, and is kept: none of them joins a character before it.
        let mark = '\u{20dd}';
        for c in (0..=0x9fff).filter_map(char::from_u32).filter(|c| super::is_composed(*c)) {
            let long = comparable(&format!("{c}{mark}"));
            assert_eq!(comparable(&c.to_string()), long.trim_end_matches(mark), "{c}");
        }
    }

    proptest! {
        #[test]
        fn comparing_is_settled_at_once(text in "\\PC{0,30}") {
            let once = comparable(&text);
            prop_assert_eq!(comparable(&once), once);
        }

        #[test]
        fn a_piece_of_a_text_is_found_in_it(text in "[一-龥a-z0-9]{2,12}", from in 0usize..10) {
            let piece: String = text.chars().skip(from).take(2).collect();
            prop_assume!(piece.chars().count() == 2);
            let (all, wanted) = (bigrams(&text), bigrams(&piece));
            prop_assert!(all.split(' ').any(|token| token == wanted));
        }
    }
}
