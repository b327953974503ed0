//! 离线交换: takes in what a window without a network asks, and writes the answer for it. What is done
//! is what the same requests over HTTP do; the window's signature stands in place of its token.

use super::{Server, TRIES, give_back, lease, pack, pull, push};
use crate::error::ServerError;
use crate::repository::{Device, Repository, StoredBundle};
use chrono::{DateTime, FixedOffset, Utc};
use clerk_domain::clock::china;
use clerk_domain::digest::Digest;
use clerk_domain::ids::WindowId;
use clerk_protocol::{
    Answer, BUNDLE_MOST_BYTES, BundleError, BundleKind, ErrorBody, NewBundle, PackReply,
    ProtocolError, PullReply, PullRequest, PushReply, PushRequest, Refusal, ReplyBundle,
    RequestBundle, SealedBundle,
};
use rand::SeedableRng as _;
use rand::rngs::StdRng;

/// No page follows once the entries take so many bytes; the next exchange goes on from there. A page, a
/// pack and a register more still fit into a bundle.
const PULL_MOST_BYTES: usize = BUNDLE_MOST_BYTES / 2;
/// What an entry takes beside its text.
const ENTRY_BYTES: usize = 200;

/// What a bundle that was taken in came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenBundle {
    /// The window that sent it.
    pub window: WindowId,
    /// Its digest, by which the answer is kept.
    pub digest: Digest,
    /// How many of its entries were new.
    pub accepted: u64,
    /// How many the centre had already.
    pub duplicate: u64,
    /// How many need a supervisor.
    pub exceptions: u64,
    /// Why entries or blocks were refused; empty where all were taken.
    pub refused: Vec<String>,
    /// The whole file that answers it.
    pub reply: Vec<u8>,
}

impl<R: Repository> Server<R> {
    /// Takes in a window's bundle, once.
    ///
    /// Cut off anywhere, it is taken in again without harm: it counts as taken in once its answer is
    /// kept, and all before that may be done twice.
    ///
    /// # Errors
    /// [`ServerError::Bundle`] where it is refused whole, with nothing changed;
    /// [`ServerError::BundleFailed`] and the repository's where it could not be carried out.
    pub async fn take_bundle(&self, bytes: &[u8]) -> Result<TakenBundle, ServerError> {
        let sealed = SealedBundle::read(bytes)?;
        let device = self.sender(&sealed).await?;
        let window = device.window.window.clone();
        if let Some(StoredBundle { at, .. }) = self.repository.bundle(sealed.digest).await? {
            return Err(replayed(at));
        }
        let request = sealed.request(self.keys.sealing(), &device.public_key)?;
        if request.pull.scope != window.department {
            return Err(BundleError::ForeignReceiver { window: window.id.0 }.into());
        }
        let public_key = device.public_key.clone();
        let answer = self.answer(device, request, sealed.digest).await;
        let answer = answer.map_err(ServerError::BundleFailed)?;
        let mut rng = StdRng::from_seed(self.random_bytes());
        let new =
            NewBundle { window: &window.id, sender: self.keys.signing(), receiver: &public_key };
        let (reply, _) = new.reply(&answer, &mut rng).map_err(|_| ServerError::Damaged("key"))?;
        let kept = StoredBundle { window: window.id, at: self.now(), reply };
        if !self.repository.add_bundle(sealed.digest, &kept).await? {
            return Err(replayed(kept.at));
        }
        let taken = told(&answer, kept);
        tracing::info!(
            window = %taken.window, accepted = taken.accepted, duplicate = taken.duplicate, "bundle",
        );
        Ok(taken)
    }

    /// The kept answer to a bundle that was taken in: the whole file.
    ///
    /// # Errors
    /// [`ServerError::NoBundle`], and the repository's.
    pub async fn kept_reply(&self, digest: Digest) -> Result<StoredBundle, ServerError> {
        let kept = self.repository.bundle(digest).await?;
        kept.ok_or_else(|| ServerError::NoBundle(digest.to_string()))
    }

    /// The device of the window which signed the bundle for this centre; one that ended may hand in.
    async fn sender(&self, sealed: &SealedBundle<'_>) -> Result<Device, ServerError> {
        let token = self.repository.token_of_key(&sealed.window, &sealed.sender).await?;
        let device = match token {
            Some(token) => self.repository.device(token).await?,
            None => None,
        };
        let key = device.as_ref().map_or("", |device| &device.public_key);
        sealed.check(BundleKind::Request, &self.keys.sealing().public_key(), key)?;
        let unknown = || BundleError::ForeignSender { window: sealed.window.to_string() };
        let device = device.ok_or_else(unknown)?;
        // What it did since the last contact comes now; a file is none, as it may be on its way for days.
        let contact = device.contact.with(self.now()).unwrap_or(device.contact);
        Ok(Device { contact, ..device })
    }

