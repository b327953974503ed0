//! What a case can be found by: pinyin initials of names, surnames read right, and two-character
//! pieces of text for a full-text index. The index itself is the store's.

use pinyin::ToPinyin;

/// Surnames, longest first, whose initials differ from the usual reading of the character.
/// 覃 is read qín by most who bear it, some say tán; 粘 nián, 祭 zhài, 蔚 yù.
const SURNAMES: [(&str, &str); 24] = [
    ("万俟", "mo qi"),
    ("尉迟", "yu chi"),
    ("长孙", "zhang sun"),
    ("乐", "yue"),
    ("乜", "nie"),
    ("仇", "qiu"),
    ("区", "ou"),
    ("单", "shan"),
    ("句", "gou"),
    ("召", "shao"),
    ("折", "she"),
    ("曾", "zeng"),
    ("查", "zha"),
    ("祭", "zhai"),
    ("秘", "bi"),
    ("种", "chong"),
    ("粘", "nian"),
    ("繁", "po"),
    ("翟", "zhai"),
    ("蔚", "yu"),
    ("覃", "qin"),
    ("解", "xie"),
    ("重", "chong"),
    ("阚", "kan"),
];

/// Words of organisation names, wherever they stand, that are not read character by character.
const WORDS: [(&str, &str); 11] = [
    ("银行", "yin hang"),
    ("商行", "shang hang"),
    ("行业", "hang ye"),
    ("会计", "kuai ji"),
    ("厦门", "xia men"),
    ("解放", "jie fang"),
    ("音乐", "yin yue"),
    ("乐园", "le yuan"),
    ("单位", "dan wei"),
    ("查验", "cha yan"),
    ("长", "chang"),
];

/// The lower-case pinyin initials of a person's or an organisation's name: `翟志刚` gives `zzg`.
///
/// Surnames are read as surnames at the beginning alone. Letters and digits are kept, in lower
/// case; whatever has no reading is dropped.
pub fn initials(name: &str) -> String {
    let name = normalise(name);
    let mut found = String::new();
    let mut rest = name.as_str();
    let begins = |rest: &str, table: &[(&str, &'static str)]| {
        table.iter().find_map(|(word, reading)| Some((rest.strip_prefix(word)?.len(), *reading)))
    };
    while let Some(first) = rest.chars().next() {
        // 长孙 is a surname before 长 is a word; 解放 is a word before 解 is a surname.
        let surname = if found.is_empty() { begins(rest, &SURNAMES) } else { None };
        let (left, reading) = match (begins(rest, &WORDS), surname) {
            (Some(word), Some(surname)) if surname.0 < word.0 => surname,
            (Some(known), _) | (None, Some(known)) => known,
            (None, None) => (rest.len() - first.len_utf8(), ""),
        };
        if reading.is_empty() {
            found.extend(initial(first));
        } else {
            found.extend(reading.split(' ').filter_map(|syllable| syllable.chars().next()));
        }
        rest = rest.get(rest.len() - left..).unwrap_or_default();
    }
    found
}

fn initial(character: char) -> Option<char> {
    if character.is_ascii_alphanumeric() {
        return Some(character);
    }
    character.to_pinyin()?.plain().chars().next().filter(char::is_ascii_lowercase)
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

/// The overlapping two-character pieces of a text, each as the hexadecimal digits of its UTF-8,
/// parted by blanks: what an FTS5 column holds, and what a phrase of such pieces is looked up by.
///
/// A text of one character gives that character alone, which is the beginning of every piece that
/// starts with it; look it up as a prefix.
pub fn bigrams(text: &str) -> String {
    let text = normalise(text);
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let ends = starts.iter().skip(2).copied().chain([text.len()]);
    let pieces = starts.iter().zip(ends).filter_map(|(from, to)| text.get(*from..to));
    pieces.map(hex::encode).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::{SURNAMES, WORDS, bigrams, initials, normalise};
    use pinyin::ToPinyin;
    use proptest::prelude::*;

    #[test]
    fn reads_surnames_as_surnames_at_the_beginning_alone() {
        let names = [
            ("王小明", "wxm"),
            ("翟样本", "zyb"),
            ("单示例", "ssl"),
            ("仇示例", "qsl"),
            ("解示例", "xsl"),
            ("曾示例", "zsl"),
            ("区示例", "osl"),
            ("查示例", "zsl"),
            ("任示例", "rsl"),
            ("盖示例", "gsl"),
            ("朴示例", "psl"),
            ("尉迟示例", "ycsl"),
            ("万俟示例", "mqsl"),
            ("长孙示例", "zssl"),
            ("缪示例", "msl"),
            ("乐示例", "ysl"),
            ("员示例", "ysl"),
            ("黑示例", "hsl"),
            ("重示例", "csl"),
            ("秘示例", "bsl"),
            ("冼示例", "xsl"),
            ("逄示例", "psl"),
            ("覃示例", "qsl"),
            ("葛示例", "gsl"),
            ("华示例", "hsl"),
            ("燕示例", "ysl"),
            ("王单", "wd"),
            ("李解", "lj"),
            ("欧阳示例", "oysl"),
            ("万示例", "wsl"),
        ];
        for (name, expected) in names {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn reads_organisation_names() {
        let names = [
            ("徐州示例有限公司", "xzslyxgs"),
            ("长江示例银行", "cjslyh"),
            ("重庆示例公司", "cqslgs"),
            ("解放路小学", "jflxx"),
            ("示例会计师事务所", "slkjssws"),
            ("Ａ１ 示例(徐州)B2公司", "a1slxzb2gs"),
            ("！·—", ""),
            ("", ""),
            ("  ", ""),
        ];
        for (name, expected) in names {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    /// A row that the crate reads right by itself would be dead weight.
    #[test]
    fn every_row_of_the_tables_changes_an_initial() {
        for (word, reading) in SURNAMES.iter().chain(&WORDS) {
            let usual = word.chars().filter_map(|c| c.to_pinyin()?.plain().chars().next());
            let ours = reading.split(' ').filter_map(|syllable| syllable.chars().next());
            // 解放 undoes the surname 解, and 长孙 the word 长.
            let longer = |other: &str| other != *word && word.starts_with(other);
            let undoes = SURNAMES.iter().chain(&WORDS).any(|(other, _)| longer(other));
            let same = usual.collect::<String>() == ours.collect::<String>();
            assert!(!same || undoes, "{word}");
            assert_eq!(word.chars().count(), reading.split(' ').count(), "{word}");
        }
    }

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

    proptest! {
        #[test]
        fn a_piece_of_a_text_is_found_in_it(text in "[一-龥a-z0-9]{2,12}", from in 0usize..10) {
            let piece: String = text.chars().skip(from).take(2).collect();
            prop_assume!(piece.chars().count() == 2);
            let (all, wanted) = (bigrams(&text), bigrams(&piece));
            prop_assert!(all.split(' ').any(|token| token == wanted));
        }

        #[test]
        fn initials_are_letters_and_digits(name in ".{0,30}") {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
            prop_assert!(initials(&name).chars().all(plain));
        }
    }
}
