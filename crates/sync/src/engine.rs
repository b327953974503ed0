//! One round of sync over a network: push what the server lacks, pull what the window lacks, compare
//! digests. The window's own part in it is [`Steps`]'.

use crate::authority::Untrusted;
use crate::report::Sent;
use crate::steps::{Batch, Page, Pushed, Steps};
use crate::under_way::UnderWay;
use chrono::{DateTime, Datelike as _, FixedOffset};
use clerk_domain::clock::china_date;
use clerk_domain::ids::SeriesCode;
use clerk_domain::journal::Chain;
use clerk_protocol::{
    BundleError, DeviceToken, JournalHead, Protocol, ProtocolError, PullRequest, PushException,
    PushReply, Refusal, ReturnReply, ServerStatus, SyncReply, SyncRequest, Window, WindowKey,
};
use clerk_store::{Cursor, DEVICE_ENDED, PulledEntry, Store, StoreError};
use std::collections::VecDeque;
use std::sync::Arc;

/// While the server keeps one push, it reads the next one.
const PUSHES_AT_ONCE: usize = 2;

/// Pages of the register in one round; the next round goes on.
const MOST_PAGES: u32 = 1000;

pub(crate) const DECEMBER: u32 = 12;

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
    /// An exchange file is refused whole.
    #[error("sync: {0}")]
    Bundle(#[from] BundleError),
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
    /// Whether the server turned out to be restored to an older state, and was sent again what it
    /// had lost.
    pub server_rolled_back: bool,
    /// Own entries that the window had lost and that came back.
    pub recalled: u64,
    /// The server's time at its end.
    pub server_time: Option<DateTime<FixedOffset>>,
}

impl Round {
    pub(crate) fn took_in(&mut self, reply: PushReply) {
        self.pushed += reply.accepted;
        self.exceptions.extend(reply.exceptions);
    }

    pub(crate) fn brought(&mut self, entries: &[PulledEntry], window: &Window) {
        let with_text = entries.iter().filter(|entry| entry.has_text());
        let is_own = |entry: &&PulledEntry| entry.journal.author().is(&window.id);
        let (own, others): (Vec<_>, Vec<_>) = with_text.partition(is_own);
        self.pulled += others.len() as u64;
        self.recalled += own.len() as u64;
    }
}

/// Entries on their way.
struct OnTheWay {
    chain: Chain,
    sent: Sent,
    reply: UnderWay<PushReply, ProtocolError>,
    /// Whether they were sent before the server answered to those that they follow.
    ahead: bool,
}

/// Does rounds of sync over its own connection to the window's database.
pub struct Engine<P> {
    protocol: Arc<P>,
    device: DeviceToken,
    steps: Steps,
}

