//! The steps of a round as the window takes them: what it asks, and what it makes of each answer. They
//! are the same whether requests travel over a network ([`crate::Engine`]) or in a file
//! ([`crate::bundle`]).
//!
//! Each step may be cut anywhere and done again: the server counts an entry once, and the window
//! moves its watermark and its cursor only on what it has read and checked.

use crate::authority;
use crate::engine::{Round, SyncError};
use crate::report::{self, Remark, Sent};
use chrono::{DateTime, FixedOffset};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{DepartmentId, SeriesCode};
use clerk_domain::journal::Chain;
use clerk_protocol::{
    JournalHead, LeaseRequest, PUSH_MOST_ENTRIES, PackReply, PackRequest, ProtocolError, PullReply,
    PullRequest, Pulled, PushReply, PushRequest, ReturnRequest, ServerStatus, Window, WindowKey,
};
use clerk_store::{
    Cursor, JournalRow, LastAnswer, LeasedBlock, PulledEntry, Store, StoreError, Told,
};
use serde_json::value::RawValue;

/// Bytes of the entries in one push, unless its first entry alone has more. The server takes 4 MiB of one
/// device at a time, and two pushes are under way at once.
const PUSH_BYTES: usize = 15 << 17;
/// Entries asked for in one pull; the server gives fewer where they are long.
const PULL_ENTRIES: u32 = 10_000;
/// Below so many numbers left, the next block is asked for.
const LOW_WATER: u32 = 100;

/// Entries on their way.
pub(crate) struct Batch {
    /// The chain's head after them.
    pub chain: Chain,
    /// What the report needs of them.
    pub sent: Sent,
    pub request: PushRequest,
}

/// The answer to entries that were pushed.
pub(crate) struct Pushed {
    /// The chain's head after them.
    pub chain: Chain,
    /// What the report needs of them.
    pub sent: Sent,
    pub reply: PushReply,
}

/// The answer to a pull, its entries read and hashed; see [`PullReply`].
pub(crate) struct Page {
    pub entries: Vec<PulledEntry>,
    pub last: u64,
    pub digest: Digest,
    pub status: ServerStatus,
}

impl Page {
    /// Reads an answer. It needs nothing of the window, so that one page is read while another is kept.
    pub(crate) fn read(reply: PullReply) -> Result<Self, StoreError> {
        let PullReply { entries, last, digest, status } = reply;
        let read = |Pulled { counter, journal, seq, entry }| {
            let text = entry.map(|raw| Box::<str>::from(raw).into_string());
            PulledEntry::read(counter, journal, seq, text)
        };
        let entries = entries.into_iter().map(read).collect::<Result<_, _>>()?;
        Ok(Self { entries, last, digest, status })
    }
}

/// A window with its database and its key.
pub(crate) struct Steps {
    pub store: Store,
    pub window: Window,
    pub key: WindowKey,
}

impl Steps {
    pub(crate) fn scope(&self) -> &DepartmentId {
        &self.window.department
    }

    /// The next entries after a place, signed, and the chain's head after them; `None` at the end.
    pub(crate) fn batch(&self, after: u64) -> Result<Option<Batch>, SyncError> {
        let unsent = within(self.store.entries_after(after, PUSH_MOST_ENTRIES)?, PUSH_BYTES);
        let ends = self.head_after(&unsent).zip(Sent::of(&unsent));
        let Some((chain, sent)) = ends else { return Ok(None) };
        let signature = self.key.sign(&chain.signed_text());
        let signature = signature.map_err(|e| ProtocolError::Nonsense(e.to_string()))?;
        let acts_signed = self.store.acts_signed(after, chain.seq)?;
        let entries = unsent.into_iter().map(|entry| RawValue::from_string(entry.text));
        let entries = entries.collect::<Result<Vec<_>, _>>();
        let entries = entries.map_err(|e| ProtocolError::Nonsense(e.to_string()))?;
        let head = chain.head;
        let request = PushRequest { entries, head, signature, acts_signed };
        Ok(Some(Batch { chain, sent, request }))
    }

