//! Pull: what changed in a scope after a cursor.

use super::{Server, failed, lines};
use crate::error::ServerError;
use crate::repository::{Device, Repository, ScopeEntry, ScopeHead};
use clerk_domain::digest::Digest;
use clerk_domain::ids::{DepartmentId, JournalId};
use clerk_protocol::{ProtocolError, PullReply, PullRequest, Pulled, Refusal};
use serde_json::value::RawValue;

/// Entries in a reply: mostly the window's own, which come without their texts.
const MOST_ENTRIES: u32 = 10_000;
/// A reply ends with the entry whose text passes this, so that the window keeps one reply while the
/// next one comes.
const MOST_BYTES: usize = 3 << 19;
/// Entries read at once.
const PART: u32 = 500;

/// Most of the time there is nothing new, and then what the device was found with is the answer.
pub(super) async fn pull<R: Repository>(
    server: &Server<R>,
    device: &Device,
    request: PullRequest,
) -> Result<PullReply, ProtocolError> {
    let PullRequest { scope, after, digest, own, limit: _ } = &request;
    let Device { window, scope: head, versions, .. } = device;
    let has_all = *scope == window.window.department
        && *head == ScopeHead { counter: *after, digest: *digest }
        && window.head == *own;
    if !has_all {
        return changes(server, device, request).await;
    }
    let status = server.status(*versions, window.head);
    Ok(PullReply { entries: Vec::new(), last: head.counter, digest: head.digest, status })
}

/// What changed, also since the device was read.
pub(super) async fn changes<R: Repository>(
    server: &Server<R>,
    Device { window, versions, .. }: &Device,
    request: PullRequest,
) -> Result<PullReply, ProtocolError> {
    let PullRequest { scope, after, digest, limit, own } = request;
    if scope != window.window.department {
        let message = format!("window {} pulls {}", window.window.id, window.window.department);
        return Err(ProtocolError::refused(Refusal::ScopeForeign, message));
    }
    let repository = &server.repository;
    let held = match after {
        0 => Some(Digest::ZERO),
        _ => repository.running_digest(&scope, after).await.map_err(failed)?,
    };
    if held != Some(digest) {
        let message = format!("the centre's digest at {after} is another; pull from the beginning");
        return Err(ProtocolError::refused(Refusal::CursorUnknown, message));
    }
    let limit = limit.min(MOST_ENTRIES);
    let (journal, head) = lines::stand(server, window, own).await?;
    // Where the centre was restored, its own idea of what the window has reaches less far.
    let has = own.seq.min(head.seq);
    let read = read(repository, (&scope, after), limit, (&journal, has));
    let (entries, ended) = read.await.map_err(failed)?;
    let last = match ended {
        true => entries.last().map_or(after, |entry| entry.counter),
        // Read after the entries: it never lies below them.
        false => repository.scope(&scope).await.map_err(failed)?.counter,
    };
    let digest = entries.last().map_or(digest, |entry| entry.running);
    let entries = entries.into_iter().map(to_pulled).collect::<Result<Vec<_>, _>>();
    let entries = entries.map_err(failed)?;
    let status = server.status(*versions, head);
    tracing::info!(window = %window.window.id, after, entries = entries.len(), last, "pull");
    Ok(PullReply { entries, last, digest, status })
}

/// The entries after a place of a scope that go into one reply, and whether the scope ends with them.
async fn read<R: Repository>(
    repository: &R,
    (scope, mut after): (&DepartmentId, u64),
    limit: u32,
    reader: (&JournalId, u64),
) -> Result<(Vec<ScopeEntry>, bool), ServerError> {
    let mut entries = Vec::new();
    let (mut left, mut bytes) = (limit, 0);
    while left > 0 && bytes <= MOST_BYTES {
        let asked = left.min(PART);
        let part = repository.entries_after(scope, after, asked, reader).await?;
        let all = part.len() < asked as usize;
        after = part.last().map_or(after, |last| last.counter);
        left -= asked;
        for entry in part {
            if bytes > MOST_BYTES {
                return Ok((entries, false));
            }
            bytes += entry.text.as_ref().map_or(0, String::len);
            entries.push(entry);
        }
        if all {
            return Ok((entries, true));
        }
    }
    Ok((entries, false))
}

fn to_pulled(entry: ScopeEntry) -> Result<Pulled, ServerError> {
    let text = entry.text.map(RawValue::from_string).transpose();
    Ok(Pulled {
        counter: entry.counter,
        journal: entry.journal,
        seq: entry.seq,
        entry: text.map_err(|_| ServerError::Damaged("journal entry"))?,
    })
}
