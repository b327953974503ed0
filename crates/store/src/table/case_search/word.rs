//! What the index holds of a case, and what a typed word asks it for.
//!
//! A name is indexed by pairs of neighbouring characters, so that two characters are enough, and by
//! its first one; its pinyin initials by pairs and triples of neighbours, so that they are found from
//! any of them on, and by the first one; its syllables one by one. A case's number is indexed by its
//! parts. Pairs of initials narrow a search to one row in some hundreds, triples to one in some
//! thousands; every beginning of every part would be five times as many.

use crate::table::case_file::CaseRow;
use clerk_domain::case::Case;
use clerk_domain::search::{
    bigrams, comparable, initials_of, is_syllable, number_key, readings, reads, spellings,
};

/// How many neighbouring initials the index knows together.
const INITIALS: usize = 3;
/// The count in a case's number is written with so many digits at least.
const COUNT_DIGITS: usize = 4;
/// Shorter words are no applicant's number: passports have the shortest.
const APPLICANT_NUMBER_CHARACTERS: usize = 5;

/// A word that somebody typed, in the forms that it is compared in.
#[derive(Debug)]
pub struct Word {
    /// As a part of a name.
    name: String,
    /// As pinyin.
    pinyin: String,
    /// As a case's number, letters as they were typed.
    number: String,
    /// As a number, with digits for the letters that are taken for them.
    key: String,
    /// The same, with the count filled up: `7` is what people say of the case with the count 0007.
    padded: String,
}

impl Word {
    /// `None` where nothing is left to compare.
    pub fn read(typed: &str) -> Option<Self> {
        const DASHES: [char; 7] = ['‐', '‑', '‒', '–', '—', '―', '−'];
        let name = comparable(typed);
        let key = number_key(typed);
        let pinyin = name.replace('ü', "v");
        let (number, padded) = (name.replace(DASHES, "-"), padded(&key));
        (!name.is_empty()).then_some(Self { name, pinyin, number, key, padded })
    }

    /// As the beginning of a case's number, in which nothing was mistyped.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// As the beginning of a licence's number, without hyphens; `None` without a digit, or where it can
    /// be none.
    pub fn licence_key(&self) -> Option<String> {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        let digits = self.number.chars().any(|c| c.is_ascii_digit());
        (digits && self.key.chars().all(plain)).then(|| self.key.replace('-', ""))
    }

    /// What it may be, as a full-text query; `None` where it can be nothing.
    pub fn query(&self) -> Option<String> {
        let mut readings = vec![name_query(&self.name)];
        readings.extend(self.pinyin_queries());
        readings.extend([&self.key, &self.padded].map(|number| {
            let parts: Option<Vec<_>> = number.split('-').map(number_token).collect();
            parts.map(|parts| all(&parts))
        }));
        readings.push(applicant_token(&self.key));
        let readings: Vec<_> =
            readings.into_iter().flatten().map(|one| format!("({one})")).collect();
        (!readings.is_empty()).then(|| format!("({})", readings.join(" OR ")))
    }

    /// As initials, and as syllables written out, each way that they may be parted.
    fn pinyin_queries(&self) -> Vec<Option<String>> {
        let plain = self.pinyin.chars().all(|c| c.is_ascii_alphanumeric());
        let mut queries = vec![plain.then(|| all(&initial_pieces(&self.pinyin)))];
        for spelled in spellings(&self.pinyin) {
            let terms = match spelled.as_slice() {
                [one] if is_syllable(one) => vec![syllable_token(one)],
                // Of the last one more may be to come; its first letter is enough to look it up.
                [whole @ .., _] if !whole.is_empty() => {
                    let pieces = initial_pieces(&initials_of(&spelled));
                    pieces.into_iter().chain(whole.iter().map(syllable_token)).collect()
                }
                _ => continue,
            };
            queries.push(Some(all(&terms)));
        }
        queries
    }

