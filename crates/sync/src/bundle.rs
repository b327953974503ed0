//! 离线交换: a round of sync as two files, for a window that has no network. The window writes what it
//! would ask, and takes in what the centre would answer; each step is the round's own.
//!
//! A reply is taken in to a file that this window wrote and that still waits, and the wait ends last of
//! all: cut off anywhere, the same reply is taken in again.

use crate::engine::{DECEMBER, Round, SyncError, does_not_join};
use crate::report::Sent;
use crate::steps::{Page, Steps};
use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};
use clerk_domain::clock::china_date;
use clerk_domain::digest::Digest;
use clerk_domain::ids::SeriesCode;
use clerk_protocol::{
    Answer, BUNDLE_MOST_BYTES, BundleError, BundleKind, JournalHead, KeyError, LeaseReply,
    LeaseRequest, NewBundle, PackReply, ProtocolError, PullReply, PushReply, PushRequest,
    ReplyBundle, RequestBundle, ReturnRequest, SealedBundle, ServerStatus, Window, WindowKey,
};
use clerk_store::{BundleExport, Cursor, DEVICE_ENDED, Store};
use rand::CryptoRng;

/// No batch of entries follows once they take so many bytes; the next file goes on from there.
const PUSH_MOST_BYTES: usize = BUNDLE_MOST_BYTES / 2;

/// A file that was made, not yet written.
#[derive(Debug)]
pub struct Exported {
    /// The whole file.
    pub bytes: Vec<u8>,
    /// Its digest.
    pub digest: Digest,
    /// How many entries are in it.
    pub entries: u64,
    /// How many had no room in it.
    pub left: u64,
}

/// What a reply that was taken in came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// What a round would say.
    pub round: Round,
    /// How many blocks of numbers came.
    pub leased: u64,
    /// Whether the scope goes on beyond this reply: export again.
    pub more: bool,
}

/// Carries a window's sync in files.
pub struct Exchange {
    steps: Steps,
}

impl Exchange {
    /// Of this window.
    pub fn new(store: Store, window: Window, key: WindowKey) -> Self {
        Self { steps: Steps { store, window, key } }
    }

    /// Makes a file of all that one round would ask, and notes that it waits for its reply. `series` are
    /// the number series that the window wants stock of.
    ///
    /// # Errors
    /// Whatever reading and writing the database gives.
    pub fn export(
        &mut self,
        series: &[SeriesCode],
        today: NaiveDate,
        now: &DateTime<FixedOffset>,
        rng: &mut impl CryptoRng,
    ) -> Result<Exported, SyncError> {
        let (pushes, places, own) = self.pushes()?;
        let request = RequestBundle {
            pushes,
            pull: self.steps.question(self.steps.store.cursor(self.steps.scope())?, own),
            pack: self.steps.known()?,
            leases: self.leases(series, today)?,
            returns: self.returns(today)?,
        };
        let centre = self.steps.store.sealing_key()?;
        let Steps { window, key, .. } = &self.steps;
        let new = NewBundle { window: &window.id, sender: key, receiver: &centre };
        let unusable = |error: KeyError| ProtocolError::Nonsense(error.to_string());
        let (bytes, digest) = new.request(&request, rng).map_err(unusable)?;
        self.steps.store.add_bundle_export(digest, now, &places)?;
        let (first, last) = ends(&places);
        let left = self.steps.store.chain()?.seq.saturating_sub(last);
        Ok(Exported { bytes, digest, entries: last - first, left })
    }

    /// Forgets a file that could not be written after all.
    ///
    /// # Errors
    /// Whatever writing the database gives.
    pub fn forget(&mut self, digest: Digest) -> Result<(), SyncError> {
        Ok(self.steps.store.forget_bundle_export(digest)?)
    }

