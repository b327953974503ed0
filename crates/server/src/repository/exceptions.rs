//! What a supervisor has to settle.

use super::{Effects, Result};
use chrono::{DateTime, Utc};
use clerk_domain::ids::{CaseId, JournalId, PersonId, WindowId};
use clerk_protocol::PushException;

/// An exception as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredException {
    /// Which.
    pub id: ExceptionId,
    /// When it came in.
    pub opened_at: DateTime<Utc>,
    /// What became of it.
    pub settled: Option<Settlement>,
}

/// Names an exception: the entry by journal and place, and the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionId {
    /// In which journal.
    pub journal: JournalId,
    /// The entry's place there.
    pub seq: u64,
    /// What is wrong; see [`clerk_protocol::ExceptionCode`].
    pub code: String,
}

impl std::fmt::Display for ExceptionId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.journal, self.seq, self.code)
    }
}

impl std::str::FromStr for ExceptionId {
    type Err = ();

    fn from_str(text: &str) -> std::result::Result<Self, ()> {
        // From the end: the name of a desk's journal has a stroke of its own.
        let mut parts = text.rsplitn(3, '/');
        let (Some(code), Some(seq), Some(journal)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(());
        };
        let seq = seq.parse().map_err(|_| ())?;
        Ok(Self { journal: JournalId(journal.to_owned()), seq, code: code.to_owned() })
    }
}

/// The remedy of what is right as it is: it then has the effects that it would have had at once.
pub const CONFIRMED: &str = "confirm";

/// How an exception was settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: PersonId,
    /// What was done.
    pub remedy: String,
}

/// What a supervisor has to settle.
#[trait_variant::make(Send)]
pub trait Exceptions: Sync + 'static {
    /// The exceptions of the same entries.
    async fn exceptions(
        &self,
        journal: &JournalId,
        first: u64,
        last: u64,
    ) -> Result<Vec<PushException>>;

    /// The exceptions of all journals of a window, or of all windows, as they came in; the open ones
    /// alone, or all.
    async fn all_exceptions(
        &self,
        window: Option<&WindowId>,
        open: bool,
    ) -> Result<Vec<StoredException>>;

    /// What is wrong with acts on these cases that no supervisor confirmed: the acts' texts, each with a code.
    /// An act that its case's rule forbids made nothing of the case, and is left out.
    async fn unconfirmed(&self, cases: &[CaseId]) -> Result<Vec<(String, String)>>;

    /// The exceptions of one entry.
    async fn exceptions_of(&self, journal: &JournalId, seq: u64) -> Result<Vec<StoredException>>;

    /// Settles an exception and carries out what then follows, both or nothing; `false` where there is none,
    /// it is settled, or it would confirm a licence whose number is by now that of another one that stands.
    async fn settle(
        &self,
        id: &ExceptionId,
        settlement: &Settlement,
        effects: &Effects,
    ) -> Result<bool>;
}
