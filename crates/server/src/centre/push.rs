//! Push: takes in the next entries of a window's journal, each once.

use super::fold::{self, Known};
use super::verify::{self, Checked};
use super::{Centre, failed};
use crate::error::ServerError;
use crate::repository::{Device, Repository, StoredWindow};
use clerk_domain::ids::WindowId;
use clerk_domain::journal::Chain;
use clerk_protocol::{
    DeviceToken, Holds, ProtocolError, PushException, PushReply, PushRequest, Refusal, Window,
};

pub(super) async fn push<R: Repository>(
    centre: &Centre<R>,
    token: &DeviceToken,
    request: PushRequest,
) -> Result<PushReply, ProtocolError> {
    let Device { window, public_key } = centre.device(token).await?;
    if request.entries.is_empty() {
        return push_nothing(centre, &window, &public_key, &request).await;
    }
    let entries = verify::batch(&window.window.id, &public_key, request).await?;
    let _turn = centre.writer.lock().await;
    take_in(centre, &window.window.id, entries).await
}

/// Only compares the heads: the window has nothing that the centre does not hold.
async fn push_nothing<R: Repository>(
    centre: &Centre<R>,
    window: &StoredWindow,
    public_key: &str,
    request: &PushRequest,
) -> Result<PushReply, ProtocolError> {
    let Holds { seq, head } = window.holds;
    if request.head != head {
        let message = format!("the centre holds another head, at entry {seq}");
        return Err(ProtocolError::refused(Refusal::JournalBroken, message));
    }
    let chain = Chain { window: window.window.id.clone(), seq, head };
    verify::check_signature(&chain, public_key, &request.signature)?;
    let greeting = centre.greeting(window.holds).await.map_err(failed)?;
    Ok(PushReply { accepted: 0, duplicate: 0, exceptions: Vec::new(), greeting })
}

/// Adds what is new of a batch that is chained and signed. Held under the writer's lock.
async fn take_in<R: Repository>(
    centre: &Centre<R>,
    window: &WindowId,
    mut entries: Vec<Checked>,
) -> Result<PushReply, ProtocolError> {
    let window = centre.repository.window(window).await.map_err(failed)?;
    let window = window.ok_or_else(|| failed(ServerError::Damaged("device")))?;
    let duplicate = count_duplicates(centre, &window, &entries).await?;
    let mut exceptions = old_exceptions(centre, &window, &entries, duplicate).await?;
    let new = entries.split_off(duplicate);
    let accepted = new.len();
    let mut holds = window.holds;
    if let Some(last) = new.last() {
        holds = Holds { seq: last.entry.seq, head: last.hash };
        check_joint(&window, &new)?;
        exceptions.extend(append(centre, &window, new).await?);
    }
    let greeting = centre.greeting(holds).await.map_err(failed)?;
    tracing::info!(
        window = %window.window.id, seq = holds.seq, accepted, duplicate,
        exceptions = exceptions.len(), "push",
    );
    let (accepted, duplicate) = (accepted as u64, duplicate as u64);
    Ok(PushReply { accepted, duplicate, exceptions, greeting })
}

/// How many entries, from the first one on, the centre holds already.
async fn count_duplicates<R: Repository>(
    centre: &Centre<R>,
    window: &StoredWindow,
    entries: &[Checked],
) -> Result<usize, ProtocolError> {
    let held = window.holds.seq;
    let seqs = entries.first().zip(entries.last());
    let Some((first, last)) = seqs.map(|(f, l)| (f.entry.seq, l.entry.seq)) else { return Ok(0) };
    if first > held + 1 {
        let message =
            format!("entry {first}: the centre holds up to {held} and misses the next one");
        return Err(ProtocolError::refused(Refusal::JournalBroken, message));
    }
    if first > held {
        return Ok(0);
    }
    let stored = centre.repository.hashes(&window.window.id, first, last.min(held)).await;
    let stored = stored.map_err(failed)?;
    let mut pairs = stored.iter().zip(entries);
    match pairs.find(|((_, hash), checked)| *hash != checked.hash) {
        Some(((seq, _), _)) => Err(fork(*seq)),
        None => Ok(stored.len()),
    }
}

fn fork(seq: u64) -> ProtocolError {
    let message = format!(
        "entry {seq}: the centre holds another one; this device is a copy or was put back to an \
         older state"
    );
    ProtocolError::refused(Refusal::JournalFork, message)
}

/// The first new entry must follow from the last one that the centre holds.
fn check_joint(window: &StoredWindow, new: &[Checked]) -> Result<(), ProtocolError> {
    let Holds { seq, head } = window.holds;
    match new.first() {
        Some(first) if first.entry.prev != head && seq == 0 => {
            let message = "entry 1: nothing can come before the first entry";
            Err(ProtocolError::refused(Refusal::JournalBroken, message))
        }
        // Then the window has another entry where the centre's last one is.
        Some(first) if first.entry.prev != head => Err(fork(seq)),
        _ => Ok(()),
    }
}

/// What was wrong with the duplicates when they came first: the answer then may have been lost.
async fn old_exceptions<R: Repository>(
    centre: &Centre<R>,
    window: &StoredWindow,
    entries: &[Checked],
    duplicate: usize,
) -> Result<Vec<PushException>, ProtocolError> {
    let duplicates = entries.get(..duplicate).unwrap_or_default();
    let Some((first, last)) = duplicates.first().zip(duplicates.last()) else {
        return Ok(Vec::new());
    };
    let (first, last) = (first.entry.seq, last.entry.seq);
    centre.repository.exceptions(&window.window.id, first, last).await.map_err(failed)
}

/// Adds new entries in one transaction and gives their exceptions.
async fn append<R: Repository>(
    centre: &Centre<R>,
    window: &StoredWindow,
    new: Vec<Checked>,
) -> Result<Vec<PushException>, ProtocolError> {
    let Window { id, department, .. } = window.window.clone();
    let repository = &centre.repository;
    let cases = fold::touched_cases(&new);
    let numbers = fold::licence_numbers(&new);
    let known = Known {
        holds: window.holds,
        scope: repository.scope(&department).await.map_err(failed)?,
        case_entries: repository.case_entries(&department, &cases).await.map_err(failed)?,
        licences: repository.licences(&numbers).await.map_err(failed)?,
    };
    let plan = fold::plan(id, department, known, new, centre.now()).map_err(failed)?;
    let exceptions = plan.exceptions.clone();
    // Only another program on the same database can have been quicker; the window pushes again.
    match repository.append(plan).await.map_err(failed)? {
        true => Ok(exceptions),
        false => Err(failed(ServerError::Contended(1))),
    }
}