    /// What the centre is not known to hold; the place before it, then the last place of each batch; and
    /// what the centre holds once it has taken them in.
    fn pushes(&self) -> Result<(Vec<PushRequest>, Vec<u64>, JournalHead), SyncError> {
        let mut own = self.steps.own()?;
        let (mut pushes, mut places, mut bytes) = (Vec::new(), vec![own.seq], 0);
        while bytes < PUSH_MOST_BYTES {
            let Some(batch) = self.steps.batch(own.seq)? else { break };
            bytes += batch.request.entries.iter().map(|text| text.get().len()).sum::<usize>();
            own = JournalHead { seq: batch.chain.seq, hash: batch.chain.head };
            places.push(own.seq);
            pushes.push(batch.request);
        }
        Ok((pushes, places, own))
    }

    /// Over is a year where both clocks say so, as in a round.
    fn returns(&mut self, today: NaiveDate) -> Result<Vec<ReturnRequest>, SyncError> {
        let Steps { store, .. } = &self.steps;
        let (Some(contact), Some(epoch)) = (store.last_contact()?, store.server_epoch()?) else {
            return Ok(Vec::new());
        };
        let year = today.year().min(china_date(contact.to_utc()).year());
        Ok(self.steps.returns(year, epoch)?)
    }

    fn leases(
        &self,
        series: &[SeriesCode],
        today: NaiveDate,
    ) -> Result<Vec<LeaseRequest>, SyncError> {
        // A centre that was restored refuses the epoch of before, and its reply tells the new one.
        let epoch = self.steps.store.server_epoch()?.unwrap_or_default();
        let mut years = vec![today.year()];
        // The file may be on its way over new year's eve.
        years.extend((today.month() == DECEMBER).then_some(today.year() + 1));
        let mut wanted = Vec::new();
        for year in years {
            for series in series {
                wanted.extend(self.steps.wanted(series, year, epoch)?);
            }
        }
        Ok(wanted)
    }

    /// Takes in the centre's reply to a file that waits.
    ///
    /// # Errors
    /// [`SyncError::Bundle`] where it is refused whole, with nothing changed; else where and why it
    /// stopped, as in a round: what was done until then is kept, and it is taken in again.
    pub fn import(
        &mut self,
        bytes: &[u8],
        now: &DateTime<FixedOffset>,
    ) -> Result<Imported, SyncError> {
        let sealed = SealedBundle::read(bytes)?;
        let centre = self.steps.store.centre_key()?;
        sealed.check(BundleKind::Reply, &self.steps.key.public_key(), &centre)?;
        if sealed.window != self.steps.window.id {
            return Err(BundleError::ForeignReceiver { window: sealed.window.0 }.into());
        }
        let reply = sealed.reply(&self.steps.key, &centre)?;
        let export = self.awaited(reply.answers)?;
        let digest = export.digest;
        let (imported, refreshed) = self.take(reply, &export)?;
        self.steps.store.end_bundle_export(digest, now)?;
        // As in a round: a pack that is refused stops nothing else.
        refreshed?;
        Ok(imported)
    }

    fn awaited(&self, answers: Digest) -> Result<BundleExport, SyncError> {
        match self.steps.store.bundle_export(answers)? {
            None => Err(BundleError::NotAwaited.into()),
            Some(export) => match export.ended_at {
                None => Ok(export),
                Some(at) if export.answered => Err(BundleError::Replayed { at }.into()),
                Some(_) => Err(BundleError::NotAwaited.into()),
            },
        }
    }

