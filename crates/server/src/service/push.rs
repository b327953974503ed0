//! Push: takes in the next entries of a window's journal, each once.

use super::fold::{self, Known};
use super::folded::Folded;
use super::lines::{self, Target};
use super::verify::{self, Checked, KeysAt};
use super::{Server, failed, rules};
use crate::error::ServerError;
use crate::repository::{Append, Device, Repository};
use clerk_domain::act_signature::ActSignature;
use clerk_domain::ids::{Author, DepartmentId};
use clerk_domain::journal::Chain;
use clerk_protocol::{JournalHead, ProtocolError, PushException, PushReply, PushRequest, Refusal};

pub(super) async fn push<R: Repository>(
    server: &Server<R>,
    device: &Device,
    request: PushRequest,
) -> Result<PushReply, ProtocolError> {
    if request.entries.is_empty() {
        return push_nothing(server, device, &request).await;
    }
    let window = &device.window.window.id;
    let keys = KeysAt {
        keys: server.repository.keys_at(window).await.map_err(failed)?,
        devices: server.repository.devices_of(window).await.map_err(failed)?,
    };
    let (entries, signed) = verify::batch(window, &device.public_key, request, keys).await?;
    let _turn = server.writer.lock().await;
    take_in(server, device, entries, signed).await
}

/// Only compares the heads: the window has nothing that the centre does not hold.
async fn push_nothing<R: Repository>(
    server: &Server<R>,
    Device { window, public_key, versions, .. }: &Device,
    request: &PushRequest,
) -> Result<PushReply, ProtocolError> {
    let lines = server.repository.lines(&Author::from(&window.window.id)).await.map_err(failed)?;
    let Some(line) = lines.iter().find(|line| line.head.hash == request.head) else {
        let message = "the centre holds other entries of this window last";
        return Err(ProtocolError::refused(Refusal::JournalBroken, message));
    };
    let JournalHead { seq, hash: head } = line.head;
    let chain = Chain { author: (&window.window.id).into(), seq, head };
    verify::check_signature(&chain, public_key, &request.signature)?;
    let status = server.status(*versions, line.head);
    Ok(PushReply { accepted: 0, duplicate: 0, exceptions: Vec::new(), status })
}

/// Adds what is new of a batch that is chained and signed. Held under the writer's lock.
async fn take_in<R: Repository>(
    server: &Server<R>,
    device: &Device,
    mut entries: Vec<Checked>,
    mut acts_signed: Vec<ActSignature>,
) -> Result<PushReply, ProtocolError> {
    let author = &Author::from(&device.window.window.id);
    let target = lines::target(server, author, &entries).await?;
    let duplicate = target.duplicate;
    let mut exceptions = old_exceptions(server, &target, &entries).await?;
    let new = entries.split_off(duplicate);
    let accepted = new.len();
    let mut head = target.head;
    let journal = target.journal.clone();
    if let Some(last) = new.last() {
        head = JournalHead { seq: last.entry.seq, hash: last.hash };
        acts_signed.retain(|signed| new.first().is_some_and(|new| new.entry.seq <= signed.seq));
        let new = New { target, entries: new, acts_signed };
        exceptions.extend(append(server, device, new).await?);
    }
    let status = server.status(device.versions, head);
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
    device: &Device,
    new: New,
) -> Result<Vec<PushException>, ProtocolError> {
    let department = &device.window.window.department;
    let plan = prepare(server, department, Some(device), new).await?;
    let exceptions = plan.exceptions.clone();
    // Only another program on the same database can have been quicker; the window pushes again.
    match server.repository.append(plan).await.map_err(failed)? {
        true => Ok(exceptions),
        false => Err(failed(ServerError::Contended(1))),
    }
}

/// New entries, and where they go.
pub(super) struct New {
    /// Where.
    pub target: Target,
    /// The entries; not empty.
    pub entries: Vec<Checked>,
    /// What persons signed of them.
    pub acts_signed: Vec<ActSignature>,
}

/// The plan that adds new entries to a department's scope, with what is wrong with them; `device` is whose
/// they are, unless the centre's own. Held under the writer's lock.
pub(super) async fn prepare<R: Repository>(
    server: &Server<R>,
    department: &DepartmentId,
    device: Option<&Device>,
    New { target, entries: new, acts_signed }: New,
) -> Result<Append, ProtocolError> {
    let repository = &server.repository;
    let subjects = fold::touched_subjects(&new);
    let licences = fold::licences(&new);
    // Read first: where anything comes in meanwhile, the plan does not fit and nothing is written.
    let scope = repository.scope(department).await.map_err(failed)?;
    let held = repository.entries_about(department, &subjects).await.map_err(failed)?;
    let mut folded = Folded::default();
    folded.follow_all(&held).map_err(failed)?;
    let rules = rules::read(server, department, device, &new, &folded.cases).await?;
    let earlier = rules::earlier(server, department, &rules, &new, &folded.cases).await?;
    folded.follow_all(&earlier).map_err(failed)?;
    let known = Known {
        target,
        scope,
        folded,
        rules,
        licences: repository.licences(&licences).await.map_err(failed)?,
        acts_signed,
    };
    Ok(fold::plan(department.clone(), known, new, server.now()))
}
