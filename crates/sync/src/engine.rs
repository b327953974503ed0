//! One round of sync: push what the server lacks, pull what the window lacks, compare digests.
//!
//! Each step may be cut anywhere and done again: the server counts an entry once, and the window
//! moves its watermark and its cursor only on what it has read and checked.

use crate::authority::{self, Untrusted};
use crate::report;
use chrono::{DateTime, Datelike as _, FixedOffset};
use clerk_domain::clock::china_date;
use clerk_domain::digest::Digest;
use clerk_domain::ids::{DepartmentId, SeriesCode, WindowId};
use clerk_domain::journal::Chain;
use clerk_protocol::{
    DeviceToken, Greeting, Holds, LeaseRequest, PackRequest, Protocol, ProtocolError, PullReply,
    PullRequest, PushException, PushRequest, Refusal, ReturnReply, ReturnRequest, Window,
    WindowKey,
};
use clerk_store::{Cursor, LeasedBlock, PulledEntry, Store, StoreError};
use serde_json::value::RawValue;

/// Entries in one push.
const PUSH_ENTRIES: u32 = 1000;
/// Entries asked for in one pull.
const PULL_ENTRIES: u32 = 1000;
/// Below so many numbers left, the next block is asked for.
const LOW_WATER: u32 = 100;

const DECEMBER: u32 = 12;

