//! Rounds of sync without end, in a thread of their own.

use crate::backoff::Backoff;
use crate::engine::{Engine, SyncError};
use chrono::{DateTime, Datelike as _, FixedOffset};
use clerk_domain::clock::{SharedClock, china, china_date};
use clerk_domain::ids::SeriesCode;
use clerk_protocol::Protocol;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot, watch};

/// How the window stands with the server.
#[derive(Clone, Debug)]
pub enum SyncState {
    /// No round ended yet.
    Starting,
    /// A round is under way, with something to carry.
    Syncing,
    /// The last round ended well.
    Online,
    /// The server is away.
    Offline {
        /// Since when, by the device's clock.
        since: DateTime<FixedOffset>,
    },
    /// The server answers, but something needs a person.
    Trouble {
        /// What, as the error says it.
        error: Arc<SyncError>,
    },
}

enum Wake {
    /// Something was journalled: sync soon, but not before a backoff ends.
    Act,
    /// A person asked: sync now, and say when the round is over.
    Now(oneshot::Sender<SyncState>),
}

/// The thread that syncs. Dropping it stops the thread after the step under way.
pub struct Runner {
    wake: Option<mpsc::UnboundedSender<Wake>>,
    state: watch::Receiver<SyncState>,
    thread: Option<JoinHandle<()>>,
}

/// What the runner is told of the world.
pub struct Surroundings {
    /// The device's clock.
    pub clock: SharedClock,
    /// Seeds the waits.
    pub seed: u64,
    /// The number series that the window wants stock of.
    pub series: Vec<SeriesCode>,
    /// What an error is called where it is kept.
    pub code: fn(&SyncError) -> String,
    /// Called after each change of state.
    pub changed: Box<dyn Fn() + Send>,
}

impl Runner {
    /// Starts the thread.
    ///
    /// # Errors
    /// The system's, where it gives no thread.
    pub fn start<P: Protocol + Send + Sync + 'static>(
        engine: Engine<P>,
        surroundings: Surroundings,
    ) -> std::io::Result<Self> {
        let (wake, woken) = mpsc::unbounded_channel();
        let (publish, state) = watch::channel(SyncState::Starting);
        // Requests travel on a thread of their own, beside the one that keeps their answers.
        let mut runtime = tokio::runtime::Builder::new_multi_thread();
        let runtime = runtime.worker_threads(1).thread_name("sync-http").enable_all().build()?;
        let thread = std::thread::Builder::new().name("sync".to_owned()).spawn(move || {
            let backoff = Backoff::new(surroundings.seed);
            runtime.block_on(Rounds { engine, surroundings, backoff, publish, woken }.run());
        })?;
        Ok(Self { wake: Some(wake), state, thread: Some(thread) })
    }

    /// How the window stands now.
    pub fn state(&self) -> SyncState {
        self.state.borrow().clone()
    }

    /// Says that something was journalled.
    pub fn act_done(&self) {
        if let Some(wake) = &self.wake {
            drop(wake.send(Wake::Act));
        }
    }

    /// What asks for a round now, from any thread.
    pub fn asker(&self) -> Asker {
        Asker(self.wake.clone())
    }
}

/// Asks a runner for a round. It does not keep the runner alive.
pub struct Asker(Option<mpsc::UnboundedSender<Wake>>);

impl Asker {
    /// Asks for a round now and waits for its end; `None` where the runner was dropped meanwhile.
    pub fn sync_now(self) -> Option<SyncState> {
        let (done, ended) = oneshot::channel();
        self.0?.send(Wake::Now(done)).ok()?;
        ended.blocking_recv().ok()
    }
}

impl Drop for Runner {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the sync thread panicked");
        }
    }
}

struct Rounds<P> {
    engine: Engine<P>,
    surroundings: Surroundings,
    backoff: Backoff,
    publish: watch::Sender<SyncState>,
    woken: mpsc::UnboundedReceiver<Wake>,
}

impl<P: Protocol + Send + Sync + 'static> Rounds<P> {
    async fn run(mut self) {
        let mut asked: Vec<oneshot::Sender<SyncState>> = Vec::new();
        loop {
            let Some(state) = self.round_or_stop(&mut asked).await else { return };
            let wait = match &state {
                SyncState::Starting | SyncState::Syncing | SyncState::Online => {
                    self.backoff.after_success()
                }
                SyncState::Offline { .. } | SyncState::Trouble { .. } => {
                    self.backoff.after_failure()
                }
            };
            let online = matches!(state, SyncState::Online);
            self.set(state.clone());
            for asker in asked.drain(..) {
                drop(asker.send(state.clone()));
            }
            // What was journalled during the round goes at once.
            let wait = if online && self.has_unsent() { Duration::ZERO } else { wait };
            if !self.wait(wait, online, &mut asked).await {
                return;
            }
        }
    }

    /// One round; `None` where the runner was dropped meanwhile. A round that is cut is done again.
    async fn round_or_stop(
        &mut self,
        asked: &mut Vec<oneshot::Sender<SyncState>>,
    ) -> Option<SyncState> {
        // While the server is away, a new try does not look like success.
        let was_well = matches!(*self.publish.borrow(), SyncState::Starting | SyncState::Online);
        if was_well && self.has_unsent() {
            self.set(SyncState::Syncing);
        }
        let now = self.surroundings.clock.now();
        let year = china_date(now).year();
        let result = {
            let round = self.engine.round(&self.surroundings.series, year);
            tokio::pin!(round);
            loop {
                tokio::select! {
                    result = &mut round => break result,
                    wake = self.woken.recv() => match wake {
                        None => return None,
                        Some(Wake::Act) => {}
                        Some(Wake::Now(done)) => asked.push(done),
                    },
                }
            }
        };
        let now = now.with_timezone(&china());
        let failed = result.as_ref().err().map(self.surroundings.code);
        if let Err(error) = self.engine.note_try(now, failed.as_deref()) {
            tracing::warn!(%error, "how the round ended is not kept");
        }
        Some(self.judge(result, now))
    }

    fn judge(
        &self,
        result: Result<crate::Round, SyncError>,
        now: DateTime<FixedOffset>,
    ) -> SyncState {
        match result {
            Ok(round) => {
                tracing::debug!(pushed = round.pushed, pulled = round.pulled, "synced");
                SyncState::Online
            }
            Err(error) if error.is_offline() => match &*self.publish.borrow() {
                SyncState::Offline { since } => SyncState::Offline { since: *since },
                _ => SyncState::Offline { since: now },
            },
            Err(error) => {
                tracing::warn!(%error, "sync needs a person");
                SyncState::Trouble { error: Arc::new(error) }
            }
        }
    }

    fn has_unsent(&self) -> bool {
        self.engine.store().outbox_count().is_ok_and(|count| count > 0)
    }

    fn set(&self, state: SyncState) {
        self.publish.send_replace(state);
        (self.surroundings.changed)();
    }

    /// Waits for the next round; `false` where the runner was dropped. An act cuts the wait short
    /// only while all is well; a person always does.
    async fn wait(
        &mut self,
        wait: Duration,
        online: bool,
        asked: &mut Vec<oneshot::Sender<SyncState>>,
    ) -> bool {
        let sleep = tokio::time::sleep(wait);
        tokio::pin!(sleep);
        loop {
            tokio::select! {
                () = &mut sleep => return true,
                wake = self.woken.recv() => match wake {
                    None => return false,
                    Some(Wake::Act) if online => return true,
                    Some(Wake::Act) => {}
                    Some(Wake::Now(done)) => {
                        asked.push(done);
                        return true;
                    }
                },
            }
        }
    }
}
