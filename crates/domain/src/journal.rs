//! 流水: an author's append-only record of acts, chained by SM3. An author is a window, or a desk of the
//! centre.
//!
//! An entry is hashed over the exact bytes of its JSON text, which holds the hash of the entry
//! before it. The text is kept and sent as it is, so `openssl dgst -sm3` gives the same hash.

mod form1;

use crate::act::{Actor, By, Doer};
use crate::case::CaseAct;
use crate::centre::CentreAct;
use crate::clock::china_date;
use crate::day::DayAct;
use crate::digest::Digest;
use crate::enquiry::EnquiryAct;
use crate::ids::{Author, CaseId, DayId, EnquiryId, PersonId, Subject, WindowId};
use crate::item::Item;
use crate::person::acts::PersonAct;
use crate::text::{self, NAME_MOST, TextError};
use crate::window::WindowAct;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// The most bytes of an entry's text. The longest that is honest, an application with every field of its
/// form filled to the brim, has a tenth of it.
pub const ENTRY_MOST_BYTES: usize = 256 << 10;

/// When an act was done, as far as the window can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The device's clock.
    pub device: DateTime<FixedOffset>,
    /// The server's time at the last contact; `None` before the first one.
    pub server: Option<DateTime<FixedOffset>>,
    /// The device's counter in milliseconds ([`crate::clock::Clock::ticks`]); 0 where it has none.
    #[serde(default)]
    pub ticks: u64,
}

impl Stamp {
    /// The time by which validity is judged: never before the server's time at the last contact.
    pub fn legal(&self) -> DateTime<FixedOffset> {
        self.server.map_or(self.device, |server| server.max(self.device))
    }
}

/// What an entry is about, with the act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A case.
    Case(CaseId, CaseAct),
    /// An enquiry.
    Enquiry(EnquiryId, EnquiryAct),
    /// A window's day.
    Day(DayId, DayAct),
    /// A person.
    Person(PersonId, PersonAct),
    /// A window.
    Window(WindowId, WindowAct),
    /// The centre as a whole.
    Centre(CentreAct),
}

impl About {
    /// The subject.
    pub fn subject(&self) -> Subject {
        match self {
            Self::Case(case, _) => Subject::Case(*case),
            Self::Enquiry(enquiry, _) => Subject::Enquiry(*enquiry),
            Self::Day(day, _) => Subject::Day(day.clone()),
            Self::Person(person, _) => Subject::Person(person.clone()),
            Self::Window(window, _) => Subject::Window(window.clone()),
            Self::Centre(_) => Subject::Centre,
        }
    }

    /// The act, where it is on a case.
    pub fn case(&self) -> Option<(CaseId, &CaseAct)> {
        if let Self::Case(case, act) = self { Some((*case, act)) } else { None }
    }

    /// The act, where it is on an enquiry.
    pub fn enquiry(&self) -> Option<(EnquiryId, &EnquiryAct)> {
        if let Self::Enquiry(enquiry, act) = self { Some((*enquiry, act)) } else { None }
    }

    /// The act, where it is on a window's day.
    pub fn day(&self) -> Option<(&DayId, &DayAct)> {
        if let Self::Day(day, act) = self { Some((day, act)) } else { None }
    }

    /// The act, where it is on a person.
    pub fn person(&self) -> Option<(&PersonId, &PersonAct)> {
        if let Self::Person(person, act) = self { Some((person, act)) } else { None }
    }

    /// The act, where it is on a window.
    pub fn window(&self) -> Option<(&WindowId, &WindowAct)> {
        if let Self::Window(window, act) = self { Some((window, act)) } else { None }
    }

    /// The act, where it is on the centre as a whole.
    pub fn centre(&self) -> Option<&CentreAct> {
        if let Self::Centre(act) = self { Some(act) } else { None }
    }

    /// Where such an act is done, and by whom.
    pub fn by(&self) -> By {
        match self {
            Self::Case(_, act) => act.kind().by(),
            Self::Enquiry(_, act) => act.kind().by(),
            Self::Day(_, act) => act.kind().by(),
            Self::Person(_, act) => act.kind().by(),
            Self::Window(_, act) => act.kind().by(),
            Self::Centre(act) => act.kind().by(),
        }
    }

    /// The numbers that the act gives, from leased blocks.
    pub fn numbers(&self) -> Vec<&str> {
        match self {
            Self::Case(_, act) => act.numbers(),
            Self::Enquiry(_, act) => act.numbers(),
            Self::Day(_, act) => act.numbers(),
            Self::Person(_, act) => act.numbers(),
            Self::Window(_, act) => act.numbers(),
            Self::Centre(act) => act.numbers(),
        }
    }

