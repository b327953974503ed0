//! Push: takes in the next entries of a window's journal, each once.

use super::fold::{self, Cases, Known};
use super::lines::{self, Target};
use super::verify::{self, Checked};
use super::{Server, failed, rules};
use crate::error::ServerError;
use crate::repository::{Device, Repository, StoredWindow};
use clerk_domain::journal::Chain;
use clerk_protocol::{
    JournalHead, ProtocolError, PushException, PushReply, PushRequest, Refusal, Window,
};

pub(super) async fn push<R: Repository>(
    server: &Server<R>,
    device: Device,
    request: PushRequest,
) -> Result<PushReply, ProtocolError> {
    let Device { window, public_key } = device;
    if request.entries.is_empty() {
        return push_nothing(server, &window, &public_key, &request).await;
    }
    let entries = verify::batch(&window.window.id, &public_key, request).await?;
    let _turn = server.writer.lock().await;
    take_in(server, &window.window, entries).await
}

/// Only compares the heads: the window has nothing that the centre does not hold.
async fn push_nothing<R: Repository>(
    server: &Server<R>,
    window: &StoredWindow,
    public_key: &str,
    request: &PushRequest,
) -> Result<PushReply, ProtocolError> {
    let lines = server.repository.lines(&window.window.id).await.map_err(failed)?;
    let Some(line) = lines.iter().find(|line| line.head.hash == request.head) else {
        let message = "the centre holds other entries of this window last";
        return Err(ProtocolError::refused(Refusal::JournalBroken, message));
    };
    let JournalHead { seq, hash: head } = line.head;
    let chain = Chain { window: window.window.id.clone(), seq, head };
    verify::check_signature(&chain, public_key, &request.signature)?;
    let status = server.status(line.head).await.map_err(failed)?;
    Ok(PushReply { accepted: 0, duplicate: 0, exceptions: Vec::new(), status })
}

/// Adds what is new of a batch that is chained and signed. Held under the writer's lock.
async fn take_in<R: Repository>(
    server: &Server<R>,
    window: &Window,
    mut entries: Vec<Checked>,
) -> Result<PushReply, ProtocolError> {
    let target = lines::target(server, &window.id, &entries).await?;
    let duplicate = target.duplicate;
    let mut exceptions = old_exceptions(server, &target, &entries).await?;
    let new = entries.split_off(duplicate);
    let accepted = new.len();
    let mut head = target.head;
    let journal = target.journal.clone();
    if let Some(last) = new.last() {
        head = JournalHead { seq: last.entry.seq, hash: last.hash };
        exceptions.extend(append(server, window, target, new).await?);
    }
    let status = server.status(head).await.map_err(failed)?;
    tracing::info!(
        %journal, seq = head.seq, accepted, duplicate, exceptions = exceptions.len(), "push",
    );
    let (accepted, duplicate) = (accepted as u64, duplicate as u64);
    Ok(PushReply { accepted, duplicate, exceptions, status })
}

/// What was wrong with the duplicates when they came first: the answer then may have been lost.
async fn old_exceptions<R: Repository>(
    server: &Server<R>,
    target: &Target,
    entries: &[Checked],
) -> Result<Vec<PushException>, ProtocolError> {
    let duplicates = entries.get(..target.duplicate).unwrap_or_default();
    let Some((first, last)) = duplicates.first().zip(duplicates.last()) else {
        return Ok(Vec::new());
    };
    let (first, last) = (first.entry.seq, last.entry.seq);
    let journal = target.fork.as_ref().map_or(&target.journal, |fork| &fork.parent);
    server.repository.exceptions(journal, first, last).await.map_err(failed)
}

/// Adds new entries in one transaction and gives their exceptions.
async fn append<R: Repository>(
    server: &Server<R>,
    window: &Window,
    target: Target,
    new: Vec<Checked>,
) -> Result<Vec<PushException>, ProtocolError> {
    let department = window.department.clone();
    let repository = &server.repository;
    let cases = fold::touched_cases(&new);
    let numbers = fold::licence_numbers(&new);
    // Read first: where anything comes in meanwhile, the plan does not fit and nothing is written.
    let scope = repository.scope(&department).await.map_err(failed)?;
    let case_entries = repository.case_entries(&department, &cases).await.map_err(failed)?;
    let mut cases = Cases::new();
    fold::follow_all(&mut cases, &case_entries).map_err(failed)?;
    let rules = rules::read(server, &window.id, &new, &cases).await?;
    let earlier = rules::earlier(server, window, &rules, &new, &cases).await?;
    fold::follow_all(&mut cases, &earlier).map_err(failed)?;
    let known = Known {
        target,
        scope,
        cases,
        rules,
        licences: repository.licences(&numbers).await.map_err(failed)?,
    };
    let plan = fold::plan(department, known, new, server.now());
    let exceptions = plan.exceptions.clone();
    // Only another program on the same database can have been quicker; the window pushes again.
    match repository.append(plan).await.map_err(failed)? {
        true => Ok(exceptions),
        false => Err(failed(ServerError::Contended(1))),
    }
}