    /// The chain's head after these entries; `None` after none.
    pub(crate) fn head_after(&self, rows: &[JournalRow]) -> Option<Chain> {
        let last = rows.last()?;
        Some(Chain { author: (&self.window.id).into(), seq: last.seq, head: last.hash })
    }

    /// The server took in the entries up to this head.
    pub(crate) fn pushed(
        &mut self,
        chain: &Chain,
        sent: &Sent,
        reply: PushReply,
        round: &mut Round,
    ) -> Result<(), SyncError> {
        let told = self.told(chain, sent, &reply)?;
        self.store.acknowledge_and_report(chain.seq, told.as_ref())?;
        round.took_in(reply);
        Ok(())
    }

    /// What is to be reported of entries that were pushed.
    fn told(
        &self,
        chain: &Chain,
        sent: &Sent,
        reply: &PushReply,
    ) -> Result<Option<Told<Remark>>, SyncError> {
        // It may hold more: what this window did in an instance that it lost.
        let head = reply.status.head;
        if head.seq < chain.seq || head.seq == chain.seq && head.hash != chain.head {
            let message = "the server took in less than it was sent".to_owned();
            return Err(ProtocolError::Nonsense(message).into());
        }
        Ok(report::told(&self.store, sent, reply)?)
    }

    /// What comes after the cursor, to a server that holds `own` of the window's journal.
    pub(crate) fn question(&self, cursor: Cursor, own: JournalHead) -> PullRequest {
        let Cursor { counter: after, digest } = cursor;
        PullRequest { scope: self.scope().clone(), after, digest, limit: PULL_ENTRIES, own }
    }

    /// What the server is known to hold of the window's journal.
    pub(crate) fn own(&self) -> Result<JournalHead, StoreError> {
        let seq = self.store.acknowledged()?;
        let head = self.store.journal_hash(seq)?.unwrap_or(Digest::ZERO);
        Ok(JournalHead { seq, hash: head })
    }

    /// Keeps one page of the scope, after which the cursor must stand where it is said to.
    pub(crate) fn pulled(
        &mut self,
        page: &Page,
        cursor: Cursor,
        round: &mut Round,
    ) -> Result<(), SyncError> {
        let Self { store, window, .. } = self;
        if !store.apply_pulled(&window.department, &page.entries, cursor.digest)? {
            return Err(self.digest_differs(cursor));
        }
        round.brought(&page.entries, &self.window);
        Ok(())
    }

    /// Keeps the last page of a round, with the contact and, where it came with the answer to a push,
    /// that answer too; all in one.
    pub(crate) fn pulled_last(
        &mut self,
        pushed: Option<Pushed>,
        page: &Page,
        cursor: Cursor,
        round: &mut Round,
    ) -> Result<(), SyncError> {
        let told = pushed.map(|Pushed { chain, sent, reply }| {
            let told = self.told(&chain, &sent, &reply)?;
            round.took_in(reply);
            Ok::<_, SyncError>((chain.seq, told))
        });
        let (acknowledged, told) = match told.transpose()? {
            Some(told) => told,
            None => (self.store.acknowledged()?, None),
        };
        let answer = LastAnswer {
            acknowledged,
            told: told.as_ref(),
            scope: &self.window.department,
            entries: &page.entries,
            digest: cursor.digest,
            time: &page.status.time,
            epoch: page.status.epoch,
        };
        if !self.store.keep_last_answer(&answer)? {
            return Err(self.digest_differs(cursor));
        }
        round.brought(&page.entries, &self.window);
        Ok(())
    }

    fn digest_differs(&self, cursor: Cursor) -> SyncError {
        SyncError::DigestDiffers { scope: self.scope().to_string(), counter: cursor.counter }
    }

