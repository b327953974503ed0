//! The protections of the protocol, each of which can be taken away.

/// A protection that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// A number is epoch and place alone.
    NoSuffix,
    /// A number is place and suffix alone.
    NoEpoch,
    /// Nobody tells the server that it was restored.
    EpochStays,
    /// The epoch is one more than that in the backup, and comes again with the same backup.
    EpochFromBackup,
    /// The journal entry and the number's place are two commits.
    TwoCommits,
    /// The window leaves its watermark where it is when the server holds less.
    KeepsWatermark,
    /// The window takes only tips for what the server holds of its chain, not what a branch hangs on.
    LooksAtTipsOnly,
    /// The window does not send again its lost branches, of which it has copies.
    KeepsLostBranch,
    /// The window listens to an answer to a question that it gave up.
    HearsLateAnswers,
    /// A fast-forward leaves the number blocks as they are.
    FastForwardWithoutPlaces,
    /// A block that comes (again) is taken for unused, whatever the journal says.
    BlockForgetsJournal,
    /// The server drops what does not follow one of its tips.
    RefusesForks,
    /// The server keeps what hangs on an entry that it does not hold.
    KeepsOrphans,
    /// The server answers before it has stored.
    AnswersBeforeStoring,
    /// Asking again gives another block.
    LeaseNotIdempotent,
    /// Asking again after the epoch has changed gives another block.
    LeaseForgottenByEpoch,
    /// A question from before the epoch changed gets a new block.
    LeaseWithoutFence,
    /// The server leases no ordinal but the next in its own books.
    RefusesOrdinalGap,
}

/// The protocol, less a protection or none.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    pub broken: Option<Broken>,
    /// Places in a block.
    pub places: u8,
}

impl Rules {
    pub fn lacks(self, protection: Broken) -> bool {
        self.broken == Some(protection)
    }
}
