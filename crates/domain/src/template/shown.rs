//! What a field of a template can show.

use crate::text::NAME_MOST;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A name that is none of those that a field can show.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("没有可显示的内容“{name}”；应为 form.<字段> 或者 {}", names())]
pub struct UnknownShown {
    name: String,
}

const FORM: &str = "form.";

macro_rules! shown {
    ($($(#[$doc:meta])* $variant:ident = $name:literal, $most:expr;)+) => {
        /// What a field shows.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub enum Shown {
            $($(#[$doc])* $variant,)+
            /// The value of a field of the item's form, by its key: `form.<key>`.
            Form(String),
        }

        impl Shown {
            /// All but those of a form.
            pub const FIXED: &[Self] = &[$(Self::$variant),+];

            /// The most characters that its value has; a form's field is as long as the item lets it be.
            pub const fn most(&self) -> Option<usize> {
                match self {
                    $(Self::$variant => Some($most),)+
                    Self::Form(_) => None,
                }
            }
        }

        impl fmt::Display for Shown {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(Self::$variant => f.write_str($name),)+
                    Self::Form(key) => write!(f, "{FORM}{key}"),
                }
            }
        }
    };
}

/// A date: `2026年11月23日`.
const DATE: usize = 11;

shown! {
    /// Whose the licence is.
    Holder = "holder", NAME_MOST;
    /// The holder's number, where it stands on the licence.
    HolderNumber = "holder_number", 18;
    /// Who applied.
    Applicant = "applicant", NAME_MOST;
    /// The licence's number, with its version from the second one on.
    Number = "number", 48;
    /// The name of the licence type.
    LicenceName = "licence_name", 40;
    /// The national identifier.
    Identifier = "identifier", 90;
    /// The organ that issues it.
    Organ = "organ", 40;
    /// The service centre.
    Centre = "centre", 40;
    /// The window.
    Window = "window", 40;
    /// The day of issue.
    IssuedOn = "issued_on", DATE;
    /// Since when what is licensed exists; no later version changes it.
    Since = "since", DATE;
    /// The first day that it holds.
    ValidFrom = "valid_from", DATE;
    /// The last day that it holds, or 长期.
    ValidUntil = "valid_until", DATE;
    /// Both: 2026年11月23日至2031年11月22日, or 长期.
    Validity = "validity", 2 * DATE + 1;
    /// The laws and articles that it rests on.
    LegalBasis = "legal_basis", 200;
    /// The item's name.
    ItemName = "item_name", 60;
    /// The number of the case.
    CaseNumber = "case_number", 64;
    /// The place of the licence in the journal, and the hash of that entry.
    Journal = "journal", 20;
    /// Who issued it at the window.
    Signatory = "signatory", NAME_MOST;
    /// The grant and clause under which it was issued.
    Grant = "grant", 80;
    /// Which page of how many: 第1页　共2页.
    Page = "page", 13;
}

fn names() -> String {
    let names: Vec<_> = Shown::FIXED.iter().map(ToString::to_string).collect();
    names.join("、")
}

impl FromStr for Shown {
    type Err = UnknownShown;

    fn from_str(name: &str) -> Result<Self, UnknownShown> {
        if let Some(key) = name.strip_prefix(FORM).filter(|key| !key.is_empty()) {
            return Ok(Self::Form(key.to_owned()));
        }
        let known = Self::FIXED.iter().find(|known| known.to_string() == name);
        known.cloned().ok_or_else(|| UnknownShown { name: name.to_owned() })
    }
}

impl TryFrom<String> for Shown {
    type Error = UnknownShown;

    fn try_from(name: String) -> Result<Self, UnknownShown> {
        name.parse()
    }
}

impl From<Shown> for String {
    fn from(shown: Shown) -> Self {
        shown.to_string()
    }
}