/// Why a round did not come to its end.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The server did not answer, or said no.
    #[error("sync: {0}")]
    Protocol(#[from] ProtocolError),
    /// The window's database failed.
    #[error("sync: {0}")]
    Store(#[from] StoreError),
    /// What came as the centre's word is not to be relied on; what the window had stays.
    #[error("sync: {0}")]
    Untrusted(#[from] Untrusted),
    /// What came is not what the server said would come.
    #[error("sync: the digests of scope {scope} differ after counter {counter}")]
    DigestDiffers {
        /// The scope.
        scope: String,
        /// The counter.
        counter: u64,
    },
}

impl SyncError {
    /// Whether the server is simply away.
    pub fn is_offline(&self) -> bool {
        matches!(self, Self::Protocol(ProtocolError::Unreachable(_)))
    }
}

/// What a round did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Entries that the server took in.
    pub pushed: u64,
    /// Entries that came from other windows.
    pub pulled: u64,
    /// Entries that the server keeps but could not follow.
    pub exceptions: Vec<PushException>,
    /// Whether the server turned out to be put back to an older state, and was sent again what it
    /// had lost.
    pub server_rolled_back: bool,
    /// Own entries that the window had lost and that came back.
    pub recalled: u64,
    /// The server's time at its end.
    pub server_time: Option<DateTime<FixedOffset>>,
}

/// Entries on their way.
struct Batch {
    /// The chain's head after them.
    chain: Chain,
    /// What they say, for the report.
    acts: Vec<report::Sent>,
    request: PushRequest,
}

/// Does rounds of sync over its own connection to the window's database.
pub struct Engine<P> {
    protocol: P,
    store: Store,
    window: Window,
    device: DeviceToken,
    key: WindowKey,
}

impl<P: Protocol> Engine<P> {
    /// An engine for this window.
    pub fn new(
        protocol: P,
        store: Store,
        window: Window,
        device: DeviceToken,
        key: WindowKey,
    ) -> Self {
        Self { protocol, store, window, device, key }
    }

    /// The engine's connection to the database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Does one round. `series` are the number series that the window wants stock of, for `year`.
    ///
    /// # Errors
    /// Where and why it stopped; what was done until then is kept.
    pub async fn round(&mut self, series: &[SeriesCode], year: i32) -> Result<Round, SyncError> {
        let mut round = Round::default();
        self.push_or_look(&mut round).await?;
        // A pull tells what the server holds of this window's journal; a server put back to an
        // older backup shows itself there, and gets the lost entries again.
        let mut greeting = self.pull(&mut round).await?;
        while self.notice_rollback(&greeting, &mut round)? {
            self.push(&mut round).await?;
            greeting = self.pull(&mut round).await?;
        }
        report::close(&mut self.store, &self.window.department, &greeting)?;
        // A pack that is refused stops nothing else: the window goes on under the one it has.
        let refreshed = self.refresh_pack(&greeting).await;
        self.refill(series, year, greeting.epoch).await?;
        // An outage may last over new year's eve.
        if greeting.time.month() == DECEMBER {
            self.refill(series, year + 1, greeting.epoch).await?;
        }
        // Over is a year where both clocks say so: a device's clock that leapt gives nothing back.
        let over = year.min(china_date(greeting.time.to_utc()).year());
        self.store.set_contact(&greeting.time, greeting.epoch)?;
        round.server_time = Some(greeting.time);
        // Nor does a server that takes nothing back: there was contact all the same.
        let given_back = self.give_back(over, greeting.epoch).await;
        refreshed?;
        given_back?;
        Ok(round)
    }

    /// Pushes. A server that was put back lacks what the next entries follow, so where it cannot join
    /// them, the window first looks what it holds.
    async fn push_or_look(&mut self, round: &mut Round) -> Result<(), SyncError> {
        match self.push(round).await {
            Err(SyncError::Protocol(error)) if does_not_join(&error) => {
                let greeting = self.pull(round).await?;
                if !self.notice_rollback(&greeting, round)? {
                    return Err(error.into());
                }
                self.push(round).await
            }
            other => other,
        }
    }

    async fn push(&mut self, round: &mut Round) -> Result<(), SyncError> {
        let mut batch = self.batch(self.store.acknowledged()?)?;
        while let Some(Batch { chain, acts, request }) = batch {
            // While the server takes one batch in, the next one is made ready.
            let sent = self.protocol.push(&self.device, request);
            let (reply, next) = tokio::join!(sent, after_sending(|| self.batch(chain.seq)));
            let reply = reply?;
            // It may hold more: what this window did in a life that it lost.
            let holds = reply.greeting.holds;
            if holds.seq < chain.seq || holds.seq == chain.seq && holds.head != chain.head {
                let message = "the server took in less than it was sent".to_owned();
                return Err(ProtocolError::Nonsense(message).into());
            }
            report::note(&mut self.store, acts, &reply)?;
            self.store.acknowledge(chain.seq)?;
            round.pushed += reply.accepted;
            round.exceptions.extend(reply.exceptions);
            batch = next?;
        }
        Ok(())
    }

    /// The next entries after a place, signed, and the chain's head after them; `None` at the end.
    fn batch(&self, after: u64) -> Result<Option<Batch>, SyncError> {
        let unsent = self.store.entries_after(after, PUSH_ENTRIES)?;
        let Some(last) = unsent.last() else { return Ok(None) };
        let chain = Chain { window: self.window.id.clone(), seq: last.seq, head: last.hash };
        let acts = report::read(&unsent);
        let signature = self.key.sign(&chain.signed_text());
        let signature = signature.map_err(|e| ProtocolError::Nonsense(e.to_string()))?;
        let entries = unsent.into_iter().map(|entry| RawValue::from_string(entry.text));
        let entries = entries.collect::<Result<Vec<_>, _>>();
        let entries = entries.map_err(|e| ProtocolError::Nonsense(e.to_string()))?;
        let head = chain.head;
        Ok(Some(Batch { chain, acts, request: PushRequest { entries, head, signature } }))
    }

    async fn pull(&mut self, round: &mut Round) -> Result<Greeting, SyncError> {
        let scope = self.window.department.clone();
        let mut cursor = self.store.cursor(&scope)?;
        let mut reply = match self.ask(&scope, cursor).await {
            Err(SyncError::Protocol(ProtocolError::Refused {
                refusal: Refusal::CursorUnknown,
                ..
            })) => {
                self.store.reset_cursor(&scope)?;
                cursor = Cursor::START;
                self.ask(&scope, cursor).await?
            }
            other => other?,
        };
        loop {
            let counter = cursor.counter + reply.entries.len() as u64;
            let done = reply.entries.is_empty() || counter >= reply.last;
            cursor = Cursor { counter, digest: reply.digest };
            if done {
                let greeting = reply.greeting.clone();
                self.apply(&scope, reply, cursor, round)?;
                return Ok(greeting);
            }
            // While one batch is kept, the server makes the next one ready.
            let request = self.question(&scope, cursor)?;
            let Self { protocol, device, store, window, .. } = self;
            let next = protocol.pull(device, request);
            let keep = after_sending(|| apply(store, &window.id, &scope, reply, cursor, round));
            let (next, kept) = tokio::join!(next, keep);
            kept?;
            reply = next?;
        }
    }

    async fn ask(&self, scope: &DepartmentId, cursor: Cursor) -> Result<PullReply, SyncError> {
        Ok(self.protocol.pull(&self.device, self.question(scope, cursor)?).await?)
    }

    fn question(&self, scope: &DepartmentId, cursor: Cursor) -> Result<PullRequest, StoreError> {
        let Cursor { counter: after, digest } = cursor;
        let (scope, limit, own) = (scope.clone(), PULL_ENTRIES, self.own()?);
        Ok(PullRequest { scope, after, digest, limit, own })
    }

    fn apply(
        &mut self,
        scope: &DepartmentId,
        reply: PullReply,
        cursor: Cursor,
        round: &mut Round,
    ) -> Result<(), SyncError> {
        apply(&mut self.store, &self.window.id, scope, reply, cursor, round)
    }

    /// What the server is known to hold of the window's journal.
    fn own(&self) -> Result<Holds, StoreError> {
        let seq = self.store.acknowledged()?;
        let head = self.store.journal_hash(seq)?.unwrap_or(Digest::ZERO);
        Ok(Holds { seq, head })
    }

    /// The chain's hash at a place is a digest over all before it: equal hashes, equal journals. A
    /// server that holds less than it acknowledged was put back; where it even differs there, it is
    /// sent the whole journal, and finds itself what it lacks.
    fn notice_rollback(
        &mut self,
        greeting: &Greeting,
        round: &mut Round,
    ) -> Result<bool, SyncError> {
        let Holds { seq, head } = greeting.holds;
        if seq >= self.store.acknowledged()? {
            return Ok(false);
        }
        let same = self.store.journal_hash(seq)? == Some(head);
        self.store.lower_acknowledged(if same { seq } else { 0 })?;
        round.server_rolled_back = true;
        Ok(true)
    }

    async fn refresh_pack(&mut self, greeting: &Greeting) -> Result<(), SyncError> {
        let known = self.store.pack_version()?;
        let register = self.store.register_version()?;
        if greeting.pack_version <= known && greeting.register_version <= register {
            return Ok(());
        }
        let reply = self.protocol.pack(&self.device, PackRequest { known, register }).await?;
        // The register first: a pack that is refused must not keep a revocation from the window.
        if let Some(register) = reply.register {
            authority::take_register(&mut self.store, register)?;
        }
        if let Some(pack) = reply.pack {
            authority::take_pack(&mut self.store, pack, greeting.time)?;
        }
        Ok(())
    }

    /// Gives back what is left of the years before this one. First the blocks are closed here, so that a
    /// cut anywhere after that loses no number and lets none be given that the server has back; it is
    /// told again until its answer came.
    async fn give_back(&mut self, year: i32, epoch: u64) -> Result<(), SyncError> {
        self.store.close_blocks_before(year)?;
        for LeasedBlock { block, next, returned_from } in self.store.blocks_to_return(epoch)? {
            let (lease, next) = (block.lease, returned_from.unwrap_or(next));
            let request = ReturnRequest { block, next, epoch };
            let ReturnReply { from } = self.protocol.return_numbers(&self.device, request).await?;
            if from.is_some_and(|from| from < next) {
                // A life of this window that is lost gave more back, and this one gave some of it.
                tracing::error!(lease, next, from, "numbers were given that had been given back");
            }
            self.store.note_returned(lease, epoch)?;
        }
        Ok(())
    }

    async fn refill(
        &mut self,
        series: &[SeriesCode],
        year: i32,
        epoch: u64,
    ) -> Result<(), SyncError> {
        for series in series {
            if self.store.numbers_left(series, year)? >= LOW_WATER {
                continue;
            }
            let ordinal = self.store.block_count(series, year)? + 1;
            let request = LeaseRequest { series: series.clone(), year, ordinal, epoch };
            let reply = self.protocol.lease(&self.device, request).await?;
            self.store.add_block(&reply.block)?;
        }
        Ok(())
    }
}

/// Keeps one batch of a scope, after which the cursor must stand where it is said to.
fn apply(
    store: &mut Store,
    own: &WindowId,
    scope: &DepartmentId,
    reply: PullReply,
    cursor: Cursor,
    round: &mut Round,
) -> Result<(), SyncError> {
    let entries = reply.entries.into_iter().map(|pulled| PulledEntry {
        counter: pulled.counter,
        journal: pulled.journal,
        seq: pulled.seq,
        text: pulled.entry.map(|raw| Box::<str>::from(raw).into_string()),
    });
    let entries: Vec<_> = entries.collect();
    let with_text = entries.iter().filter(|entry| entry.text.is_some());
    let (own, others): (Vec<_>, Vec<_>) = with_text.partition(|e| e.journal.window() == *own);
    let (own, others) = (own.len() as u64, others.len() as u64);
    if !store.apply_pulled(scope, &entries, cursor.digest)? {
        let (scope, counter) = (scope.to_string(), cursor.counter);
        return Err(SyncError::DigestDiffers { scope, counter });
    }
    round.pulled += others;
    round.recalled += own;
    Ok(())
}

/// Work of this thread that a request waits beside: first the request gets a chance to leave.
async fn after_sending<T>(work: impl FnOnce() -> T) -> T {
    const TURNS: u32 = 8;
    for _ in 0..TURNS {
        tokio::task::yield_now().await;
    }
    work()
}

fn does_not_join(error: &ProtocolError) -> bool {
    matches!(error, ProtocolError::Refused { refusal: Refusal::JournalBroken, .. })
}
