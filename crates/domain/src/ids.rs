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

/// A case; random, made at the window that receives it, so that it needs no network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct CaseId(#[ts(type = "string")] pub uuid::Uuid);

impl std::fmt::Display for CaseId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}
