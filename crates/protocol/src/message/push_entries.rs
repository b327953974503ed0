//! The entries of a push, no more than there may be: the rest is not even looked at.

use clerk_domain::journal::ENTRY_MOST_BYTES;
use serde::Deserializer;
use serde::de::{Error as _, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The most entries in one push.
pub const PUSH_MOST_ENTRIES: u32 = 1000;

/// How the refusal of a push with more or longer entries begins.
pub const PUSH_TOO_LARGE: &str =
    "a push has at most 1000 entries, and each of them at most 262144 bytes";

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Vec<Box<RawValue>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut entries: Self::Value = Vec::new();
        while let Some(entry) = list.next_element::<Box<RawValue>>()? {
            if entries.len() >= PUSH_MOST_ENTRIES as usize || entry.get().len() > ENTRY_MOST_BYTES {
                return Err(A::Error::custom(PUSH_TOO_LARGE));
            }
            entries.push(entry);
        }
        Ok(entries)
    }
}

pub(super) fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Box<RawValue>>, D::Error> {
    from.deserialize_seq(Entries)
}

#[cfg(test)]
mod tests {
    use super::{ENTRY_MOST_BYTES, PUSH_MOST_ENTRIES, PUSH_TOO_LARGE};
    use crate::PushRequest;
    use clerk_domain::digest::Digest;

    fn push(entries: &str) -> Result<PushRequest, serde_json::Error> {
        let head = Digest::ZERO;
        serde_json::from_str(&format!(
            r#"{{"entries":[{entries}],"head":"{head}","signature":""}}"#
        ))
    }

    #[test]
    fn more_or_longer_entries_are_refused_and_the_words_say_the_bounds() {
        let most = PUSH_MOST_ENTRIES as usize;
        assert_eq!(push(&vec!["0"; most].join(",")).unwrap().entries.len(), most);
        let longest = format!("\"{}\"", "x".repeat(ENTRY_MOST_BYTES - 2));
        assert_eq!(push(&longest).unwrap().entries.len(), 1);
        for large in [vec!["0"; most + 1].join(","), format!("\"x{}", &longest[1..])] {
            assert!(push(&large).unwrap_err().to_string().starts_with(PUSH_TOO_LARGE));
        }
        for bound in [most, ENTRY_MOST_BYTES] {
            assert!(PUSH_TOO_LARGE.contains(&bound.to_string()));
        }
    }
}
