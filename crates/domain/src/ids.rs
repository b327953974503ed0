//! Typed identifiers, so that a window can never be passed where a person is meant.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! text_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

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
    WindowId,
    /// Who keeps a journal: a window (`shangwu-03`), a department's desk of the centre
    /// (`centre/huanbao`), or the centre itself (`centre`: catalogue, people, register).
    Author,
    /// A journal: `shangwu-03` is the window's own, `shangwu-03~1` its first branch, which a copy
    /// of the window wrote.
    JournalId,
    /// A department of the centre, such as `shangwu`.
    DepartmentId,
    /// A person who works at the centre, such as `wang`.
    PersonId,
    /// An item of the catalogue, such as `shangwu-01`.
    ItemCode,
    /// A material that an item asks for, such as `m1`; unique inside its item.
    MaterialCode,
    /// A series of numbers that the server leases in blocks, such as `SWWZ` or `receipt`.
    SeriesCode,
    /// A case's number as people read it, such as `shangwu-03-20261123-0007`.
    CaseNumber,
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
    /// A case; random, made at the window that receives it, so that it needs no network.
    CaseId,
    /// An enquiry; random, made where it is asked.
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
/// `day/` with the window, `/` and the day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A case.
    Case(CaseId),
    /// An enquiry.
    Enquiry(EnquiryId),
    /// A window's day.
    Day(DayId),
}

impl std::fmt::Display for Subject {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Case(case) => write!(f, "case/{case}"),
            Self::Enquiry(enquiry) => write!(f, "enquiry/{enquiry}"),
            Self::Day(DayId { window, day }) => write!(f, "day/{window}/{day}"),
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
                Self::Day(DayId { window: window.into(), day })
            }
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
