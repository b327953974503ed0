//! 流水: a window's append-only record of acts, chained by SM3.
//!
//! An entry is hashed over the exact bytes of its JSON text, which holds the hash of the entry
//! before it. The text is kept and sent as it is, so `openssl dgst -sm3` gives the same hash.

use crate::act::Act;
use crate::digest::Digest;
use crate::ids::{CaseId, PersonId, WindowId};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// When an act was done, as far as the window can know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// The device's clock.
    pub device: DateTime<FixedOffset>,
    /// The server's time at the last contact; `None` before the first one.
    pub server: Option<DateTime<FixedOffset>>,
}

/// One act in a window's journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The form of the entry; [`Entry::VERSION`].
    pub v: u32,
    /// The window whose journal it is.
    pub window: WindowId,
    /// Its place, from 1 on without a gap.
    pub seq: u64,
    /// The hash of the entry before it; [`Digest::ZERO`] for the first.
    pub prev: Digest,
    /// When.
    pub time: Stamp,
    /// Who.
    pub actor: PersonId,
    /// On which case.
    pub case: CaseId,
    /// What.
    pub act: Act,
}

impl Entry {
    /// The form that this program writes.
    pub const VERSION: u32 = 1;
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
    /// Written by a newer program.
    #[error("entry {seq}: form {version} is newer than this program knows")]
    Newer {
        /// Its place.
        seq: u64,
        /// Its form.
        version: u32,
    },
    /// The entry is another window's.
    #[error("entry {seq}: belongs to window {window}")]
    OtherWindow {
        /// The place where it was expected.
        seq: u64,
        /// Whose it is.
        window: WindowId,
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

/// The head of a window's chain: what the next entry must follow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The window.
    pub window: WindowId,
    /// The place of the last entry; 0 before the first.
    pub seq: u64,
    /// The hash of the last entry.
    pub head: Digest,
}

impl Chain {
    /// The empty chain of a window.
    pub fn new(window: WindowId) -> Self {
        Self { window, seq: 0, head: Digest::ZERO }
    }

    /// The entry that follows, sealed. The chain moves on only with [`Chain::advance`].
    ///
    /// # Errors
    /// [`JournalError::Unreadable`] where the act cannot be written as JSON.
    pub fn seal(
        &self,
        time: Stamp,
        actor: PersonId,
        case: CaseId,
        act: Act,
    ) -> Result<Sealed, JournalError> {
        let seq = self.seq + 1;
        let window = self.window.clone();
        let entry = Entry { v: Entry::VERSION, window, seq, prev: self.head, time, actor, case, act };
        let text = serde_json::to_string(&entry)
            .map_err(|source| JournalError::Unreadable { seq, source })?;
        let hash = Digest::of(text.as_bytes());
        Ok(Sealed { entry, text, hash })
    }

    /// Reads a text as the entry that follows.
    ///
    /// # Errors
    /// What is wrong with it, naming the entry by its place.
    pub fn read_next(&self, text: &str) -> Result<Sealed, JournalError> {
        let expected = self.seq + 1;
        let entry: Entry = serde_json::from_str(text)
            .map_err(|source| JournalError::Unreadable { seq: expected, source })?;
        if entry.v > Entry::VERSION {
            return Err(JournalError::Newer { seq: expected, version: entry.v });
        }
        if entry.window != self.window {
            return Err(JournalError::OtherWindow { seq: expected, window: entry.window });
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

    /// What the window signs of its chain at a push.
    pub fn signed_text(&self) -> String {
        format!("WCJ1|{}|{}|{}", self.window, self.seq, self.head)
    }
}