    /// The first of the act's texts that is longer than it may be: that the desk lets in, and that the centre
    /// lets have an effect. A form's are held to their item's limits, where that is known.
    pub fn text_too_long(&self, item: Option<&Item>) -> Option<TextError> {
        let texts = match self {
            Self::Case(_, act) => act.texts(item),
            Self::Enquiry(_, act) => act.texts(item),
            Self::Day(_, act) => act.texts(item),
            Self::Person(_, act) => act.texts(item),
            Self::Window(_, act) => act.texts(item),
            Self::Centre(act) => act.texts(item),
        };
        texts.into_iter().find_map(text::too_long)
    }
}

/// One act in a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Whose journal it is.
    pub author: Author,
    /// Its place, from 1 on without a gap.
    pub seq: u64,
    /// The hash of the entry before it; [`Digest::ZERO`] for the first.
    pub prev: Digest,
    /// When.
    pub time: Stamp,
    /// Who.
    pub actor: Actor,
    /// On what, and what.
    pub about: About,
}

impl Entry {
    /// The form that this program writes.
    pub const FORM: u32 = form1::VERSION;

    /// Reads an entry of any form that this program knows.
    ///
    /// # Errors
    /// What is wrong with it; `expected` is the place that is named.
    pub fn read(text: &str, expected: u64) -> Result<Self, JournalError> {
        let unreadable = |source| JournalError::Unreadable { seq: expected, source };
        let unknown = |version| JournalError::UnknownForm { seq: expected, version };
        // Nearly all are of this form, so that only of others the version is read before the rest.
        let wrong = match form1::read(text) {
            Ok((form1::VERSION, entry)) => return Ok(entry),
            Ok((version, _)) => return Err(unknown(version)),
            Err(wrong) => wrong,
        };
        match serde_json::from_str(text) {
            Ok(Form { v: version }) if version != form1::VERSION => Err(unknown(version)),
            _ => Err(unreadable(wrong)),
        }
    }

    /// When it was done, read alone, which takes a tenth of the time of reading all of it.
    ///
    /// # Errors
    /// Where the text has no such time; `expected` is the place that is named.
    pub fn read_time(text: &str, expected: u64) -> Result<Stamp, JournalError> {
        let read = serde_json::from_str(text).map(|When { time }| time);
        read.map_err(|source| JournalError::Unreadable { seq: expected, source })
    }

    /// The first of its texts that is longer than it may be; see [`About::text_too_long`].
    pub fn text_too_long(&self, item: Option<&Item>) -> Option<TextError> {
        let name = text::too_long((&self.actor.name, NAME_MOST));
        name.or_else(|| self.about.text_too_long(item))
    }

    /// Who did it, and where.
    pub fn doer(&self) -> Doer {
        let Actor { person, role, .. } = &self.actor;
        Doer { person: person.clone(), role: *role, author: self.author.clone() }
    }

    /// The legal day of it.
    pub fn legal_day(&self) -> NaiveDate {
        china_date(self.time.legal().to_utc())
    }
}

/// What every form of an entry says.
#[derive(Deserialize)]
struct Form {
    v: u32,
}

#[derive(Deserialize)]
struct When {
    time: Stamp,
}

/// An entry with the exact text that its hash is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// The entry.
    pub entry: Entry,
    /// Its JSON text.
    pub text: String,
    /// The SM3 digest of the text.
    pub hash: Digest,
}

/// Why a text is not the next entry of a journal.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The text is no entry.
    #[error("entry {seq}: not a journal entry")]
    Unreadable {
        /// The place where it was expected.
        seq: u64,
        /// What the reader said.
        #[source]
        source: serde_json::Error,
    },
    /// Of a form that this program does not know: a newer program wrote it.
    #[error("entry {seq}: form {version} is none that this program knows")]
    UnknownForm {
        /// Its place.
        seq: u64,
        /// Its form.
        version: u32,
    },
    /// What was said of the act is longer than an entry may be.
    #[error("entry {seq}: {bytes} bytes, where {ENTRY_MOST_BYTES} are the most; shorten its texts")]
    TooLong {
        /// Its place.
        seq: u64,
        /// How long it would be.
        bytes: usize,
    },
    /// The entry is somebody else's.
    #[error("entry {seq}: belongs to the journal of {author}")]
    OtherAuthor {
        /// The place where it was expected.
        seq: u64,
        /// Whose it is.
        author: Author,
    },
    /// An entry is missing.
    #[error("entry {expected}: missing, found {found}")]
    Gap {
        /// The place that was expected.
        expected: u64,
        /// The place that was found.
        found: u64,
    },
    /// The entry does not follow from the one before it: something was changed.
    #[error("entry {seq}: does not follow from the entry before it")]
    Broken {
        /// Its place.
        seq: u64,
    },
}

