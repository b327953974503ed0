//! Typed identifiers, so that a window can never be passed where a person is meant.

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

/// Stands between a window and the number of a branch of its journal; no window's name has it.
const BRANCH: char = '~';

impl JournalId {
    /// A branch of a window's journal; 0 names the window's first journal where another one has
    /// taken its name.
    pub fn branch(window: &WindowId, number: u32) -> Self {
        Self(format!("{window}{BRANCH}{number}"))
    }

    /// Whose journal it is.
    pub fn window(&self) -> WindowId {
        let window = self.0.split_once(BRANCH).map_or(self.as_str(), |(window, _)| window);
        WindowId::from(window)
    }
}

impl From<&WindowId> for JournalId {
    fn from(window: &WindowId) -> Self {
        Self(window.0.clone())
    }
}

/// A case; random, made at the window that receives it, so that it needs no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct CaseId(#[ts(type = "string")] pub uuid::Uuid);

impl std::fmt::Display for CaseId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