impl<P: Protocol + Send + Sync + 'static> Engine<P> {
    /// An engine for this window.
    pub fn new(
        protocol: P,
        store: Store,
        window: Window,
        device: DeviceToken,
        key: WindowKey,
    ) -> Self {
        Self { protocol: Arc::new(protocol), device, steps: Steps { store, window, key } }
    }

    /// The engine's connection to the database.
    pub fn store(&self) -> &Store {
        &self.steps.store
    }

    /// Notes how a try ended, so that nobody takes an earlier success for the last one: with a code
    /// where it failed.
    ///
    /// # Errors
    /// Whatever writing gives.
    pub fn note_try(
        &mut self,
        at: DateTime<FixedOffset>,
        failed: Option<&str>,
    ) -> Result<(), StoreError> {
        self.steps.store.note_try(at, failed)
    }

    /// Does one round. `series` are the number series that the window wants stock of, for `year`.
    ///
    /// # Errors
    /// Where and why it stopped; what was done until then is kept.
    pub async fn round(&mut self, series: &[SeriesCode], year: i32) -> Result<Round, SyncError> {
        let mut round = Round::default();
        // A pull tells what the server holds of this window's journal; a server restored to an
        // older backup shows itself there, and gets the lost entries again.
        let mut status = match self.sync(&mut round).await? {
            Some(status) => status,
            None => {
                self.push_or_look(&mut round).await?;
                self.pull(&mut round).await?
            }
        };
        while self.steps.notice_rollback(&status, &mut round)? {
            self.push(&mut round).await?;
            status = self.pull(&mut round).await?;
        }
        self.steps.close_report(&status)?;
        // A pack that is refused stops nothing else: the window goes on under the one it has.
        let refreshed = self.refresh_pack(&status).await;
        self.refill(series, year, status.epoch).await?;
        // An outage may last over new year's eve.
        if status.time.month() == DECEMBER {
            self.refill(series, year + 1, status.epoch).await?;
        }
        // Over is a year where both clocks say so: a device's clock that leapt gives nothing back.
        let over = year.min(china_date(status.time.to_utc()).year());
        // What was asked in files was asked here too.
        self.steps.store.end_bundle_exports(&status.time)?;
        round.server_time = Some(status.time);
        // Nor does a server that takes nothing back: there was contact all the same.
        let given_back = self.give_back(over, status.epoch).await;
        refreshed?;
        given_back?;
        Ok(round)
    }

    /// Pushes and pulls in one request, where all that is to be pushed fits into it; `None` where it
    /// does not, or where the server refuses one of the two: each is then asked alone.
    async fn sync(&mut self, round: &mut Round) -> Result<Option<ServerStatus>, SyncError> {
        let Some(batch) = self.steps.batch(self.steps.store.acknowledged()?)? else {
            return Ok(Some(self.pull(round).await?));
        };
        let Batch { chain, sent, request: push } = batch;
        if chain != self.steps.store.chain()? {
            return Ok(None);
        }
        let cursor = self.steps.store.cursor(self.steps.scope())?;
        let own = JournalHead { seq: chain.seq, hash: chain.head };
        let pull = self.steps.question(cursor, own);
        match self.protocol.sync(&self.device, SyncRequest { push, pull }).await {
            Ok(SyncReply { push, pull }) => {
                let pushed = Pushed { chain, sent, reply: push };
                Ok(Some(self.take_pages(Some(pushed), Page::read(pull)?, cursor, round).await?))
            }
            Err(ProtocolError::Refused {
                refusal: Refusal::JournalBroken | Refusal::CursorUnknown | Refusal::DeviceEnded,
                ..
            }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Pushes. A server that was restored lacks what the next entries follow, so where it cannot join
    /// them, the window first looks what it holds.
    async fn push_or_look(&mut self, round: &mut Round) -> Result<(), SyncError> {
        match self.push(round).await {
            Err(SyncError::Protocol(error)) if does_not_join(&error) => {
                let status = self.pull(round).await?;
                if !self.steps.notice_rollback(&status, round)? {
                    return Err(error.into());
                }
                self.push(round).await
            }
            other => other,
        }
    }

    async fn push(&mut self, round: &mut Round) -> Result<(), SyncError> {
        let mut at_once = PUSHES_AT_ONCE;
        let mut sent = self.steps.store.acknowledged()?;
        let mut under_way: VecDeque<OnTheWay> = VecDeque::new();
        loop {
            while under_way.len() < at_once
                && let Some(batch) = self.steps.batch(sent)?
            {
                sent = batch.chain.seq;
                let ahead = !under_way.is_empty();
                under_way.push_back(self.send(batch, ahead));
            }
            let Some(OnTheWay { chain, sent: entries, reply, ahead }) = under_way.pop_front()
            else {
                return Ok(());
            };
            match reply.answer().await {
                Ok(reply) => self.steps.pushed(&chain, &entries, reply, round)?,
                // It overtook those that it follows: again, one by one.
                Err(error) if ahead && does_not_join(&error) => {
                    under_way.clear();
                    at_once = 1;
                    sent = self.steps.store.acknowledged()?;
                }
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn send(&self, batch: Batch, ahead: bool) -> OnTheWay {
        let Batch { chain, sent, request } = batch;
        let (protocol, device) = (Arc::clone(&self.protocol), self.device.clone());
        let reply = UnderWay::start(async move { protocol.push(&device, request).await });
        OnTheWay { chain, sent, reply, ahead }
    }

    async fn pull(&mut self, round: &mut Round) -> Result<ServerStatus, SyncError> {
        let scope = self.steps.scope().clone();
        let mut cursor = self.steps.store.cursor(&scope)?;
        let page = match self.ask(cursor).await {
            Err(SyncError::Protocol(ProtocolError::Refused {
                refusal: Refusal::CursorUnknown,
                ..
            })) => {
                self.steps.store.reset_cursor(&scope)?;
                cursor = Cursor::START;
                self.ask(cursor).await?
            }
            // What it holds was handed in before; from now on it issues nothing.
            Err(SyncError::Protocol(error)) if is_ended(&error) => {
                self.steps.store.halt(DEVICE_ENDED)?;
                return Err(error.into());
            }
            other => other?,
        };
        self.take_pages(None, page, cursor, round).await
    }

    /// Keeps a page of the scope, after the cursor, and those that follow it. The last one is kept with
    /// the answer to the push that came with it, if one did.
    async fn take_pages(
        &mut self,
        mut pushed: Option<Pushed>,
        mut page: Page,
        mut cursor: Cursor,
        round: &mut Round,
    ) -> Result<ServerStatus, SyncError> {
        loop {
            let counter = cursor.counter + page.entries.len() as u64;
            let done = page.entries.is_empty() || counter >= page.last;
            cursor = Cursor { counter, digest: page.digest };
            if done && page.status.head.seq >= self.steps.store.acknowledged()? {
                self.steps.pulled_last(pushed, &page, cursor, round)?;
                return Ok(page.status);
            }
            if let Some(Pushed { chain, sent, reply }) = pushed.take() {
                self.steps.pushed(&chain, &sent, reply, round)?;
            }
            if done {
                self.steps.pulled(&page, cursor, round)?;
                return Ok(page.status);
            }
            // While one page is kept, the next one comes and is read.
            let next = self.send_question(self.steps.question(cursor, self.steps.own()?));
            self.steps.pulled(&page, cursor, round)?;
            page = next.answer().await?;
        }
    }

    async fn ask(&self, cursor: Cursor) -> Result<Page, SyncError> {
        let request = self.steps.question(cursor, self.steps.own()?);
        Ok(Page::read(self.protocol.pull(&self.device, request).await?)?)
    }

    fn send_question(&self, request: PullRequest) -> UnderWay<Page, SyncError> {
        let (protocol, device) = (Arc::clone(&self.protocol), self.device.clone());
        UnderWay::start(async move { Ok(Page::read(protocol.pull(&device, request).await?)?) })
    }

    async fn refresh_pack(&mut self, status: &ServerStatus) -> Result<(), SyncError> {
        // The register comes in pages, of which each brings something.
        for _ in 0..MOST_PAGES {
            let request = self.steps.known()?;
            let newer =
                status.pack_version > request.known || status.register_version > request.register;
            if !newer && request.older.is_empty() {
                return Ok(());
            }
            let more = status.register_version > request.register;
            let reply = self.protocol.pack(&self.device, request).await?;
            let came = reply.register.is_some();
            self.steps.take_signed(reply, status.time)?;
            if !(more && came) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Gives back what is left of the years before this one.
    async fn give_back(&mut self, year: i32, epoch: u64) -> Result<(), SyncError> {
        for request in self.steps.returns(year, epoch)? {
            let (lease, next) = (request.block.lease, request.next);
            let ReturnReply { from } = self.protocol.return_numbers(&self.device, request).await?;
            if from.is_some_and(|from| from < next) {
                // An instance of this window that is lost gave more back, and this one gave some of it.
                tracing::error!(lease, next, from, "numbers were given that had been given back");
            }
            self.steps.store.note_returned(lease, epoch)?;
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
            let Some(request) = self.steps.wanted(series, year, epoch)? else { continue };
            let reply = self.protocol.lease(&self.device, request).await?;
            self.steps.store.add_block(&reply.block)?;
        }
        Ok(())
    }
}

fn is_ended(error: &ProtocolError) -> bool {
    matches!(error, ProtocolError::Refused { refusal: Refusal::DeviceEnded, .. })
}

pub(crate) fn does_not_join(error: &ProtocolError) -> bool {
    matches!(error, ProtocolError::Refused { refusal: Refusal::JournalBroken, .. })
}