/// The head of a journal's chain: what the next entry must follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// Whose journal it is.
    pub author: Author,
    /// The place of the last entry; 0 before the first.
    pub seq: u64,
    /// The hash of the last entry.
    pub head: Digest,
}

impl Chain {
    /// The empty chain of an author.
    pub fn new(author: Author) -> Self {
        Self { author, seq: 0, head: Digest::ZERO }
    }

    /// The entry that follows, sealed. The chain moves on only with [`Chain::advance`].
    ///
    /// # Errors
    /// [`JournalError::Unreadable`] where the act cannot be written as JSON, [`JournalError::TooLong`].
    pub fn seal(&self, time: Stamp, actor: Actor, about: About) -> Result<Sealed, JournalError> {
        let seq = self.seq + 1;
        let entry = Entry { author: self.author.clone(), seq, prev: self.head, time, actor, about };
        let text =
            form1::write(&entry).map_err(|source| JournalError::Unreadable { seq, source })?;
        if text.len() > ENTRY_MOST_BYTES {
            return Err(JournalError::TooLong { seq, bytes: text.len() });
        }
        let hash = Digest::of(text.as_bytes());
        Ok(Sealed { entry, text, hash })
    }

    /// Reads a text as the entry that follows.
    ///
    /// # Errors
    /// What is wrong with it, naming the entry by its place.
    pub fn read_next(&self, text: &str) -> Result<Sealed, JournalError> {
        let expected = self.seq + 1;
        let entry = Entry::read(text, expected)?;
        if entry.author != self.author {
            return Err(JournalError::OtherAuthor { seq: expected, author: entry.author });
        }
        if entry.seq != expected {
            return Err(JournalError::Gap { expected, found: entry.seq });
        }
        if entry.prev != self.head {
            return Err(JournalError::Broken { seq: expected });
        }
        let hash = Digest::of(text.as_bytes());
        Ok(Sealed { entry, text: text.to_owned(), hash })
    }

    /// Moves on past an entry that follows.
    pub fn advance(&mut self, sealed: &Sealed) {
        self.seq = sealed.entry.seq;
        self.head = sealed.hash;
    }

    /// What the author signs of its chain at a push.
    pub fn signed_text(&self) -> String {
        format!("WCJ1|{}|{}|{}", self.author, self.seq, self.head)
    }
}

#[cfg(test)]
mod tests {
    use super::{About, Chain, ENTRY_MOST_BYTES, Entry, JournalError, Sealed};
    use crate::digest::Digest;
    use crate::sample::{about_each, stamp, wang};
    use serde_json::Value;

    fn sealed(chain: &mut Chain, about: About) -> Sealed {
        let sealed = chain.seal(stamp(), wang(), about).unwrap();
        chain.advance(&sealed);
        sealed
    }

    /// A journal with one entry of every act.
    fn journal() -> Vec<Sealed> {
        let mut chain = Chain::new("shangwu-03".into());
        about_each().into_iter().map(|about| sealed(&mut chain, about)).collect()
    }

