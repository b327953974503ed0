use super::{NAME_MOST, TextError, all_shown, free, name, shown};
use proptest::prelude::*;

#[test]
fn names_come_into_their_one_form() {
    let names = [
        ("  示例 ", "示例"),
        ("示 例", "示例"),
        ("示\u{3000}\u{a0}例", "示例"),
        ("示\t例\r\n", "示例"),
        ("Anna \u{2003}\u{202f}Beispiel", "Anna Beispiel"),
        ("ABC\u{3000}示例", "ABC 示例"),
        ("阿依\u{2022}示例", "阿依·示例"),
        ("阿依\u{30fb}示例", "阿依·示例"),
        ("阿依\u{ff65}示例", "阿依·示例"),
        ("阿依\u{2027}示例", "阿依·示例"),
        ("阿依\u{22c5}示例", "阿依·示例"),
        ("阿依\u{2219}示例", "阿依·示例"),
        ("阿依\u{387}示例", "阿依·示例"),
        ("阿依 · 示例", "阿依·示例"),
        ("阿依·示例", "阿依·示例"),
        // e and an acute accent; a compatibility ideograph; a radical out of a PDF file.
        ("Rene\u{301}", "René"),
        ("\u{f914}示例", "樂示例"),
        ("\u{2f2d}示例", "山示例"),
        ("\u{20bb7}示 例", "\u{20bb7}示例"),
        ("徐州示例（集团）有限公司", "徐州示例（集团）有限公司"),
        ("国國", "国國"),
        ("", ""),
    ];
    for (text, expected) in names {
        assert_eq!(name(text).as_deref(), Ok(expected), "{text:?}");
    }
}

#[test]
fn what_cannot_be_seen_is_refused_with_its_code_and_place() {
    let texts = [
        ("示\u{7}例", "text_control", "第2个字符（U+0007）"),
        ("示例\u{0}", "text_control", "第3个字符（U+0000）"),
        ("示\u{85}例", "text_control", "U+0085"),
        ("示\u{fffd}例", "text_control", "U+FFFD"),
        ("示\u{202e}例", "text_direction", "第2个字符（U+202E）"),
        ("\u{200f}示例", "text_direction", "第1个字符（U+200F）"),
        ("示\u{2066}例", "text_direction", "U+2066"),
        ("示\u{200b}例", "text_invisible", "第2个字符（U+200B）"),
        ("示例\u{feff}", "text_invisible", "第3个字符（U+FEFF）"),
        ("示\u{200d}例", "text_invisible", "U+200D"),
        ("示\u{ad}例", "text_invisible", "U+00AD"),
        ("示\u{3164}例", "text_invisible", "U+3164"),
        ("葛\u{e0100}例", "text_invisible", "U+E0100"),
        ("示\u{e0041}例", "text_invisible", "U+E0041"),
    ];
    for (text, code, words) in texts {
        for error in [name(text).unwrap_err(), free(text, 500).unwrap_err()] {
            assert_eq!(error.code(), code, "{text:?}");
            assert!(error.to_string().contains(words), "{error}");
        }
    }
}

#[test]
fn lengths_are_counted_in_what_is_kept() {
    assert!(name(&"示 ".repeat(NAME_MOST)).is_ok());
    let error = Err(TextError::Length { most: NAME_MOST, found: NAME_MOST + 1 });
    assert_eq!(name(&"示".repeat(NAME_MOST + 1)), error);
    assert_eq!(free(" 四个汉字\n", 4).as_deref(), Ok("四个汉字"));
    assert_eq!(free("五个汉字吗", 4), Err(TextError::Length { most: 4, found: 5 }));
}

#[test]
fn free_texts_keep_their_words_and_lines() {
    let texts = [
        ("缺少 原件\r\n请补\u{3000}齐\t", "缺少 原件\n请补 齐"),
        ("a\rb\u{2028}c", "a\nb\nc"),
        ("Rene\u{301}・x", "René・x"),
        (" \u{3000}\n", ""),
    ];
    for (text, expected) in texts {
        assert_eq!(free(text, 100).as_deref(), Ok(expected), "{text:?}");
    }
}

#[test]
fn a_character_is_shown_as_itself_or_by_its_code() {
    let characters = [('甲', "甲"), ('X', "X"), ('\u{3000}', "U+3000"), ('\u{202e}', "U+202E")];
    for (c, expected) in characters {
        assert_eq!(shown(c), expected);
    }
}

#[test]
fn a_text_is_shown_with_all_that_is_in_it() {
    let texts = [
        ("示例 有限\u{3000}公司\n二行\t", None),
        ("张\u{202e}三 \n\u{200d}", Some("张U+202E三 \nU+200D")),
        ("\u{feff}a\u{7}\u{85}", Some("U+FEFFaU+0007U+0085")),
    ];
    for (text, expected) in texts {
        assert_eq!(all_shown(text).as_deref(), expected, "{text:?}");
    }
    for turns in "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}".chars() {
        assert_eq!(all_shown(&turns.to_string()), Some(shown(turns)));
    }
}

proptest! {
    #[test]
    fn what_was_kept_is_kept_the_same_again(
        text in "[示例王A-ce· \u{3000}\u{2022}\u{301}\u{f914}\u{2f2d}\u{200b}\n\t]{0,24}|.{0,24}",
    ) {
        if let Ok(kept) = name(&text) {
            prop_assert_eq!(name(&kept), Ok(kept));
        }
        if let Ok(kept) = free(&text, 24) {
            prop_assert_eq!(free(&kept, 24), Ok(kept));
        }
    }
}