    /// The same steps in the same order as a round's, over answers that are there already.
    fn take(
        &mut self,
        reply: ReplyBundle,
        export: &BundleExport,
    ) -> Result<(Imported, Result<(), SyncError>), SyncError> {
        let ReplyBundle { answers: _, pushes, from_start, ended, pulls, pack, leases, returned } =
            reply;
        if ended {
            return self.handed_in(pushes, export);
        }
        let nothing = || ProtocolError::Nonsense("the reply has no page of the scope".to_owned());
        let last = pulls.last().ok_or_else(nothing)?;
        let status = last.status.clone();
        let end = last.entries.last().map_or(last.last, |entry| entry.counter);
        let mut imported = Imported { more: end < last.last, ..Imported::default() };
        let round = &mut imported.round;
        let refused = self.pushed_all(pushes, &export.places, round)?;
        self.pulled_all(pulls, from_start, round)?;
        let rolled_back = self.steps.notice_rollback(&status, round)?;
        if let Some(refused) = refused.filter(|_| !rolled_back) {
            return Err(refused.into());
        }
        self.steps.close_report(&status)?;
        let refreshed = self.take_newer(pack, &status);
        for answer in leases {
            // A refused one is asked for again in the next file.
            if let Answer::Done(LeaseReply { block }) = answer {
                self.steps.store.add_block(&block)?;
                imported.leased += 1;
            }
        }
        for lease in returned {
            self.steps.store.note_returned(lease, status.epoch)?;
        }
        self.steps.store.set_contact(&status.time, status.epoch)?;
        imported.round.server_time = Some(status.time);
        Ok((imported, refreshed))
    }

    /// The device is none any more: what it holds is handed in, and from now on it issues nothing.
    fn handed_in(
        &mut self,
        pushes: Vec<Answer<PushReply>>,
        export: &BundleExport,
    ) -> Result<(Imported, Result<(), SyncError>), SyncError> {
        self.steps.store.halt(DEVICE_ENDED)?;
        let mut imported = Imported::default();
        let refused = self.pushed_all(pushes, &export.places, &mut imported.round)?;
        refused.map_or(Ok((imported, Ok(()))), |refused| Err(refused.into()))
    }

    /// Gives the refusal of a centre that the entries do not join: it may have been restored.
    fn pushed_all(
        &mut self,
        answers: Vec<Answer<PushReply>>,
        places: &[u64],
        round: &mut Round,
    ) -> Result<Option<ProtocolError>, SyncError> {
        for (answer, places) in answers.into_iter().zip(places.windows(2)) {
            match answer {
                Answer::Done(reply) => self.pushed(ends(places), reply, round)?,
                Answer::Refused(body) => {
                    let error = ProtocolError::refused(body.code, body.message);
                    let may_be_restored = does_not_join(&error);
                    return if may_be_restored { Ok(Some(error)) } else { Err(error.into()) };
                }
            }
        }
        Ok(None)
    }

    fn pushed(
        &mut self,
        (after, last): (u64, u64),
        reply: PushReply,
        round: &mut Round,
    ) -> Result<(), SyncError> {
        let count = u32::try_from(last.saturating_sub(after)).unwrap_or(u32::MAX);
        let rows = self.steps.store.entries_after(after, count)?;
        let ends = self.steps.head_after(&rows).zip(Sent::of(&rows));
        let Some((chain, sent)) = ends else { return Ok(()) };
        self.steps.pushed(&chain, &sent, reply, round)
    }

    fn pulled_all(
        &mut self,
        pages: Vec<PullReply>,
        from_start: bool,
        round: &mut Round,
    ) -> Result<(), SyncError> {
        let scope = self.steps.scope().clone();
        if from_start {
            self.steps.store.reset_cursor(&scope)?;
        }
        for page in pages {
            let held = self.steps.store.cursor(&scope)?;
            if page.entries.is_empty() && page.last < held.counter {
                continue;
            }
            let counter = page.entries.last().map_or(held.counter, |entry| entry.counter);
            let cursor = Cursor { counter, digest: page.digest };
            self.steps.pulled(&Page::read(page)?, cursor, round)?;
        }
        Ok(())
    }

    /// What the window has by now, it does not take again.
    fn take_newer(&mut self, reply: PackReply, status: &ServerStatus) -> Result<(), SyncError> {
        let known = self.steps.known()?;
        let pack = reply.pack.filter(|pack| pack.version > known.known.into());
        let register = reply.register.filter(|register| register.version > known.register);
        self.steps.take_signed(PackReply { pack, register, older: reply.older }, status.time)
    }
}

/// The first and the last place.
fn ends(places: &[u64]) -> (u64, u64) {
    let place = |end: Option<&u64>| end.copied().unwrap_or_default();
    (place(places.first()), place(places.last()))
}
