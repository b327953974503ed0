//! Texts as they are kept, wherever they come from: a keyboard, a file, another program.
//!
//! All are in Unicode's normal form C, so that what looks alike is alike. Characters that cannot be
//! seen, or that turn the direction of writing, are refused with their code and place: a person who
//! reads a paper must see all that stands in it. Left out: whether a font has the character
//! (`clerk_documents`), and what a search takes for alike ([`crate::search`]).

use unicode_normalization::UnicodeNormalization as _;

/// The most characters that a name has.
pub const NAME_MOST: usize = 100;

/// The most characters that a reason or a finding has.
pub const REASON_MOST: usize = 500;

/// The most characters that a licence's number has, with its version.
pub const NUMBER_MOST: usize = 60;

/// The most characters of a text that is drawn up by the rules, such as a clause's in a decision. Nobody types it.
pub const DRAWN_MOST: usize = 4000;

/// A text of an act, and the most characters that it has.
pub type Limited<'a> = (&'a str, usize);

/// What is wrong with a text. The message says it in Chinese, with what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// A control character.
    #[error("第{place}个字符（{}）是控制字符，请删去后重新输入", code_point(*.found))]
    Control {
        /// The place, from 1.
        place: usize,
        /// What stands there.
        found: char,
    },
    /// A character that turns the direction of writing.
    #[error("第{place}个字符（{}）会改变文字方向，请删去后重新输入", code_point(*.found))]
    Direction {
        /// The place, from 1.
        place: usize,
        /// What stands there.
        found: char,
    },
    /// A character that cannot be seen.
    #[error("第{place}个字符（{}）看不见，请删去后重新输入", code_point(*.found))]
    Invisible {
        /// The place, from 1.
        place: usize,
        /// What stands there.
        found: char,
    },
    /// Too long.
    #[error("最多{most}个字，现为{found}个，请缩短")]
    Length {
        /// How many characters there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
}

impl TextError {
    /// What it is, for a program.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Control { .. } => "text_control",
            Self::Direction { .. } => "text_direction",
            Self::Invisible { .. } => "text_invisible",
            Self::Length { .. } => "length",
        }
    }

    /// What it names, in no language: the place and the code of a character, or the most characters.
    pub fn detail(&self) -> String {
        match self {
            Self::Control { place, found }
            | Self::Direction { place, found }
            | Self::Invisible { place, found } => format!("{place} ({})", code_point(*found)),
            Self::Length { most, .. } => most.to_string(),
        }
    }
}

/// A name of a person, an organisation or a thing: in normal form C, the dot inside it as `·`
/// (U+00B7), radicals as the characters that they look like, one plain space where there was blank,
/// and none between Chinese characters or beside a dot. It may come out empty.
///
/// # Errors
/// [`TextError`].
pub fn name(text: &str) -> Result<String, TextError> {
    refuse_unseen(text)?;
    let chars: Vec<char> = text.nfc().flat_map(as_in_names).collect();
    let mut kept = String::new();
    for (at, &c) in chars.iter().enumerate() {
        if !c.is_whitespace() {
            kept.push(c);
        } else if let (Some(before), Some(after)) = (kept.chars().last(), chars.get(at + 1))
            && !after.is_whitespace()
            && is_parted(before, *after)
        {
            kept.push(' ');
        }
    }
    within(kept.nfc().collect(), NAME_MOST)
}

/// A text of its own words, such as a reason: in normal form C, with plain spaces and line breaks,
/// without blanks around it. It may come out empty.
///
/// # Errors
/// [`TextError`].
pub fn free(text: &str, most: usize) -> Result<String, TextError> {
    refuse_unseen(text)?;
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{2028}', '\u{2029}'], "\n");
    let blank = |c: char| if c != '\n' && c.is_whitespace() { ' ' } else { c };
    let text: String = text.nfc().map(blank).collect();
    within(text.trim().to_owned(), most)
}

/// The text with at most so many characters; a cut one ends with `…`.
pub fn shortened(text: String, most: usize) -> String {
    if text.char_indices().nth(most).is_none() {
        return text;
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// A character as a message shows it: itself, or its code where it cannot be seen.
pub fn shown(c: char) -> String {
    let unseen = c.is_whitespace() || refuse_unseen(c.encode_utf8(&mut [0; 4])).is_err();
    if unseen { code_point(c) } else { c.to_string() }
}

/// A text with each character that cannot be seen, or turns the line around, by its code; `None` where it has
/// none. Blanks and line breaks stay.
pub fn all_shown(text: &str) -> Option<String> {
    refuse_unseen(text).err()?;
    let blank = |c: char| c.is_whitespace() && !c.is_control() || matches!(c, '\n' | '\r' | '\t');
    let show = |c: char| if blank(c) { c.to_string() } else { shown(c) };
    Some(text.chars().map(show).collect())
}

/// The dots that are typed inside names; the one of the standard is U+00B7.
pub(crate) fn is_name_dot(c: char) -> bool {
    matches!(
        c,
        '\u{b7}'
            | '\u{387}'
            | '\u{2022}'
            | '\u{2027}'
            | '\u{2219}'
            | '\u{22c5}'
            | '\u{25e6}'
            | '\u{2e31}'
            | '\u{2e33}'
            | '\u{30fb}'
            | '\u{ff65}'
            | '\u{16eb}'
    )
}

/// `U+202E`
fn code_point(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}

fn within(text: String, most: usize) -> Result<String, TextError> {
    too_long((&text, most)).map_or(Ok(text), Err)
}

/// What is wrong with a text that is too long.
pub fn too_long((text, most): Limited<'_>) -> Option<TextError> {
    // No character has less than a byte.
    let found = if text.len() > most { text.chars().count() } else { 0 };
    (found > most).then_some(TextError::Length { most, found })
}

/// The middle dot, and radicals (which come out of PDF files) as the characters that they stand for.
fn as_in_names(c: char) -> impl Iterator<Item = char> {
    let c = if is_name_dot(c) { '·' } else { c };
    let radical = matches!(c, '\u{2e80}'..='\u{2fd5}');
    let plain = radical.then(|| std::iter::once(c).nfkc().next()).flatten();
    std::iter::once(plain.unwrap_or(c))
}

/// Whether a blank between two characters of a name means anything.
fn is_parted(before: char, after: char) -> bool {
    let dot = before == '·' || after == '·';
    !(dot || is_han(before) && is_han(after))
}

fn is_han(c: char) -> bool {
    matches!(c, '々' | '〇' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}')
        || matches!(c, '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Refuses the first character that cannot be seen. Tabulators and line breaks are blanks.
fn refuse_unseen(text: &str) -> Result<(), TextError> {
    let blank = |c: char| matches!(c, '\n' | '\r' | '\t');
    for (place, found) in (1..).zip(text.chars()).filter(|(_, c)| !blank(*c)) {
        if is_direction(found) {
            return Err(TextError::Direction { place, found });
        }
        if found.is_control() || found == '\u{fffd}' {
            return Err(TextError::Control { place, found });
        }
        if is_invisible(found) {
            return Err(TextError::Invisible { place, found });
        }
    }
    Ok(())
}

/// Unicode's bidirectional controls.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2066}'..='\u{2069}')
}

/// Default ignorable characters of Unicode, byte order marks, variation selectors, and letters that
/// are blank.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}')
        || matches!(c, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}')
        || matches!(c, '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}')
        || matches!(c, '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests;
