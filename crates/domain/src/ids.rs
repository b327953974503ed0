//! Typed identifiers, so that a window can never be passed where a person is meant.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why a text is no identifier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "an identifier is 1 to {most} ASCII letters, digits, '-', '_' and '.', and begins with a letter or a digit"
)]
pub struct UnsoundId {
    most: usize,
}

/// The longest name, in characters.
const LONGEST_NAME: usize = 64;
/// The longest case number: a window's name, a day, a count and a suffix.
const LONGEST_NUMBER: usize = 96;

/// Whether a text may stand in a file's name, in an address and in a log as it is.
fn is_name(text: &str, most: usize) -> bool {
    let may_begin = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    may_begin && text.len() <= most && text.chars().all(is_plain)
}

fn name(text: &str) -> Result<(), UnsoundId> {
    if is_name(text, LONGEST_NAME) { Ok(()) } else { Err(UnsoundId { most: LONGEST_NAME }) }
}

fn case_number(text: &str) -> Result<(), UnsoundId> {
    if is_name(text, LONGEST_NUMBER) { Ok(()) } else { Err(UnsoundId { most: LONGEST_NUMBER }) }
}

/// A name, or a desk of the centre.
fn author(text: &str) -> Result<(), UnsoundId> {
    let desk = text.strip_prefix(CENTRE).and_then(|rest| rest.strip_prefix('/'));
    name(desk.unwrap_or(text))
}

/// An author, and the number of a branch where it is one.
fn journal(text: &str) -> Result<(), UnsoundId> {
    let (whose, branch) = text.split_once(BRANCH).unwrap_or((text, "0"));
    match branch.parse::<u32>() {
        Ok(number) if number.to_string() == branch => author(whose),
        Ok(_) | Err(_) => Err(UnsoundId { most: LONGEST_NAME }),
    }
}

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident: $sound:ident),+ $(,)?) => {$(
        $(#[$doc])*
        ///
        /// Read from JSON or parsed, it is checked: what another side says becomes no identifier
        /// that could not be one.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                $sound(&text).map_err(serde::de::Error::custom)?;
                Ok(Self(text))
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnsoundId;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $sound(text).map(|()| Self(text.to_owned()))
            }
        }

        /// Of a text that this program itself holds, unchecked.
        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

text_ids! {
    /// A window of the centre, such as `shangwu-03`.
    WindowId: name,
    /// Who keeps a journal: a window (`shangwu-03`), a department's desk of the centre
    /// (`centre/huanbao`), or the centre itself (`centre`: catalogue, people, register).
    Author: author,
    /// A journal: `shangwu-03` is the window's own, `shangwu-03~1` its first branch, which a copy
    /// of the window wrote.
    JournalId: journal,
    /// A department of the centre, such as `shangwu`.
    DepartmentId: name,
    /// A person who works at the centre, such as `wang`.
    PersonId: name,
    /// An item of the catalogue, such as `shangwu-01`.
    ItemCode: name,
    /// A material that an item asks for, such as `m1`; unique inside its item.
    MaterialCode: name,
    /// A series of numbers that the server leases in blocks, such as `SWWZ` or `receipt`.
    SeriesCode: name,
    /// A case's number as people read it, such as `shangwu-03-20261123-0007`.
    CaseNumber: case_number,
}

impl MaterialCode {
    /// Codes in one line.
    pub fn joined(codes: &[Self]) -> String {
        codes.iter().map(Self::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// The author of what concerns the whole centre; no window has this name.
const CENTRE: &str = "centre";

impl Author {
    /// The centre itself.
    pub fn centre() -> Self {
        Self(CENTRE.to_owned())
    }

    /// A department's desk of the centre.
    pub fn desk(department: &DepartmentId) -> Self {
        Self(format!("{CENTRE}/{department}"))
    }

    /// Whether it is a desk of the centre, or the centre itself.
    pub fn is_centre(&self) -> bool {
        self.0 == CENTRE || self.department().is_some()
    }

    /// The department whose desk of the centre it is.
    pub fn department(&self) -> Option<DepartmentId> {
        let desk = self.0.strip_prefix(CENTRE)?.strip_prefix('/')?;
        Some(DepartmentId::from(desk))
    }

    /// The window that it is; `None` for the centre and its desks.
    pub fn window(&self) -> Option<WindowId> {
        (!self.is_centre()).then(|| WindowId(self.0.clone()))
    }

    /// Whether it is this window.
    pub fn is(&self, window: &WindowId) -> bool {
        self.0 == window.0
    }
}

impl From<&WindowId> for Author {
    fn from(window: &WindowId) -> Self {
        Self(window.0.clone())
    }
}

/// Stands between an author and the number of a branch of its journal; no author's name has it.
const BRANCH: char = '~';

impl JournalId {
    /// A branch of an author's journal; 0 names the author's first journal where another one has
    /// taken its name.
    pub fn branch(author: &Author, number: u32) -> Self {
        Self(format!("{author}{BRANCH}{number}"))
    }

    /// Whose journal it is.
    pub fn author(&self) -> Author {
        let author = self.0.split_once(BRANCH).map_or(self.as_str(), |(author, _)| author);
        Author::from(author)
    }
}

impl From<&Author> for JournalId {
    fn from(author: &Author) -> Self {
        Self(author.0.clone())
    }
}

impl From<&WindowId> for JournalId {
    fn from(window: &WindowId) -> Self {
        Self(window.0.clone())
    }
}

macro_rules! random_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS,
        )]
        #[serde(transparent)]
        pub struct $name(#[ts(type = "string")] pub uuid::Uuid);

        impl $name {
            /// One that is made at an instant (UUID version 7, RFC 9562 5.7). New ones sort behind older
            /// ones, so that an index of them grows at its end; nothing else rests on the time in it.
            pub fn new(at: DateTime<Utc>, random: [u8; 10]) -> Self {
                let ms = u64::try_from(at.timestamp_millis()).unwrap_or(0);
                Self(uuid::Builder::from_unix_timestamp_millis(ms, &random).into_uuid())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

random_ids! {
    /// A case; made at the window that receives it, from 74 random bits, so that it needs no network.
    CaseId,
    /// An enquiry; made where it is asked, in the same way.
    EnquiryId,
}

/// 窗口的一天: a window and a legal day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayId {
    /// The window.
    pub window: WindowId,
    /// The day.
    pub day: NaiveDate,
}

/// What an act is about. As text: `case/` and the case's identifier, `enquiry/` and the enquiry's,
/// `day/` with the window, `/` and the day, `person/` and `window/` with whose name it is, `centre/all`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A case.
    Case(CaseId),
    /// An enquiry.
    Enquiry(EnquiryId),
    /// A window's day.
    Day(DayId),
    /// A person who works at the centre.
    Person(PersonId),
    /// A window.
    Window(WindowId),
    /// The centre as a whole.
    Centre,
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Case(case) => write!(f, "case/{case}"),
            Self::Enquiry(enquiry) => write!(f, "enquiry/{enquiry}"),
            Self::Day(DayId { window, day }) => write!(f, "day/{window}/{day}"),
            Self::Person(person) => write!(f, "person/{person}"),
            Self::Window(window) => write!(f, "window/{window}"),
            Self::Centre => f.write_str("centre/all"),
        }
    }
}

impl std::str::FromStr for Subject {
    type Err = String;

    /// Reads just what [`Subject`] writes.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let unknown = || format!("{text} is no subject");
        let subject = match text.split_once('/').ok_or_else(unknown)? {
            ("case", id) => Self::Case(id.parse().map_err(|_| unknown())?),
            ("enquiry", id) => Self::Enquiry(id.parse().map_err(|_| unknown())?),
            ("day", id) => {
                let (window, day) = id.split_once('/').ok_or_else(unknown)?;
                let day = day.parse().map_err(|_| unknown())?;
                let window = window.parse().map_err(|_| unknown())?;
                Self::Day(DayId { window, day })
            }
            ("person", id) => Self::Person(id.parse().map_err(|_| unknown())?),
            ("window", id) => Self::Window(id.parse().map_err(|_| unknown())?),
            ("centre", "all") => Self::Centre,
            _ => return Err(unknown()),
        };
        if subject.to_string() == text { Ok(subject) } else { Err(unknown()) }
    }
}