    /// Whether a row that the index gave is one that was meant.
    pub fn fits(&self, row: &CaseRow, applicant_number: &str) -> bool {
        let name = comparable(&row.applicant);
        let one = self.name.chars().nth(1).is_none();
        let named = if one { name.starts_with(&self.name) } else { name.contains(&self.name) };
        let number = || format!("-{}-", number_key(row.number.as_str()));
        named
            || [&self.key, &self.padded].iter().any(|key| number().contains(&format!("-{key}-")))
            || number_key(applicant_number) == self.key
            || self.is_read(&name, one)
    }

    fn is_read(&self, name: &str, one: bool) -> bool {
        if !self.pinyin.is_ascii() {
            return false;
        }
        let readings = readings(name);
        let initials = initials_of(&readings);
        if one {
            return initials.starts_with(&self.pinyin);
        }
        initials.contains(&self.pinyin) || reads(&readings, &self.pinyin)
    }
}

/// What the index holds of a case, parted by blanks.
pub fn tokens(case: &Case) -> String {
    let name = comparable(&case.parties.named());
    let readings = readings(&name);
    let initials = initials_of(&readings);
    let mut tokens = vec![bigrams(&name)];
    tokens.extend(name.chars().next().map(first_token));
    for length in 1..=INITIALS {
        // A single one is the first: every name has most letters somewhere.
        let most = if length == 1 { 1 } else { usize::MAX };
        tokens.extend(neighbours(&initials, length).take(most).map(initial_token));
    }
    tokens.extend(readings.iter().filter(|r| is_syllable(r)).map(syllable_token));
    tokens.extend(number_key(case.number.as_str()).split('-').filter_map(number_token));
    tokens.extend(applicant_token(&case.parties.applicant.number));
    tokens.join(" ")
}

fn name_query(name: &str) -> Option<String> {
    match name.chars().nth(1) {
        Some(_) => Some(bigrams(name).replace(' ', " AND ")),
        None => name.chars().next().map(first_token),
    }
}

/// The pieces that a text of initials is looked up by.
fn initial_pieces(initials: &str) -> Vec<String> {
    neighbours(initials, INITIALS.min(initials.len())).map(initial_token).collect()
}

/// The overlapping pieces of so many ASCII letters and digits.
fn neighbours(text: &str, length: usize) -> impl Iterator<Item = &str> {
    let last = (text.len() + 1).saturating_sub(length);
    (0..last).filter_map(move |at| text.get(at..at + length)).filter(|piece| !piece.is_empty())
}

fn padded(key: &str) -> String {
    let (before, count) = key.rsplit_once('-').map_or(("", key), |(b, c)| (b, c));
    if count.is_empty() || !count.chars().all(|c| c.is_ascii_digit()) {
        return key.to_owned();
    }
    let dash = if before.is_empty() { "" } else { "-" };
    format!("{before}{dash}{count:0>COUNT_DIGITS$}")
}

fn all(terms: &[String]) -> String {
    terms.join(" AND ")
}

// No two kinds of token share a first letter, and none is a hexadecimal digit, as pairs begin with.

fn first_token(first: char) -> String {
    format!("s{}", hex::encode(first.to_string()))
}

fn initial_token(piece: &str) -> String {
    format!("p{piece}")
}

fn syllable_token(syllable: impl AsRef<str>) -> String {
    format!("y{}", syllable.as_ref())
}

fn number_token(part: &str) -> Option<String> {
    let plain = !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric());
    plain.then(|| format!("n{part}"))
}

/// What an applicant's number is looked up by; `None` where it is too short, or none. Numbers that are
/// mistyped for each other share one: look at what is found.
pub fn applicant_token(number: &str) -> Option<String> {
    let key = number_key(number);
    let plain =
        key.len() >= APPLICANT_NUMBER_CHARACTERS && key.chars().all(|c| c.is_ascii_alphanumeric());
    plain.then(|| format!("i{key}"))
}