    /// The chain's hash at a place is a digest over all before it: equal hashes, equal journals. A
    /// server that holds less than it acknowledged was restored; where it even differs there, it is
    /// sent the whole journal, and finds itself what it lacks.
    pub(crate) fn notice_rollback(
        &mut self,
        status: &ServerStatus,
        round: &mut Round,
    ) -> Result<bool, SyncError> {
        let JournalHead { seq, hash: head } = status.head;
        if seq >= self.store.acknowledged()? {
            return Ok(false);
        }
        let same = self.store.journal_hash(seq)? == Some(head);
        self.store.lower_acknowledged(if same { seq } else { 0 })?;
        round.server_rolled_back = true;
        Ok(true)
    }

    pub(crate) fn close_report(&mut self, status: &ServerStatus) -> Result<(), SyncError> {
        Ok(report::close(&mut self.store, &self.window.department, status)?)
    }

    /// What the window has of the centre's signed texts.
    pub(crate) fn known(&self) -> Result<PackRequest, StoreError> {
        let (known, register) = (self.store.pack_version()?, self.store.register_version()?);
        Ok(PackRequest { known, register, older: self.store.packs_lacked()? })
    }

    /// Keeps what is newer and the centre's; `now` is the server's time.
    pub(crate) fn take_signed(
        &mut self,
        reply: PackReply,
        now: DateTime<FixedOffset>,
    ) -> Result<(), SyncError> {
        // The register first: a pack that is refused must not keep a revocation from the window.
        if let Some(register) = reply.register {
            authority::take_register_page(&mut self.store, register)?;
        }
        for older in reply.older {
            authority::take_older_pack(&mut self.store, older)?;
        }
        if let Some(pack) = reply.pack {
            authority::take_pack(&mut self.store, pack, now)?;
        }
        Ok(())
    }

    /// The next block of this series and year, where few numbers are left.
    pub(crate) fn wanted(
        &self,
        series: &SeriesCode,
        year: i32,
        epoch: u64,
    ) -> Result<Option<LeaseRequest>, StoreError> {
        if self.store.numbers_left(series, year)? >= LOW_WATER {
            return Ok(None);
        }
        let ordinal = self.store.block_count(series, year)? + 1;
        Ok(Some(LeaseRequest { series: series.clone(), year, ordinal, epoch }))
    }

    /// What is left of the years before this one, to be given back. First the blocks are closed here, so
    /// that a cut anywhere after that loses no number and lets none be given that the server has back;
    /// it is told again until its answer came.
    pub(crate) fn returns(
        &mut self,
        year: i32,
        epoch: u64,
    ) -> Result<Vec<ReturnRequest>, StoreError> {
        self.store.close_blocks_before(year)?;
        let blocks = self.store.blocks_to_return(epoch)?.into_iter();
        let request = |LeasedBlock { block, next, returned_from }| ReturnRequest {
            block,
            next: returned_from.unwrap_or(next),
            epoch,
        };
        Ok(blocks.map(request).collect())
    }
}

/// As many of them, from the first one on, as have so many bytes; at least one.
fn within(mut rows: Vec<JournalRow>, bytes: usize) -> Vec<JournalRow> {
    let mut sum = 0;
    let fit = rows.iter().take_while(|row| {
        sum += row.text.len();
        sum <= bytes
    });
    let fit = fit.count().max(1);
    rows.truncate(fit);
    rows
}

#[cfg(test)]
mod tests {
    use super::within;
    use clerk_domain::digest::Digest;
    use clerk_store::JournalRow;

    #[test]
    fn a_push_ends_before_it_is_too_long_and_has_at_least_one_entry() {
        let row = |length: usize| {
            let (text, hash) = ("x".repeat(length), Digest::ZERO);
            JournalRow { seq: 1, hash, text }
        };
        let cases: [(&[usize], usize); 5] =
            [(&[], 0), (&[11], 1), (&[11, 1], 1), (&[5, 5, 1], 2), (&[4, 4, 1], 3)];
        for (lengths, fit) in cases {
            let rows = lengths.iter().map(|length| row(*length)).collect();
            assert_eq!(within(rows, 10).len(), fit, "{lengths:?}");
        }
    }
}