    async fn answer(
        &self,
        device: Device,
        request: RequestBundle,
        answers: Digest,
    ) -> Result<ReplyBundle, ProtocolError> {
        let RequestBundle { pushes, pull, pack, leases, returns } = request;
        let pushes = self.push_all(&device, pushes).await?;
        if device.ended_at.is_some() {
            return Ok(handed_in(answers, pushes));
        }
        let (from_start, pulls) = self.pull_all(&device, pull).await?;
        let mut leased = Vec::new();
        for request in leases {
            let window = device.window.window.id.clone();
            leased.push(settled(lease::lease(self, window, request).await)?);
        }
        let mut returned = Vec::new();
        for request in returns {
            let (window, lease) = (device.window.window.id.clone(), request.block.lease);
            let answer = settled(give_back::give_back(self, window, request).await)?;
            returned.extend(matches!(answer, Answer::Done(_)).then_some(lease));
        }
        let pack = pack::pack(self, pack).await?;
        let leases = leased;
        Ok(ReplyBundle { answers, pushes, from_start, ended: false, pulls, pack, leases, returned })
    }

    /// Until one is refused: none could follow it.
    async fn push_all(
        &self,
        device: &Device,
        requests: Vec<PushRequest>,
    ) -> Result<Vec<Answer<PushReply>>, ProtocolError> {
        let mut answers = Vec::new();
        for request in requests {
            let answer = settled(self.push_again(device, request).await)?;
            let refused = matches!(answer, Answer::Refused(_));
            answers.push(answer);
            if refused {
                break;
            }
        }
        Ok(answers)
    }

    /// The centre may be served by another program, which was quicker: what the window of a network
    /// would do then is done here.
    async fn push_again(
        &self,
        device: &Device,
        request: PushRequest,
    ) -> Result<PushReply, ProtocolError> {
        let mut answer = push::push(self, device, request.clone()).await;
        for _ in 1..TRIES {
            if !failed(&answer) {
                break;
            }
            answer = push::push(self, device, request.clone()).await;
        }
        answer
    }

    /// The scope from the cursor on; from its start where the cursor is unknown.
    async fn pull_all(
        &self,
        device: &Device,
        mut request: PullRequest,
    ) -> Result<(bool, Vec<PullReply>), ProtocolError> {
        let first = pull::changes(self, device, request.clone()).await;
        let from_start =
            matches!(first, Err(ProtocolError::Refused { refusal: Refusal::CursorUnknown, .. }));
        let mut page = if from_start {
            (request.after, request.digest) = (0, Digest::ZERO);
            pull::changes(self, device, request.clone()).await?
        } else {
            first?
        };
        let (mut pages, mut bytes) = (Vec::new(), 0);
        loop {
            request.after += page.entries.len() as u64;
            request.digest = page.digest;
            bytes += page.entries.iter().map(entry_bytes).sum::<usize>();
            let done = page.entries.is_empty() || request.after >= page.last;
            pages.push(page);
            if done || bytes >= PULL_MOST_BYTES {
                return Ok((from_start, pages));
            }
            page = pull::changes(self, device, request.clone()).await?;
        }
    }
}

/// What a device that is none any more is answered: over a network, too, it may push, and gets nothing.
fn handed_in(answers: Digest, pushes: Vec<Answer<PushReply>>) -> ReplyBundle {
    ReplyBundle {
        answers,
        pushes,
        from_start: false,
        ended: true,
        pulls: Vec::new(),
        pack: PackReply { pack: None, register: None, older: Vec::new() },
        leases: Vec::new(),
        returned: Vec::new(),
    }
}

fn entry_bytes(pulled: &clerk_protocol::Pulled) -> usize {
    ENTRY_BYTES + pulled.entry.as_ref().map_or(0, |text| text.get().len())
}

fn failed<T>(answer: &Result<T, ProtocolError>) -> bool {
    matches!(answer, Err(ProtocolError::Refused { refusal: Refusal::ServerFailed, .. }))
}

/// A refusal is an answer; where the server failed there is none, and the bundle is taken in again.
fn settled<T>(answer: Result<T, ProtocolError>) -> Result<Answer<T>, ProtocolError> {
    match answer {
        Ok(done) => Ok(Answer::Done(done)),
        Err(ProtocolError::Refused { refusal, message }) if refusal != Refusal::ServerFailed => {
            Ok(Answer::Refused(ErrorBody { code: refusal, message }))
        }
        Err(error) => Err(error),
    }
}

fn replayed(at: DateTime<Utc>) -> ServerError {
    let at: DateTime<FixedOffset> = at.with_timezone(&china());
    BundleError::Replayed { at }.into()
}

fn told(answer: &ReplyBundle, kept: StoredBundle) -> TakenBundle {
    let done = answer.pushes.iter().filter_map(|answer| match answer {
        Answer::Done(reply) => Some(reply),
        Answer::Refused(_) => None,
    });
    let sum = |of: fn(&PushReply) -> u64| done.clone().map(of).sum();
    let pushes = answer.pushes.iter().filter_map(why_not);
    TakenBundle {
        window: kept.window,
        digest: answer.answers,
        accepted: sum(|reply| reply.accepted),
        duplicate: sum(|reply| reply.duplicate),
        exceptions: sum(|reply| reply.exceptions.len() as u64),
        refused: pushes.chain(answer.leases.iter().filter_map(why_not)).collect(),
        reply: kept.reply,
    }
}

fn why_not<T>(answer: &Answer<T>) -> Option<String> {
    match answer {
        Answer::Done(_) => None,
        Answer::Refused(ErrorBody { code, message }) => Some(format!("{code}: {message}")),
    }
}
