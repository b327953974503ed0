//! How a name is read in pinyin: surnames as surnames, words of organisation names as words.

use super::comparable;
use pinyin::ToPinyin;
use std::collections::BTreeSet;
use std::sync::LazyLock;

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

/// How many ways to cut a text into syllables are looked at.
const MOST_SPELLINGS: usize = 8;
/// The longest text that is cut into syllables, in letters.
const MOST_LETTERS: usize = 60;
const LONGEST_SYLLABLE: usize = 6;

/// The first and the last of the characters that the syllables are gathered from.
const HAN: std::ops::RangeInclusive<char> = '㐀'..='\u{9fff}';

static SYLLABLES: LazyLock<BTreeSet<String>> = LazyLock::new(|| HAN.filter_map(syllable).collect());

/// How a person's or an organisation's name is read: `翟志刚` gives `zhai`, `zhi`, `gang`.
///
/// Surnames are read as surnames at the beginning alone. Letters and digits are read one by one, in
/// lower case; whatever has no reading is left out. `ü` is `v`.
pub fn readings(name: &str) -> Vec<String> {
    let name = comparable(name);
    let mut found: Vec<String> = Vec::new();
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
        if !reading.is_empty() {
            found.extend(reading.split(' ').map(str::to_owned));
        } else if first.is_ascii_alphanumeric() {
            found.push(first.to_string());
        } else {
            found.extend(syllable(first));
        }
        rest = rest.get(rest.len() - left..).unwrap_or_default();
    }
    found
}

/// The first letters of a name's [`readings`]: `翟志刚` gives `zzg`.
pub fn initials(name: &str) -> String {
    initials_of(&readings(name))
}

/// The first letters of these readings.
pub fn initials_of<S: AsRef<str>>(readings: &[S]) -> String {
    readings.iter().filter_map(|reading| reading.as_ref().chars().next()).collect()
}

/// Whether the readings, from some one of them on, begin with this text: `shili` is read in
/// 徐州示例公司.
pub fn reads(readings: &[String], text: &str) -> bool {
    let from = |at| readings.get(at..).unwrap_or_default();
    !text.is_empty() && (0..readings.len()).any(|at| begins(from(at), text))
}

fn begins(readings: &[String], text: &str) -> bool {
    let mut rest = text;
    for reading in readings {
        match rest.strip_prefix(reading.as_str()) {
            Some(after) => rest = after,
            None => return reading.starts_with(rest),
        }
    }
    rest.is_empty()
}

/// The ways to cut a text into pinyin syllables, of which the last may be unfinished: `shil` gives
/// `shi`, `l`. None where it is no pinyin, or longer than anybody types.
pub fn spellings(text: &str) -> Vec<Vec<&str>> {
    if text.is_empty() || text.len() > MOST_LETTERS || !text.bytes().all(|b| b.is_ascii_lowercase())
    {
        return Vec::new();
    }
    // From the back: all ways of what follows are known, so that no way is begun in vain.
    let mut ways: Vec<Vec<Vec<&str>>> = vec![vec![Vec::new()]];
    for from in (0..text.len()).rev() {
        let mut here = Vec::new();
        for length in (1..=LONGEST_SYLLABLE.min(text.len() - from)).rev() {
            let piece = text.get(from..from + length).unwrap_or_default();
            let last = from + length == text.len();
            if is_syllable(piece) || (last && begins_a_syllable(piece)) {
                // The ways of the text from a place on stand at its distance from the end.
                let after = ways.get(text.len() - from - length).into_iter().flatten();
                here.extend(after.map(|rest| [&[piece], rest.as_slice()].concat()));
            }
        }
        here.truncate(MOST_SPELLINGS);
        ways.push(here);
    }
    ways.pop().unwrap_or_default()
}

/// Whether this is a whole syllable.
pub fn is_syllable(text: &str) -> bool {
    SYLLABLES.contains(text)
}

fn begins_a_syllable(text: &str) -> bool {
    SYLLABLES.range(text.to_owned()..).next().is_some_and(|next| next.starts_with(text))
}

fn syllable(character: char) -> Option<String> {
    let plain = character.to_pinyin()?.plain();
    let usual = plain.starts_with(|c: char| c.is_ascii_lowercase());
    usual.then(|| plain.replace('ü', "v"))
}

#[cfg(test)]
mod tests {
    use super::{SURNAMES, SYLLABLES, WORDS, initials, readings, reads, spellings};
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
    fn a_name_is_read_from_any_of_its_parts() {
        let name = readings("徐州示例商贸有限公司");
        for text in ["xu", "xuzhou", "zhou", "shi", "shili", "shil", "shilishangmao", "sili"] {
            assert_eq!(reads(&name, text), text != "sili", "{text}");
        }
        for text in ["", "ili", "hou", "gongsix", "xuzhoushangmao"] {
            assert!(!reads(&name, text), "{text}");
        }
        assert!(reads(&readings("吕示例"), "lv"), "{:?}", readings("吕示例"));
    }

    #[test]
    fn a_text_is_cut_into_syllables_in_all_ways() {
        let table: &[(&str, &[&[&str]])] = &[
            ("shili", &[&["shi", "li"]]),
            ("shil", &[&["shi", "l"]]),
            ("sh", &[&["sh"]]),
            ("xian", &[&["xian"], &["xia", "n"], &["xi", "an"], &["xi", "a", "n"]]),
            ("sl", &[]),
            ("q1", &[]),
            ("", &[]),
        ];
        for (text, expected) in table {
            assert_eq!(spellings(text), *expected, "{text}");
        }
        assert!(spellings(&"an".repeat(30)).len() <= super::MOST_SPELLINGS);
        assert!(SYLLABLES.len() > 390 && SYLLABLES.iter().all(|s| s.len() <= 6), "{SYLLABLES:?}");
    }

    proptest! {
        #[test]
        fn initials_are_letters_and_digits(name in ".{0,30}") {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
            prop_assert!(initials(&name).chars().all(plain));
        }

        #[test]
        fn a_name_is_read_as_it_is_spelled(name in "[一-龥]{1,6}", from in 0usize..6) {
            let read = readings(&name);
            prop_assume!(from < read.len());
            let typed = read[from..].concat();
            prop_assert!(reads(&read, &typed));
            prop_assert!(!spellings(&typed).is_empty());
        }
    }
}