impl Serialize for Subject {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::{Author, CaseNumber, JournalId, PersonId, Subject, WindowId};
    use proptest::prelude::*;
    use serde_json::{from_value, json};

    #[test]
    fn what_is_no_identifier_is_not_read() {
        let long = "a".repeat(65);
        let bad = [
            "",
            ".",
            "..",
            "../../escaped",
            "/etc/passwd",
            "a/b",
            "a\\b",
            "-rf",
            ".hidden",
            "a b",
            "a\n",
            "a\0b",
            "窗口",
            "a~1",
            "C:",
            &long,
        ];
        for text in bad {
            assert!(from_value::<WindowId>(json!(text)).is_err(), "{text}");
            assert!(text.parse::<PersonId>().is_err(), "{text}");
            assert!(format!("day/{text}/2026-11-23").parse::<Subject>().is_err(), "{text}");
            assert!(format!("centre/{text}").parse::<Author>().is_err(), "{text}");
        }
        for text in ["shangwu-03", "wang.li_2", "7", &long[1..]] {
            assert_eq!(from_value::<WindowId>(json!(text)).unwrap().as_str(), text);
        }
        for (text, sound) in [
            ("w-03", true),
            ("w-03~1", true),
            ("centre/huanbao~12", true),
            ("centre", true),
            ("w-03~", false),
            ("w-03~01", false),
            ("w-03~1~2", false),
            ("other/huanbao", false),
        ] {
            assert_eq!(text.parse::<JournalId>().is_ok(), sound, "{text}");
        }
    }

    proptest! {
        /// Hostile texts among them: paths, separators, controls, other scripts.
        #[test]
        fn an_identifier_that_was_read_is_one_part_of_a_path(
            text in prop_oneof!["\\PC{0,80}", "[./\\\\~a-z\\x00-\\x1f-]{0,9}", "[A-Za-z0-9._-]{1,100}"],
        ) {
            let read = [
                from_value::<WindowId>(json!(text)).map(|id| id.0).ok(),
                text.parse::<PersonId>().map(|id| id.0).ok(),
                text.parse::<CaseNumber>().map(|id| id.0).ok(),
            ];
            for id in read.into_iter().flatten() {
                prop_assert_eq!(&id, &text);
                let file = format!("{id}.pdf");
                let path = std::path::Path::new("print").join(&file);
                prop_assert_eq!(path.parent(), Some("print".as_ref()));
                prop_assert!(id.is_ascii() && id.len() <= 96 && !id.starts_with(['.', '-']));
                prop_assert!(!id.contains(['/', '\\', ':', '~']) && !id.contains(char::is_control));
            }
        }
    }
}