    /// Where the texts of a value lie in it.
    fn text_paths(value: &Value, at: &str) -> Vec<String> {
        match value {
            Value::String(_) => vec![at.to_owned()],
            Value::Array(values) => {
                let all = values.iter().enumerate();
                all.flat_map(|(n, value)| text_paths(value, &format!("{at}/{n}"))).collect()
            }
            Value::Object(fields) => {
                let all = fields.iter();
                all.flat_map(|(name, value)| text_paths(value, &format!("{at}/{name}"))).collect()
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
        }
    }

    /// Whoever adds an act says in its `texts` how long each of its texts may be.
    #[test]
    fn no_text_of_any_act_is_without_a_limit() {
        let pack = crate::sample::pack();
        let item = pack.items.iter().find(|item| item.code.as_str() == "shangwu-01").unwrap();
        let mut seen = 0;
        for Sealed { entry, text, .. } in journal() {
            assert_eq!(entry.text_too_long(Some(item)), None, "{text}");
            let entry: Value = serde_json::from_str(&text).unwrap();
            for path in text_paths(&entry, "") {
                let mut longer = entry.clone();
                *longer.pointer_mut(&path).unwrap() = "长".repeat(5000).into();
                // What is no text at all, such as an identifier, is then unreadable.
                if let Ok(longer) = Entry::read(&longer.to_string(), 1) {
                    assert!(longer.text_too_long(Some(item)).is_some(), "{path} of {text}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 60, "{seen}");
    }

    /// The chain as it stands before an entry of the journal.
    fn before(journal: &[Sealed], at: usize) -> Chain {
        let mut chain = Chain::new("shangwu-03".into());
        for sealed in &journal[..at] {
            chain.advance(sealed);
        }
        chain
    }

    #[test]
    fn a_sealed_journal_reads_back_as_it_is() {
        let journal = journal();
        let mut chain = Chain::new("shangwu-03".into());
        for (place, sealed) in (1..).zip(&journal) {
            assert_eq!((sealed.entry.seq, sealed.entry.prev), (place, chain.head));
            assert_eq!(sealed.hash, Digest::of(sealed.text.as_bytes()));
            assert_eq!(&chain.read_next(&sealed.text).unwrap(), sealed);
            chain.advance(sealed);
        }
        let head = journal.last().unwrap().hash;
        assert_eq!(chain.signed_text(), format!("WCJ1|shangwu-03|{}|{head}", journal.len()));
    }

    #[test]
    fn no_entry_is_written_that_is_too_long_to_be_sent() {
        let chain = Chain::new("shangwu-03".into());
        let with = |length: usize| {
            let actor = crate::act::Actor { name: "x".repeat(length), ..wang() };
            chain.seal(stamp(), actor, about_each().remove(0))
        };
        let rest = with(0).unwrap().text.len();
        assert_eq!(with(ENTRY_MOST_BYTES - rest).unwrap().text.len(), ENTRY_MOST_BYTES);
        let long = with(ENTRY_MOST_BYTES - rest + 1);
        assert!(
            matches!(long, Err(JournalError::TooLong { seq: 1, bytes }) if bytes == ENTRY_MOST_BYTES + 1)
        );
    }

    /// A changed byte shows in the entry itself, or in the next one, which no longer follows.
    #[test]
    fn every_changed_byte_is_found() {
        let journal = journal();
        for at in 0..journal.len() - 1 {
            let chain = before(&journal, at);
            let (text, next) = (&journal[at].text, &journal[at + 1].text);
            for place in 0..text.len() {
                for byte in [b'0', b'1', b'x', b' ', b'"'] {
                    let mut changed = text.clone().into_bytes();
                    if std::mem::replace(&mut changed[place], byte) == byte {
                        continue;
                    }
                    let Ok(changed) = String::from_utf8(changed) else { continue };
                    let Ok(read) = chain.read_next(&changed) else { continue };
                    let mut chain = chain.clone();
                    chain.advance(&read);
                    let found = chain.read_next(next);
                    assert!(matches!(found, Err(JournalError::Broken { .. })), "{changed}");
                }
            }
        }
    }

    #[test]
    fn says_what_is_wrong_with_a_text() {
        let journal = journal();
        let second = &journal[1].text;
        let chain = before(&journal, 1);
        let newer = second.replacen("\"v\":1", "\"v\":2,\"also\":[]", 1);
        let other = second.replacen("shangwu-03", "shangwu-04", 1);
        let truncated: String = second.chars().take(second.chars().count() / 2).collect();
        let rows = [
            ("", "entry 2: not a journal entry"),
            ("{}", "entry 2: not a journal entry"),
            (&truncated, "entry 2: not a journal entry"),
            (&format!("{second}{second}"), "entry 2: not a journal entry"),
            (&newer, "entry 2: form 2 is none that this program knows"),
            (&other, "entry 2: belongs to the journal of shangwu-04"),
            (&journal[0].text, "entry 2: missing, found 1"),
            (&journal[2].text, "entry 2: missing, found 3"),
        ];
        for (text, expected) in rows {
            assert_eq!(chain.read_next(text).unwrap_err().to_string(), expected);
        }
        let mut forked = chain.clone();
        forked.head = Digest::of(b"another first entry");
        let error = forked.read_next(second).unwrap_err();
        assert_eq!(error.to_string(), "entry 2: does not follow from the entry before it");
        assert_eq!(Entry::FORM, 1);
    }
}
